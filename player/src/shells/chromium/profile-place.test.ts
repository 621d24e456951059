import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leaveOtherPlaces, profilePlace } from './profile-place.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatecast-profile-'));
});
afterEach(() => rmSync(root, { recursive: true }));
const stageUrl = 'http://127.0.0.1:1/start?token=secret';

test('a browser keeps its files with the player, and elsewhere where that cannot be written, with a start page that nobody else reads', () => {
  const own = profilePlace(join(root, 'chromium'), stageUrl, [root]);
  expect([own.folder, own.insteadBecause]).toEqual([join(root, 'chromium'), null]);
  // what is a file cannot be a folder
  writeFileSync(join(root, 'taken'), '');
  const other = profilePlace(join(root, 'taken'), stageUrl, [join(root, 'missing'), root]);
  expect([dirname(other.folder), other.insteadBecause?.includes('EEXIST') ?? false]).toEqual([root, true]);
  const page = fileURLToPath(other.startPage);
  expect([readFileSync(page, 'utf8').includes(stageUrl), statSync(page).mode & 0o777, statSync(other.folder).mode & 0o777]).toEqual([
    true,
    0o600,
    0o700,
  ]);
  leaveOtherPlaces(join(root, 'taken'), [root]);
  expect([existsSync(other.folder), existsSync(own.folder)]).toEqual([false, true]);
});

test('where there is nowhere to write the browser begins on a blank page', () => {
  writeFileSync(join(root, 'taken'), '');
  expect(profilePlace(join(root, 'taken'), stageUrl, []).startPage).toBe('about:blank');
});
