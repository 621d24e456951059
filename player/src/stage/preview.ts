import { stageOrderSchema, type StageOrder, type StageTelling } from '@gatecast/protocol';
import { config } from 'zod';
import type { HandedDevice, StageToAgent } from '../bridge/bridge.ts';
import { createStage } from './stage.ts';

// The stage at an instant, for people to look at in the controller: the same stage, led by the page around it instead of an agent. The
// fleet server serves it, sandboxed and without an origin. It keeps nothing and records nothing.

config({ jitless: true });

const root = document.querySelector<HTMLElement>('#stage');
if (root === null) throw new Error('the page has no stage');

/** Where time stands, on the monotonic clock; null: it goes on. */
let heldMs: number | null = null;
let instant: Extract<StageOrder, { kind: 'show-instant' }> | null = null;
let hasSomething = false;

/** The page around this one is of the server that served it; this one's own origin is none. */
function tell(telling: StageTelling): void {
  parent.postMessage(telling, new URL(document.URL).origin);
}

function hear(said: StageToAgent): void {
  if (said.kind !== 'state' || instant === null) return;
  const { showing } = said.state;
  const isItem = showing.kind === 'item';
  tell({
    kind: 'stage-shows',
    atMs: Math.floor(instant.atMs + (heldMs === null ? performance.now() - instantSinceMs : 0)),
    entryId: isItem ? showing.entryId : null,
    itemId: isItem ? showing.itemId : null,
  });
}

let instantSinceMs = 0;
const stage = createStage(root, {
  port: () => ({ send: hear, close: () => undefined }),
  report: (where, ...details) => tell({ kind: 'stage-trouble', detail: [where, ...details.map(String)].join(': ').slice(0, 500) }),
  onAct: () => undefined,
  onBegun: () => undefined,
  mode: 'plan',
  time: { wallMs: () => Date.now(), monotonicMs: () => heldMs ?? performance.now(), isHeld: () => heldMs !== null },
  frames: { bundleAddress: (manifestHash) => `/bundles/${manifestHash}/index.html`, liveAddress: null, areWatched: false },
});

/** Nobody is to be startled by a film's sound. */
const device: HandedDevice = {
  version: 1,
  revision: 1,
  part: 'device',
  clock: { offsetMs: 0, state: 'synced' },
  link: 'connected',
  pairing: null,
  serverUrl: '',
  screenName: '',
  audio: { volumeBp: 0, quiet: [] },
};
stage.take(device);
stage.take({ version: 1, revision: 1, part: 'alerts', alertRevision: 0, alerts: [], withdrawn: [] });

function follow(order: StageOrder): void {
  switch (order.kind) {
    case 'show-release': {
      // people see a picture upright, however its panel hangs
      const { rotationDeg: _, ...screen } = order.release.plan.screen;
      hasSomething = true;
      stage.take({ version: 1, revision: 1, part: 'release', release: { ...order.release, plan: { ...order.release.plan, screen } } });
      return;
    }
    case 'show-alerts': {
      const isFirst = !hasSomething;
      hasSomething = true;
      stage.take({ version: 1, revision: 1, part: 'alerts', alertRevision: 1, alerts: order.alerts, withdrawn: [] });
      // without a release nothing has led time to where it shall stand
      if (isFirst && instant !== null) stage.jump(instant.atMs);
      return;
    }
    case 'show-instant':
      instant = order;
      instantSinceMs = performance.now();
      heldMs = order.isRunning ? null : instantSinceMs;
      if (hasSomething) stage.jump(order.atMs);
  }
}

window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (source !== parent) return;
  const order = stageOrderSchema.safeParse(data);
  if (order.success) follow(order.data);
});
tell({ kind: 'stage-ready' });
