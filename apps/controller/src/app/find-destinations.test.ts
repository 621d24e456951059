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
const found = (typed: string) => findDestinations(all, typed, { all: 3, ofKind: 3 }).map(({ name }) => name);

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

it('keeps those of a kind together behind the best of all, and leaves room for every kind', () => {
  const many = [
    ...Array.from({ length: 9 }, (_none, index) => one('screen', `Gate ${index}`)),
    one('playlist', 'Night at the gate'),
    one('action', 'Add a gate'),
    one('page', 'Gate'),
    one('entry', 'Gates by night'),
  ];
  const names = (typed: string, most: { all: number; ofKind: number }) => findDestinations(many, typed, most).map(({ name }) => name);
  expect(names('gate', { all: 20, ofKind: 2 })).toEqual(['Gate', 'Gate 0', 'Gate 1', 'Gates by night', 'Add a gate', 'Night at the gate']);
  expect(names('', { all: 20, ofKind: 2 })).toEqual(['Add a gate', 'Gate']);
});
