import { fleetRoutes, mostComing, releaseEnvelopeSchema, type ComingEntry, type SignedDocument } from '@gatecast/protocol';
import type { ReleaseContents } from '@gatecast/releases';
import { compile, type Answer, type Timeline } from '@gatecast/schedules';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Refusal } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import { alertsOver } from '../alerts/alerts-over.ts';
import { openWhole } from '../publications/open-whole.ts';

/** Some 65 ms of this thread and 1.2 MB; whoever wants more asks again from where these end. */
const mostSegments = 2_000;
const portion = 250;
/** So many releases after the one that was asked for are opened to see who comes next; a long past has hundreds. */
const mostFurtherReleases = 8;

/** What a screen shows, when and why, from the same release and the same engine as the player's. */
export function registerExplainRoutes(registerRoute: RegisterRoute, { fleet, clock, truth }: AppContext, releases: ReleaseDoor): void {
  async function openAt(screenId: string, atMs: number): Promise<Opened | Refusal> {
    if (!fleet.current().screens.has(screenId)) return refuse('not-found', 'no such screen');
    const held = await releases.releaseAt(screenId, atMs);
    if (held === null) return refuse('wrong-state', 'nothing has been published for this screen yet');
    const envelope = envelopeOf(held.document);
    const contents = await openWhole(envelope.tree, releases.readObject);
    const compiled = compile(contents.plan);
    if (compiled.kind === 'refused') throw new Error(`release ${envelope.number} does not compile: ${compiled.faults[0]?.message}`);
    return {
      kind: 'open',
      releaseNumber: envelope.number,
      timeline: compiled.timeline,
      names: namesOf(contents),
      heldUntilMs: held.untilMs,
    };
  }

  /** Who wins at an instant and after it, through whatever releases are activated meanwhile; an entry that goes on in the next one is told once. */
  async function winnersFrom(screenId: string, from: Opened, firstMs: number) {
    const winners: ComingEntry[] = [];
    let opened = from;
    const names: Record<string, string> = { ...from.names };
    let further = mostFurtherReleases;
    for (let atMs: number | null = firstMs; atMs !== null && winners.length <= mostComing;) {
      if (opened.heldUntilMs !== null && atMs >= opened.heldUntilMs) {
        const later: Opened | Refusal | null = further > 0 ? await openAt(screenId, atMs) : null;
        if (later?.kind !== 'open') break;
        further -= 1;
        opened = later;
        Object.assign(names, opened.names);
      }
      const { winner } = opened.timeline.explain(atMs);
      const untilMs = changeAfter(opened, atMs);
      const before = winners.at(-1);
      if (before?.entryId === winner.entryId) winners[winners.length - 1] = { ...before, untilMs };
      else winners.push({ entryId: winner.entryId, tier: winner.tier, fromMs: atMs, untilMs });
      atMs = untilMs;
      await letOthersRun();
    }
    const [now, ...next] = winners;
    return { winnerUntilMs: now?.untilMs ?? null, next, names };
  }

  registerRoute(fleetRoutes.explainScreen, async ({ params, query }) => {
    const atMs = query.atMs ?? clock.nowMs();
    const opened = await openAt(params.screenId, atMs);
    if (opened.kind === 'problem') return opened;
    const { releaseNumber, timeline } = opened;
    const { winnerUntilMs, next, names } = await winnersFrom(params.screenId, opened, atMs);
    const alerts = await alertsOver(truth, fleet.current(), params.screenId, atMs);
    return ok({ releaseNumber, explanation: timeline.explain(atMs), winnerUntilMs, next, alerts, names });
  });

  registerRoute(fleetRoutes.screenTimeline, async ({ params, query }) => {
    const opened = await openAt(params.screenId, query.fromMs);
    if (opened.kind === 'problem') return opened;
    const { releaseNumber, timeline, names, heldUntilMs } = opened;
    // where another release is activated meanwhile the next question is answered from that
    const lastMs = Math.min(query.untilMs, heldUntilMs ?? query.untilMs);
    const segments: Answer[] = [];
    let atMs = query.fromMs;
    while (atMs < lastMs && segments.length < mostSegments) {
      const answer = timeline.at(atMs);
      const untilMs = Math.min(answer.untilMs, lastMs);
      segments.push({ ...answer, untilMs });
      atMs = untilMs;
      if (segments.length % portion === 0) await letOthersRun();
    }
    return ok({ releaseNumber, segments, untilMs: atMs, names });
  });
}

type Opened = {
  readonly kind: 'open';
  readonly releaseNumber: number;
  readonly timeline: Timeline;
  /** From then on another release holds; null: none is known. */
  readonly heldUntilMs: number | null;
  readonly names: Readonly<Record<string, string>>;
};

/** When another entry wins, or another release is activated, which may have the same; null: neither within 366 days. */
function changeAfter({ timeline, heldUntilMs }: Opened, atMs: number): number | null {
  const changeMs = timeline.nextChange(atMs, 'entry');
  return heldUntilMs === null ? changeMs : Math.min(changeMs ?? heldUntilMs, heldUntilMs);
}

/** The server's own document, signed by itself: a fault in it is a broken invariant and throws. */
function envelopeOf(signed: SignedDocument) {
  return releaseEnvelopeSchema.parse(JSON.parse(Buffer.from(signed.payload, 'base64').toString('utf8')));
}

/** What people call the things whose ids the answer holds. */
function namesOf({ plan, items }: ReleaseContents): Record<string, string> {
  const { entries, playlists, layouts, dayparts, calendars = [] } = plan;
  const named = [...entries, ...playlists, ...layouts, ...dayparts, ...calendars].map(({ id, name }) => [id, name] as const);
  return Object.fromEntries([...named, ...[...items.values()].map(({ id, title }) => [id, title] as const)]);
}
