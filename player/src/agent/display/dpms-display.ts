import type { DisplayPower } from '@gatecast/protocol';
import { runProgram } from '../commands/run-program.ts';
import { unknownReading, type DisplayAct, type DisplayAdapter, type DisplayReading } from './display-adapter.ts';

// Display Power Management Signaling of an X server, by xset. It has no brightness.

const timeoutMs = 5_000;
const words: Readonly<Record<string, DisplayPower>> = { On: 'on', Off: 'off', 'in Standby': 'standby', 'in Suspend': 'standby' };

/** What `xset q` tells of the monitor's power. */
export function powerIn(output: string): DisplayReading['power'] {
  const word = /Monitor is (On|Off|in Standby|in Suspend)/.exec(output)?.[1];
  return (word === undefined ? undefined : words[word]) ?? 'unknown';
}

/** The screen of the X server that this process has in DISPLAY. */
export function dpmsDisplay(): DisplayAdapter {
  async function query(): Promise<string | null> {
    const ended = await runProgram('xset', ['q'], timeoutMs);
    return ended.kind === 'ended' && ended.code === 0 ? ended.output : null;
  }
  return {
    async setPower(power): Promise<DisplayAct> {
      // without times of its own the server would darken a screen that nobody touches
      const ended = await runProgram('xset', ['dpms', '0', '0', '0', 'dpms', 'force', power], timeoutMs);
      if (ended.kind === 'missing') return { kind: 'not-supported', detail: 'xset is not installed' };
      if (ended.kind === 'too-slow') return { kind: 'failed', detail: 'xset did not answer' };
      // its manual follows what it has to say
      const [said = ''] = `${ended.errors} ${ended.output}`.trim().split('\n');
      if (/server does not have|unable to open display/i.test(said))
        return { kind: 'not-supported', detail: `xset: ${said}`.slice(0, 500) };
      if (ended.code !== 0) return { kind: 'failed', detail: `xset: ${said}`.slice(0, 500) };
      const text = await query();
      const now = text === null ? 'unknown' : powerIn(text);
      if (now === 'unknown') return { kind: 'sent' };
      return now === power ? { kind: 'confirmed' } : { kind: 'failed', detail: `the display stays ${now}` };
    },
    setBrightness: () => Promise.resolve({ kind: 'not-supported', detail: 'DPMS has no brightness' }),
    async read() {
      const text = await query();
      return text === null ? unknownReading : { power: powerIn(text), brightnessBp: null };
    },
  };
}
