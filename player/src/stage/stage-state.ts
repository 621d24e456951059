import type { StageState } from '../bridge/bridge.ts';
import type { Cast } from './director/cast.ts';

export type OnGlass = {
  readonly stageId: string;
  readonly casts: readonly Cast[];
  readonly alertId: string | null;
  /** The language somebody reads a look-up point in; null while nobody does. */
  readonly visitorLanguage: string | null;
  readonly nothing: 'starting' | 'unpublished' | 'pairing';
  readonly paintedAlerts: StageState['paintedAlerts'];
  readonly widthPx: number;
  readonly heightPx: number;
};

/** What the stage tells the agent of itself. */
export function stageStateOf(glass: OnGlass): StageState {
  const { stageId, widthPx, heightPx, paintedAlerts } = glass;
  return { stageId, releaseNumber: glass.casts[0]?.releaseNumber ?? 0, widthPx, heightPx, showing: showingOf(glass), paintedAlerts };
}

function showingOf({ casts, alertId, visitorLanguage, nothing }: OnGlass): StageState['showing'] {
  if (alertId !== null) return { kind: 'alert', alertId };
  if (visitorLanguage !== null) return { kind: 'lookup', language: visitorLanguage };
  const [main] = casts;
  if (main?.content.kind !== 'item') return { kind: 'nothing', reason: nothing };
  const { itemId, said } = main.content;
  const languages = said.map((one) => one.document.language);
  return { kind: 'item', entryId: main.entryId, itemId, languages, fromMs: main.fromMs, untilMs: main.untilMs };
}
