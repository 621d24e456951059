import { generateSeed, signingKeyOf } from '@gatecast/signing';
import { expect, test } from 'vitest';
import { envelopeOf, playableOpener } from '../src/agent/prepare-release.ts';
import { makeRelease } from './support/make-release.ts';

const key = signingKeyOf(generateSeed());
const notices = Array.from({ length: 200 }, (_, index) => `Thông báo ${index}`);

/** Opens releases over the objects of the last one that was put here. */
function openerOver() {
  let objects: ReadonlyMap<string, Buffer> = new Map();
  const open = playableOpener({ object: (name) => objects.get(name), reading: (work) => work() });
  return {
    open({ document, objects: given }: ReturnType<typeof makeRelease>, missing?: string) {
      objects = new Map([...given].filter(([name]) => name !== missing));
      return open(envelopeOf(document));
    },
  };
}

test('a release that was opened before is opened again as far as its objects are still here', () => {
  const { open } = openerOver();
  const made = makeRelease(100, { notices }, key);
  const changed = makeRelease(101, { notices: notices.with(7, 'Cổng 12') }, key);
  const fresh = [...changed.objects.keys()].filter((name) => !made.objects.has(name));
  const [lost = ''] = fresh;
  expect(open(made)).toMatchObject({ kind: 'open', contents: { plan: { items: { length: 200 } } } });
  expect(open(changed, lost)).toEqual({ kind: 'incomplete', missingObjects: [lost] });
  expect(open(changed)).toEqual(openerOver().open(changed));
  expect(open(changed, lost)).toEqual({ kind: 'incomplete', missingObjects: [lost] });
  expect(open(made)).toMatchObject({ kind: 'open' });
});

test('a plan that does not compile is refused each time, also after one that does', () => {
  const { open } = openerOver();
  expect(open(makeRelease(100, { notices }, key)).kind).toBe('open');
  const bad = makeRelease(101, { notices, isWithoutFallback: true }, key);
  expect([open(bad).kind, open(bad).kind]).toEqual(['unusable', 'unusable']);
});

test('a release that needs more objects than its envelope tells is not fetched further', () => {
  const made = makeRelease(100, { notices }, key, { objectCount: 50 });
  expect(openerOver().open(made, [...made.objects.keys()][3])).toMatchObject({ kind: 'unusable', reason: 'too-large' });
});
