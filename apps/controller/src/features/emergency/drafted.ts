import { alertSchema, type Alert, type AlertSeverity, type AlertText, type AlertUrgency, type WallScreen } from '@gatecast/protocol';

/** An alert before it is out: what it would say, where, and whether it is real. */
export type Drafted = {
  readonly siteId: string;
  readonly targets: { readonly areaIds: readonly string[]; readonly screenIds: readonly string[] };
  readonly status: 'actual' | 'exercise';
  readonly severity: AlertSeverity;
  readonly urgency: AlertUrgency;
  readonly style: 'full-screen' | 'banner';
  readonly texts: Readonly<Record<string, AlertText>>;
};

/** One of these screens that lies and one that stands, as far as there are any; one that is connected before one that is not. */
export function oneOfEachShape<T extends Pick<WallScreen, 'widthPx' | 'heightPx' | 'isConnected'>>(screens: readonly T[]): readonly T[] {
  const best = (those: readonly T[]) => those.find(({ isConnected }) => isConnected) ?? those[0];
  const isUpright = ({ widthPx, heightPx }: T) => heightPx > widthPx;
  return [best(screens.filter((one) => !isUpright(one))), best(screens.filter(isUpright))].filter((one) => one !== undefined);
}

/** How many of these screens stand in each area, and how many of them are connected; areas in order of their names. */
export function countByArea(
  screens: readonly { readonly areaId: string | null; readonly isConnected: boolean }[],
  nameOf: (areaId: string | null) => string,
): readonly { readonly area: string; readonly count: number; readonly online: number }[] {
  const counted = new Map<string, { count: number; online: number }>();
  for (const { areaId, isConnected } of screens) {
    const area = nameOf(areaId);
    const known = counted.get(area) ?? { count: 0, online: 0 };
    counted.set(area, { count: known.count + 1, online: known.online + Number(isConnected) });
  }
  return [...counted].map(([area, numbers]) => ({ area, ...numbers })).toSorted((a, b) => a.area.localeCompare(b.area));
}

/**
 * The alert as a stage is handed it, on for an hour from an instant; null: it says nothing yet that could be drawn. Languages without a headline
 * are left out, as they may still be written. `revision` tells one wording from the next.
 */
export function alertOnStage(drafted: Drafted, languages: readonly string[], atMs: number, revision: number): Alert | null {
  const told = languages.filter((tag) => (drafted.texts[tag]?.headline ?? '').trim() !== '');
  const { status, severity, urgency, style, targets, texts } = drafted;
  const parsed = alertSchema.safeParse({
    ...{ id: 'preview', revision, status, severity, urgency, style, targets },
    ...{ effectiveMs: atMs, expiresMs: atMs + 3_600_000, languages: told, approvals: [] },
    texts: Object.fromEntries(told.map((tag) => [tag, texts[tag]])),
  });
  return parsed.success ? parsed.data : null;
}
