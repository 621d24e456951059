import type { DisplayPower } from '@gatecast/protocol';
import { runProgram, type ProgramEnd } from '../commands/run-program.ts';
import type { DisplayAct, DisplayAdapter, DisplayReading } from './display-adapter.ts';
import { readVcp, type Vcp } from './read-vcp.ts';

// Display Data Channel, Command Interface (VESA MCCS 2.2): features D6, power mode, and 10, luminance.

const timeoutMs = 10_000;
const powerFeature = 'D6';
const brightnessFeature = '10';
const powerValues = { on: 1, standby: 2, off: 4 } as const satisfies Record<DisplayPower, number>;

/** Feature D6's values: 02 and 03 are DPMS's standby and suspend, 04 and 05 are off. */
function powerOf(value: number): DisplayReading['power'] {
  if (value === 1) return 'on';
  if (value === 2 || value === 3) return 'standby';
  return value === 4 || value === 5 ? 'off' : 'unknown';
}

/** A display on its own I²C bus, by ddcutil; `bus` null: the first display that ddcutil finds. */
export function ddcDisplay(bus: number | null, run: typeof runProgram = runProgram): DisplayAdapter {
  const place = bus === null ? [] : ['--bus', String(bus)];
  const ddcutil = (...args: readonly string[]) => run('ddcutil', [...place, ...args], timeoutMs);

  async function get(feature: string): Promise<Vcp | null> {
    const ended = await ddcutil('getvcp', feature, '--terse');
    return ended.kind === 'ended' ? readVcp(ended.output, feature) : null;
  }
  /** Sets, and asks the display what it has now. */
  async function set(feature: string, value: number): Promise<DisplayAct> {
    // ddcutil's own verification fails where a display that goes dark stops answering
    const ended = await ddcutil('setvcp', feature, String(value), '--noverify');
    if (ended.kind !== 'ended' || ended.code !== 0) return refusalOf(ended);
    const now = await get(feature);
    if (now === null || now.kind === 'none') return { kind: 'sent' };
    if (now.value === value) return { kind: 'confirmed' };
    return { kind: 'failed', detail: `the display stays at ${now.value}` };
  }
  return {
    setPower: (power) => set(powerFeature, powerValues[power]),
    async setBrightness(levelBp) {
      const now = await get(brightnessFeature);
      if (now?.kind !== 'continuous') return { kind: 'not-supported', detail: 'the display has no brightness that DDC/CI can set' };
      return await set(brightnessFeature, Math.round((now.maximum * levelBp) / 10_000));
    },
    async read() {
      const power = await get(powerFeature);
      const brightness = await get(brightnessFeature);
      return {
        power: power?.kind === 'choice' ? powerOf(power.value) : 'unknown',
        brightnessBp: brightness?.kind === 'continuous' ? Math.round((brightness.value * 10_000) / brightness.maximum) : null,
      };
    },
  };
}

function refusalOf(ended: ProgramEnd): DisplayAct {
  switch (ended.kind) {
    case 'missing':
      return { kind: 'not-supported', detail: 'ddcutil is not installed' };
    case 'too-slow':
      return { kind: 'failed', detail: 'ddcutil did not answer' };
    case 'ended': {
      const detail = `ddcutil: ${(ended.errors.trim() || ended.output.trim()).slice(0, 400)}`;
      // no bus or no display on it: there is nothing that a second try would find
      return /Display not found|No \/dev\/i2c|Unsupported feature/i.test(detail)
        ? { kind: 'not-supported', detail }
        : { kind: 'failed', detail };
    }
  }
}
