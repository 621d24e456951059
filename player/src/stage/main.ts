import { config } from 'zod';
import { handoverSchema, type Port, type StageToAgent } from '../bridge/bridge.ts';
import { connectAgent, handoverPath } from '../bridge/stage-port.ts';
import { createStage } from './stage.ts';

// The last frame stays whatever happens here: nothing is taken off the glass because of an error.
window.addEventListener('error', (event) => console.error('error on the stage', event.message, event.error));
window.addEventListener('unhandledrejection', (event) => console.error('unhandled rejection on the stage', event.reason));

// the page's policy forbids compiling code from text, which zod would try
config({ jitless: true });

let port: Port<StageToAgent> | null = null;
let isAgentHeard = false;
const root = document.querySelector<HTMLElement>('#stage');
if (root === null) throw new Error('the page has no stage');
const stage = createStage(root, () => port);

/** What the shell kept of the last agent; the agent's own word, once heard, is newer. */
async function takeKeptHandover(): Promise<void> {
  const answer = await fetch(handoverPath, { cache: 'no-store' });
  if (!answer.ok) return;
  const parsed = handoverSchema.safeParse(await answer.json());
  if (!parsed.success) return console.error('the kept handover is not one', parsed.error.issues[0]);
  if (!isAgentHeard) stage.take(parsed.data);
}

takeKeptHandover().catch((error: unknown) => console.error('the kept handover cannot be read', error));
port = connectAgent(
  (message) => {
    switch (message.kind) {
      case 'handover':
        isAgentHeard = true;
        return stage.take(message.handover);
      case 'exposures-taken':
        return stage.exposuresTaken(message.stageId, message.through);
      case 'identify':
        return stage.identify(message.seconds);
      case 'found':
        return stage.found(message.requestId, message.itemIds);
    }
  },
  (state) => {
    if (state === 'connected') stage.connected();
  },
);
window.addEventListener('pagehide', stage.end);
