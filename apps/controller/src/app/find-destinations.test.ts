import { expect, it } from 'vitest';
import { findDestinations, type Destination } from './find-destinations.ts';

const one = (kind: Destination['kind'], name: string, about = '', alsoNamed = ''): Destination => ({
  ...{ key: `${kind} ${name}`, kind, name, about, alsoNamed, href: '/' },
});
const all = [
  one('page', 'Màn hình', '', 'Screens'),
  one('page', 'Lịch phát', '', 'Timetable'),
  one('screen', 'Cửa đến 1', 'Sân bay Nội Bài'),
  one('screen', 'Đến 1', 'Sân bay Nội Bài'),
  one('item', 'Nội quy sân đỗ', ''),
];
const found = (typed: string) => findDestinations(all, typed, 3).map(({ name }) => name);

it('finds without marks, đ as d, in both languages, names before places, and pages where nothing is typed', () => {
  expect([found('den 1'), found('NOI'), found('timetable'), found('đỗ'), found(''), found('xyz')]).toEqual([
    ['Đến 1', 'Cửa đến 1'],
    ['Nội quy sân đỗ', 'Cửa đến 1', 'Đến 1'],
    ['Lịch phát'],
    ['Nội quy sân đỗ'],
    ['Màn hình', 'Lịch phát'],
    [],
  ]);
});
