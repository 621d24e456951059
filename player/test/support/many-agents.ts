import { systemClock } from '@gatecast/clock';
import { z } from 'zod';
import { noDisplay } from '../../src/agent/display/display-adapter.ts';
import { downloadSettingsSchema } from '../../src/agent/downloads/download-settings.ts';
import { startAgent } from '../../src/agent/start-agent.ts';
import { exposures } from './exposures.ts';

// Many agents in one process, so that one kill is many. Each has a stage that says what it showed, numbered across its lives by the time at
// which it began: `first`. What the agents took is told to the process that started this one.

/** What is given as argument, as JSON. */
const playersSchema = z.array(z.object({ serverUrl: z.url(), dataFolder: z.string(), first: z.int() }));

const pauseMs = 20;
const begin: (() => void)[] = [];

for (const [index, { serverUrl, dataFolder, first }] of playersSchema.parse(JSON.parse(process.argv[2] ?? '')).entries()) {
  const agent = await startAgent({
    ...{ serverUrl, dataFolder, shell: 'none', display: { widthPx: 1920, heightPx: 1080 }, clock: systemClock() },
    downloads: downloadSettingsSchema.parse({}),
    host: {
      tell: () => undefined,
      takeShot: () => Promise.resolve(null),
      reloadStage: () => false,
      restartPlayer: () => false,
      orderKnownGood: () => false,
      stepAside: () => undefined,
    },
    machine: { bootId: '', shellLife: '', reboot: 'none', display: noDisplay() },
  });
  let taken = 0;
  const stage = agent.openPort({
    send(message) {
      if (message.kind !== 'exposures-taken') return;
      taken = message.through;
      if (taken > 0) process.send?.({ index, through: first + taken - 1 });
      setTimeout(expose, pauseMs);
    },
    close: () => undefined,
  });
  /** What was not taken is said again, as a stage does. */
  function expose(): void {
    const shown = exposures(first + taken, first + taken + 2).map((exposure, at) => ({ ...exposure, sequence: taken + 1 + at }));
    stage.receive({ kind: 'exposures', stageId: `stage-${first}`, exposures: shown });
  }
  begin.push(expose);
}
// only now, as those that are at work would hold up those that start
for (const expose of begin) expose();
