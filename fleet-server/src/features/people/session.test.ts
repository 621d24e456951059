import { expect, test } from 'vitest';
import { mayAt, maySee, sessionOf } from './session.ts';

const caller = { userId: 'u', name: 'Lan', email: 'lan@example.vn', via: { kind: 'person', sessionId: 's' } } as const;

test('a role at a site gives its permissions there and nowhere else, and roles of several sites add up', () => {
  const session = sessionOf(caller, [
    { role: 'publisher', siteId: 'a' },
    { role: 'publisher', siteId: 'b' },
    { role: 'auditor', siteId: null },
  ]);
  const publish = ['a', 'b', 'c', null].map((siteId) => mayAt(session, 'schedule.publish', siteId));
  const read = ['a', 'c', null].map((siteId) => mayAt(session, 'audit.read', siteId));
  expect([publish, read, mayAt(session, 'alert.issue', 'a')]).toEqual([[true, true, false, false], [true, true, true], false]);
});

test('what belongs to all sites together is read by everybody who may read anywhere, and changed by nobody of a site', () => {
  const session = sessionOf(caller, [{ role: 'editor', siteId: 'a' }]);
  expect([
    maySee(session, 'content.read', null),
    maySee(session, 'content.read', 'b'),
    mayAt(session, 'content.edit', null),
    maySee(session, 'people.read', null),
  ]).toEqual([true, false, false, false]);
});

test('a token can do no more than its owner, and no more than it was made for', () => {
  const allowed = { permissions: new Set(['fleet.read', 'fleet.edit'] as const), siteIds: new Set(['a']) };
  const everywhere = sessionOf(caller, [{ role: 'technician', siteId: null }], allowed);
  const elsewhere = sessionOf(caller, [{ role: 'technician', siteId: 'b' }], allowed);
  const reader = sessionOf(caller, [{ role: 'clerk', siteId: null }], allowed);
  expect([
    mayAt(everywhere, 'fleet.edit', 'a'),
    mayAt(everywhere, 'fleet.edit', 'b'),
    mayAt(everywhere, 'fleet.edit', null),
    mayAt(everywhere, 'fleet.command', 'a'),
    mayAt(elsewhere, 'fleet.edit', 'b'),
    mayAt(reader, 'fleet.edit', 'a'),
    mayAt(reader, 'fleet.read', 'a'),
  ]).toEqual([true, false, false, false, false, false, true]);
});
