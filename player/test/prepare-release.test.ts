import { generateSeed, signingKeyOf } from '@gatecast/signing';
import { expect, test } from 'vitest';
import { envelopeOf, playableOpener } from '../src/agent/prepare-release.ts';
import { makeRelease } from './support/make-release.ts';

const key = signingKeyOf(generateSeed());
const notices = Array.from({ length: 200 }, (_, index) => `Thông báo ${index}`);

/** Opens releases, each over its own objects alone, without the one that is missing. */
function opener() {
  let objects: ReadonlyMap<string, Buffer> = new Map();
  const open = playableOpener({ object: (name) => objects.get(name), reading: (work) => work() });
  return ({ document, objects: given }: ReturnType<typeof makeRelease>, missing?: string) => {
    objects = new Map([...given].filter(([name]) => name !== missing));
    return open(envelopeOf(document));
  };
}

test('a release that was opened before is opened again as far as its objects are still here', () => {
  const open = opener();
  const made = makeRelease(100, { notices }, key);
  const changed = makeRelease(101, { notices: notices.with(7, 'Cổng 12') }, key);
  const lost = [...changed.objects.keys()].find((name) => !made.objects.has(name)) ?? '';
  expect(open(made)).toMatchObject({ kind: 'open', contents: { plan: { items: { length: 200 } } } });
  expect(open(changed, lost)).toEqual({ kind: 'incomplete', missingObjects: [lost] });
  expect(open(changed)).toEqual(opener()(changed));
  expect(open(changed, lost)).toEqual({ kind: 'incomplete', missingObjects: [lost] });
  expect(open(made)).toMatchObject({ kind: 'open' });
});

test('a plan that does not compile is refused each time, also after one that does', () => {
  const open = opener();
  expect(open(makeRelease(100, { notices }, key)).kind).toBe('open');
  const bad = makeRelease(101, { notices, isWithoutFallback: true }, key);
  expect([open(bad).kind, open(bad).kind]).toEqual(['unusable', 'unusable']);
});

test('a release that needs more objects than its envelope tells is not fetched further', () => {
  const made = makeRelease(100, { notices }, key, { objectCount: 50 });
  expect(opener()(made, [...made.objects.keys()][3])).toMatchObject({ kind: 'unusable', reason: 'too-large' });
});
