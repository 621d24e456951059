import { expect, test } from 'vitest';
import { withoutPaths } from './without-paths.ts';

test('what tools say reaches people without the folders of the machine', () => {
  const said = [
    'file:/var/lib/gatecast/media/ab/abcd: Invalid data found when processing input\nsecond line',
    "VipsJpeg: '/var/lib/gatecast/incoming/x.part' premature end of JPEG image",
    'C:\\Gatecast\\data\\incoming\\x.part: no such file',
    'moov atom not found; 3/4 of frames',
  ];
  expect(said.map(withoutPaths)).toEqual([
    'the file: Invalid data found when processing input',
    "VipsJpeg: 'the file' premature end of JPEG image",
    'the file: no such file',
    'moov atom not found; 3/4 of frames',
  ]);
});
