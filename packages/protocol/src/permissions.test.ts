import { expect, test } from 'vitest';
import { permissionsOf, roleSchema, type Permission } from './permissions.ts';

test('a person without a role may do nothing, and roles add up', () => {
  expect(permissionsOf([])).toEqual([]);
  const both = permissionsOf(['editor', 'approver']);
  expect([both.includes('content.edit'), both.includes('content.approve'), both.includes('alert.issue')]).toEqual([true, true, false]);
});

test('no single role both writes and approves, or both issues and approves an alert', () => {
  const together = (first: Permission, second: Permission) =>
    roleSchema.options.filter((role) => permissionsOf([role]).includes(first) && permissionsOf([role]).includes(second));
  expect([together('content.edit', 'content.approve'), together('alert.issue', 'alert.approve')]).toEqual([[], []]);
});

test('layouts are drawn by whoever writes or plans; what plays when stays with those who plan', () => {
  const holders = (permission: Permission) => roleSchema.options.filter((role) => permissionsOf([role]).includes(permission));
  expect(holders('layout.edit')).toEqual(['administrator', 'editor', 'publisher']);
  expect(holders('schedule.edit')).toEqual(['administrator', 'publisher']);
});

test('auditors change nothing', () => {
  expect(permissionsOf(['auditor']).filter((permission) => !permission.endsWith('.read'))).toEqual([]);
});
