import { config } from 'zod';
import { handoverSchema, type Port, type StageToAgent } from '../bridge/bridge.ts';
import { bundleOriginOf, liveAddressOf } from '../bridge/bundle-frame.ts';
import { modeOf, stagePath, startPath } from '../bridge/stage-beat.ts';
import { connectAgent, handoverParts, handoverPath, type HandoverPart, type KeptPart } from '../bridge/stage-port.ts';
import { startBeat } from './beat.ts';
import { troubleReport } from './report-trouble.ts';
import { holdKeys } from './hold-keys.ts';
import { createExitPad } from './screens/exit-pad.ts';
import { createStage } from './stage.ts';

let port: Port<StageToAgent> | null = null;
let isConnected = false;
const troubles = troubleReport(() => (isConnected ? port : null));

// The last frame stays whatever happens here: nothing is taken off the glass because of an error.
window.addEventListener('error', (event) => troubles.report('error on the stage', event.message, event.error));
window.addEventListener('unhandledrejection', (event) => troubles.report('unhandled rejection on the stage', event.reason));

// the page's policy forbids compiling code from text, which zod would try
config({ jitless: true });

const heard = new Set<HandoverPart>();
const root = document.querySelector<HTMLElement>('#stage');
if (root === null) throw new Error('the page has no stage');
const mode = modeOf(location.search);
// what let the page in works once
if (location.pathname === startPath) history.replaceState(null, '', stagePath(mode));
const beat = startBeat();
const stage = createStage(root, {
  port: () => port,
  report: troubles.report,
  onAct: beat.note,
  onBegun: beat.begun,
  mode,
  time: { wallMs: () => Date.now(), monotonicMs: () => performance.now(), isHeld: () => false },
  frames: {
    bundleAddress: (manifestHash) => `${bundleOriginOf(location.origin, manifestHash)}/`,
    liveAddress: (url) => liveAddressOf(location.origin, url),
    areWatched: true,
  },
});

holdKeys(window);
const exitPad = createExitPad(root, (requestId, pin) => {
  if (!isConnected) return false;
  port?.send({ kind: 'try-exit', requestId, pin });
  return true;
});

/** Asks the shell what it kept of the last agent. */
async function keptOf(part: HandoverPart): Promise<unknown> {
  // in this mode the release that failed is left alone, whoever hands it over
  const kept: KeptPart = part === 'release' && mode === 'known-good' ? 'known-good' : part;
  const answer = await fetch(handoverPath(kept));
  return answer.ok ? await answer.json() : null;
}

/** Takes it in; the agent's own word, once heard, is newer. */
function takeKept(part: HandoverPart, kept: unknown): void {
  if (kept === null || heard.has(part)) return;
  const parsed = handoverSchema.safeParse(kept);
  if (parsed.success) stage.take(parsed.data);
  else troubles.report(`the kept ${part} is not one`, parsed.error.issues[0]);
}

/** Asked for at once, taken one after another: whether an alert is still on is told by the clock, and it does not wait for the release. */
async function takeAllKept(): Promise<void> {
  const asked = handoverParts.map((part) => ({ part, answer: Promise.allSettled([keptOf(part)]) }));
  for (const { part, answer } of asked) {
    const [kept] = await answer;
    if (kept.status === 'fulfilled') takeKept(part, kept.value);
    else troubles.report(`the kept ${part} cannot be read`, kept.reason);
  }
  if (!stage.isAwaited()) beat.begun();
}
void takeAllKept();
port = connectAgent(
  (message) => {
    switch (message.kind) {
      case 'handover':
        if (message.handover.part === 'release' && mode === 'known-good') return undefined;
        heard.add(message.handover.part);
        return stage.take(message.handover);
      case 'exposures-taken':
        return stage.exposuresTaken(message.stageId, message.through);
      case 'identify':
        return stage.identify(message.seconds);
      case 'found':
        return stage.found(message.requestId, message.itemIds);
      case 'exit-answer':
        return exitPad.answered(message.requestId, message.answer);
    }
  },
  (state) => {
    isConnected = state === 'connected';
    if (!isConnected) return;
    stage.connected();
    troubles.connected();
  },
  (detail) => troubles.report('the agent said something that is not in the bridge', detail),
);
window.addEventListener('pagehide', stage.end);
