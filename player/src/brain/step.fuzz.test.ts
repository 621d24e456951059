import type { Alert } from '@gatecast/protocol';
import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { BrainWorld } from '../../test/brain-world/brain-world.ts';
import { screenId } from '../../test/brain-world/served-world.ts';

// GATECAST_FUZZ_RUNS: how many storms; a bench gives it thousands. GATECAST_SEED: the seed that a failure printed.
const runs = Number(process.env['GATECAST_FUZZ_RUNS'] ?? 150);
const seed = Number(process.env['GATECAST_SEED'] ?? Date.now() % 1_000_000);

/** What happens to a player while everything that carries its messages and answers is at its worst. */
const acts = [
  'publish',
  'publish-for-later',
  'publish-for-later',
  'unsigned',
  'foreign',
  'older',
  'unplayable',
  'raise',
  'clear',
  'forged-alerts',
  'pin',
  'unpin',
  'cut',
  'connect',
  'connect',
  'restart',
  'break-media',
  'nothing',
] as const;
const storm = record({
  seed: integer({ min: 0, max: 2 ** 31 }),
  acts: array(record({ act: constantFrom(...acts), afterMs: integer({ min: 0, max: 20_000 }) }), {
    minLength: 1,
    maxLength: 40,
  }),
});

class Operator {
  private number = 100;
  private alerts: readonly Alert[] = [];
  private pinned = 0;
  private good: readonly number[] = [];
  private readonly world: BrainWorld;

  constructor(world: BrainWorld) {
    this.world = world;
  }
  private release(
    number: number,
    more: { readonly isSigned?: boolean; readonly screenId?: string; readonly isPlayable?: boolean; readonly activateAtMs?: number } = {},
  ): void {
    const own = { number, screenId, isSigned: true, isPlayable: true, activateAtMs: 0, ...more };
    const objects = [`tree-${number}`, `part-${number}`, 'shared', `part-${number % 3}`];
    this.world.server.offer({ ...own, objects, media: [`film-${number % 4}`, `film-${number % 3}`, 'logo'] });
    this.world.push();
  }
  publish(): void {
    this.good = [...this.good, ++this.number];
    this.release(this.number);
  }
  private publishForLater(): void {
    this.good = [...this.good, ++this.number];
    this.release(this.number, { activateAtMs: this.world.clock.nowMs() + 5_000 + ((this.number * 7_919) % 45_000) });
  }
  private tell(isSigned = true): void {
    this.world.server.raise(this.alerts, this.pinned, isSigned);
    this.world.push();
  }
  do(act: (typeof acts)[number]): void {
    switch (act) {
      case 'publish':
        return this.publish();
      case 'publish-for-later':
        return this.publishForLater();
      case 'unsigned':
        return this.release(++this.number + 1_000_000, { isSigned: false });
      case 'foreign':
        return this.release(++this.number, { screenId: 'screen-2' });
      case 'older':
        this.world.server.offered = this.good[0] ?? 0;
        return this.world.push();
      case 'unplayable':
        return this.release(++this.number, { isPlayable: false });
      case 'raise':
        this.alerts = [...this.alerts, alert(this.world.server.alerts?.state.revision ?? 0)].slice(-3);
        return this.tell();
      case 'clear':
        this.alerts = [];
        return this.tell();
      case 'forged-alerts':
        return this.tell(false);
      case 'pin':
        this.pinned = this.good.at(-1) ?? 0;
        return this.tell();
      case 'unpin':
        this.pinned = 0;
        return this.tell();
      case 'cut':
        return this.world.cut();
      case 'connect':
        return this.world.connect();
      case 'restart':
        return this.world.restart();
      case 'break-media':
        return this.world.breakMedia();
      case 'nothing':
        return undefined;
    }
  }
  /** What the server says last is true: what a player must come to. */
  finish(): void {
    const { server } = this.world;
    if (server.offered === 0 || server.offered !== this.good.at(-1) || this.number !== server.offered) this.publish();
    if (server.alerts === null || !server.alerts.isSigned) this.tell();
  }
}

function alert(count: number): Alert {
  return {
    id: `alert-${count}`,
    revision: 1,
    status: 'actual',
    severity: 'severe',
    urgency: 'immediate',
    style: 'banner',
    targets: { areaIds: [], screenIds: [] },
    effectiveMs: 0,
    expiresMs: 1e12,
    languages: ['vi'],
    texts: { vi: { headline: 'Sơ tán', instruction: '' } },
    approvals: [],
  };
}

test(
  'whatever is dropped, doubled, delayed, out of order, forged or cut off, only whole newer releases of this screen play, no alert is lost or comes back, and all ends as the server has it',
  () => {
    assert(
      property(storm, ({ seed: ofStorm, acts: script }) => {
        const world = new BrainWorld(ofStorm);
        const operator = new Operator(world);
        for (const { act, afterMs } of script) {
          operator.do(act);
          world.clock.advance(afterMs);
        }
        operator.finish();
        world.settle();
        const { work: _work, isCalm: _isCalm, ...soon } = world.settled;
        expect(world.expected()).toMatchObject(soon);
        expect(world.outcome()).toEqual(world.expected());
      }),
      { numRuns: runs, seed },
    );
  },
  20_000 + runs * 50,
);
