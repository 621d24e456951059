import { expect, test } from 'vitest';
import { ProblemError } from '../../http/problem-error.ts';
import { composeState } from './compose-state.ts';
import type { AlertRow } from './store.ts';

const row = (id: string, headline = 'Sơ tán'): AlertRow => ({
  id,
  siteId: 'site',
  templateId: null,
  updatesId: null,
  revision: 1,
  status: 'actual',
  state: 'active',
  severity: 'extreme',
  urgency: 'immediate',
  style: 'full-screen',
  texts: { vi: { headline, instruction: 'x'.repeat(600) }, en: { headline, instruction: '' }, de: { headline, instruction: '' } },
  targets: { areaIds: [], screenIds: [] },
  durationMs: 60_000,
  effectiveMs: 1_000,
  expiresMs: 61_000,
  issuedBy: 'a',
  approvedBy: 'b',
  clearedAtMs: null,
  createdAtMs: 1_000,
  changedAtMs: 1_000,
});
const base = { siteId: 'site', languages: ['vi', 'en'], lastRevision: 0, nowMs: 5_000 };

test('the revision is the time, or one more than the last where the clock went back', () => {
  expect(composeState({ ...base, active: [] }).revision).toBe(5_000);
  expect(composeState({ ...base, active: [], lastRevision: 9_000 }).revision).toBe(9_001);
});

test('an alert carries the languages of the site in their order, the lead language first, and no others', () => {
  const [alert] = composeState({ ...base, active: [row('a')] }).alerts;
  expect([alert?.languages, Object.keys(alert?.texts ?? {})]).toEqual([
    ['vi', 'en'],
    ['vi', 'en'],
  ]);
});

test('more than 32 alerts or 64 KiB are refused with the limit', () => {
  const limitOf = (active: readonly AlertRow[], languages = base.languages) => {
    try {
      composeState({ ...base, languages, active });
      return null;
    } catch (error) {
      return error instanceof ProblemError ? error.problem.limit : error;
    }
  };
  const many = Array.from({ length: 33 }, (_, n) => row(`a${n}`, 'short'));
  expect(limitOf(many)).toBe(32);
  const long = Array.from({ length: 32 }, (_, n) => ({
    ...row(`a${n}`),
    texts: Object.fromEntries(['vi', 'en', 'ko', 'ja'].map((language) => [language, { headline: 'h', instruction: 'x'.repeat(600) }])),
  }));
  expect(limitOf(long, ['vi', 'en', 'ko', 'ja'])).toBe(65_536);
});
