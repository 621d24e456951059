import type { Clock } from '@gatecast/clock';
import { displayPowerSchema, type CommandEnd, type DisplayPower, type Receipt } from '@gatecast/protocol';
import { z } from 'zod';
import type { PlayerEvent } from '../../bridge/shell-channel.ts';
import { every } from '../every.ts';
import { keepFact, readFact, type Store } from '../store/open-store.ts';
import type { WhenRoom } from '../when-room.ts';
import { unknownReading, type DisplayAct, type DisplayAdapter, type DisplayReading } from './display-adapter.ts';

const askEveryMs = 60_000;
const factKey = 'display';
const wantedSchema = z.object({ power: displayPowerSchema, brightnessBp: z.int().nullable() });
type Wanted = z.infer<typeof wantedSchema>;

export type DisplayKeeper = {
  readonly setPower: (power: DisplayPower) => Promise<CommandEnd>;
  readonly setBrightness: (levelBp: number) => Promise<CommandEnd>;
  /** What heartbeats and receipts tell: whether what is painted can be seen. */
  readonly power: () => Receipt['display'];
  /** As the display says or, where it cannot be asked, as it was ordered; empty where nobody knows. */
  readonly brightness: () => { readonly brightnessBp?: number };
  /** An alert came or went: it wakes a display that is dark, by whatever hand, and the last one puts it back. */
  readonly look: () => void;
  readonly stop: () => void;
};

/** Holds the display as it was ordered, over restarts, and looks how it is. Only what was ordered is ever set, but for alerts. */
export function displayKeeper(world: {
  readonly adapter: DisplayAdapter;
  readonly store: Store;
  readonly clock: Clock;
  readonly whenRoom: WhenRoom;
  readonly serverNowMs: () => number;
  readonly isAlerted: () => boolean;
  readonly tell: (event: PlayerEvent) => void;
  /** How it is has changed. */
  readonly onChange: () => void;
}): DisplayKeeper {
  const { adapter, store } = world;
  let wanted: Wanted = readFact(store, factKey, wantedSchema) ?? { power: 'on', brightnessBp: null };
  let reading: DisplayReading = unknownReading;
  let isWoken = false;
  /** How an alert found a display that nobody had ordered dark: a remote control or a timer of its own had. */
  let found: DisplayPower | null = null;
  let chain: Promise<unknown> = Promise.resolve();

  /** One after another: two programs on one bus disturb each other. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = chain.then(work);
    chain = done.catch(() => undefined);
    return done;
  }
  function take(next: DisplayReading): void {
    const isChanged = next.power !== reading.power;
    reading = next;
    if (isChanged) world.onChange();
  }
  async function setNow(power: DisplayPower): Promise<DisplayAct> {
    const act = await adapter.setPower(power);
    if (act.kind === 'confirmed') take({ ...reading, power });
    // it cannot be asked, so nobody can say what it shows
    if (act.kind === 'sent') take({ ...reading, power: 'unknown' });
    return act;
  }
  function keep(next: Wanted): void {
    wanted = next;
    world.whenRoom(() => keepFact(store, factKey, wanted), undefined);
  }
  async function putBack(power: DisplayPower): Promise<void> {
    const act = await setNow(power);
    if (act.kind === 'not-supported' || act.kind === 'failed')
      world.tell({ event: 'trouble', atMs: world.serverNowMs(), where: 'display', detail: `${power}: ${act.detail}`.slice(0, 500) });
  }
  async function ask(): Promise<void> {
    take(await adapter.read());
    if (!world.isAlerted() || reading.power === 'on') return;
    if (reading.power === 'unknown') {
      // one that went dark by itself may not answer any more; where there is no way to it, there is nothing to tell
      await setNow('on');
      return;
    }
    if (wanted.power === 'on') found ??= reading.power;
    await putBack('on');
  }
  async function wake(): Promise<void> {
    if (wanted.power !== 'on') await putBack('on');
    await ask();
  }
  async function sleepAgain(): Promise<void> {
    const power = wanted.power === 'on' ? found : wanted.power;
    found = null;
    if (power !== null) await putBack(power);
  }
  function look(): void {
    const isAlerted = world.isAlerted();
    if (isAlerted === isWoken) return;
    isWoken = isAlerted;
    void inTurn(isAlerted ? wake : sleepAgain);
  }

  // a machine that was started again has forgotten what it was ordered; one that starts under an alert is not darkened for a moment
  void inTurn(async () => {
    isWoken = world.isAlerted();
    if (isWoken) await wake();
    else if (wanted.power !== 'on') await putBack(wanted.power);
    if (wanted.brightnessBp !== null) await adapter.setBrightness(wanted.brightnessBp);
    await ask();
  });
  const stopAsking = every(
    world.clock,
    () => askEveryMs,
    () => void inTurn(ask),
  );
  return {
    setPower: (power) =>
      inTurn(async () => {
        if (power !== 'on' && world.isAlerted()) return { kind: 'refused', reason: 'failed', detail: 'an alert is shown' };
        const end = endOf(await setNow(power));
        if (end.kind !== 'done') return end;
        keep({ ...wanted, power });
        // what was ordered counts from here on; an alert may have come meanwhile
        found = null;
        isWoken = false;
        look();
        return end;
      }),
    setBrightness: (levelBp) =>
      inTurn(async () => {
        const end = endOf(await adapter.setBrightness(levelBp));
        if (end.kind !== 'done') return end;
        keep({ ...wanted, brightnessBp: levelBp });
        take({ ...reading, brightnessBp: levelBp });
        return end;
      }),
    power() {
      if (reading.power === 'unknown') return 'unknown';
      return reading.power === 'on' ? 'powered' : 'connected';
    },
    brightness() {
      const brightnessBp = reading.brightnessBp ?? wanted.brightnessBp;
      return brightnessBp === null ? {} : { brightnessBp };
    },
    look,
    stop: stopAsking,
  };
}

function endOf(act: DisplayAct): CommandEnd {
  switch (act.kind) {
    case 'sent':
    case 'confirmed':
      return { kind: 'done', effect: { kind: act.kind } };
    case 'not-supported':
      return { kind: 'refused', reason: 'not-supported', detail: act.detail };
    case 'failed':
      return act;
  }
}
