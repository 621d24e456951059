import { expect, test } from 'vitest';
import { canonicalZoneName, isZoneKnown } from './zone-name.ts';

test('a name is known in any case, and old names give the one of today', () => {
  const given = [
    'Asia/Ho_Chi_Minh',
    'asia/ho_chi_minh',
    'Asia/Saigon',
    'US/Pacific',
    'Asia/Calcutta',
    'Europe/Kiev',
    'Etc/UTC',
    'Zulu',
    'EST',
  ];
  expect(given.map(canonicalZoneName)).toEqual([
    'Asia/Ho_Chi_Minh',
    'Asia/Ho_Chi_Minh',
    'Asia/Ho_Chi_Minh',
    'America/Los_Angeles',
    'Asia/Kolkata',
    'Europe/Kyiv',
    'UTC',
    'UTC',
    'America/Panama',
  ]);
});

test('a zone that is a fixed offset by its name is one, with the sign of POSIX', () => {
  expect(canonicalZoneName('etc/gmt-7')).toBe('Etc/GMT-7');
});

test('an offset is no zone: it has no law that could change', () => {
  for (const name of ['+07:00', '+07', '-00:00', '+0700']) expect(isZoneKnown(name), name).toBe(false);
});

test('an abbreviation of ICU that the database does not have is no zone: nobody can say whose standard time IST is', () => {
  for (const name of ['VST', 'IST', 'PST', 'bst', 'ACT', 'SystemV/PST8', 'systemv/pst8pdt']) expect(isZoneKnown(name), name).toBe(false);
});

test('what the host does not know is null, whatever it looks like', () => {
  for (const name of [
    'Mars/Olympus',
    '',
    'Asia/Hanoi',
    '../etc/passwd',
    'Asia/Ho_Chi_Minh\n',
    ' Asia/Tokyo',
    'posix/Asia/Tokyo',
    'Factory',
  ])
    expect(canonicalZoneName(name), name).toBeNull();
});
