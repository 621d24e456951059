import { timetableRoutes, type ScreenId, type Target, type Timetable } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { maySee, type Session } from '../people/session.ts';
import { siteOfTarget } from '../schedule/sites-of-targets.ts';
import { compileInWorker } from './compile-in-worker.ts';
import type { CompileInput } from './compile-input.ts';
import type { CompileOutput } from './compile-releases.ts';
import { fitOfTargets } from './fit-of-targets.ts';
import type { LaidTimetable, TimetableRange } from './lay-timetable.ts';
import { readCompileInput } from './read-compile-input.ts';

const namedFaults = 20;

type NotPlanned = Exclude<Timetable, { kind: 'planned' }>;

/** `POST /api/timetable`: when the entries of a target are on, by the plans that its screens would get if all were published now. */
export function registerTimetable(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, log, fleet } = context;
  let last: Promise<unknown> = Promise.resolve();

  type Laid = NotPlanned | { readonly kind: 'planned'; readonly laid: LaidTimetable; readonly screensOf: ReadonlyMap<string, ScreenId[]> };

  async function lay(target: Target, rangeOf: (read: CompileInput) => TimetableRange): Promise<Outcome<Laid>> {
    const read = await readCompileInput(truth, clock.nowMs());
    const screens = read.screens.filter((screen) => fitOfTargets([target], screen) !== null);
    if (screens.length === 0) return ok({ kind: 'no-screen' });
    const compiled = await compileInWorker({ ...read, screens, lay: rangeOf(read) }, clock);
    switch (compiled.kind) {
      case 'done':
        return ok(laidOf(compiled.output));
      case 'other-version':
        log.error({ detail: compiled.detail }, 'the compiler on disk is of another version than this server');
        return refuse('internal', "the server's files were changed while it runs; restart it");
      case 'too-long':
        return refuse('timed-out', `the timetable could not be laid out within ${compiled.limitMs / 1_000} s`);
    }
  }
  /** One thread for all who look, beside that of a publication. */
  async function layInTurn(session: Session, target: Target, rangeOf: (read: CompileInput) => TimetableRange): Promise<Outcome<Laid>> {
    const refusal = refusalOfTarget(session, siteOfTarget(fleet.current(), target), target);
    if (refusal !== null) return refusal;
    const next = last.then(() => lay(target, rangeOf));
    last = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }

  registerRoute(
    timetableRoutes.readTimetable,
    async ({ body: { target, ...range }, session }) => {
      const outcome = await layInTurn(session, target, () => range);
      if (outcome.kind === 'problem') return outcome;
      return ok(outcome.answer.kind === 'planned' ? timetableOf(outcome.answer) : outcome.answer);
    },
    { limitPerMinute: 120 },
  );
  registerRoute(
    timetableRoutes.readDays,
    async ({ body: { target, dayEdgesMs }, session }) => {
      const outcome = await layInTurn(session, target, ({ entries }) => ({
        fromMs: dayEdgesMs[0] ?? 0,
        untilMs: dayEdgesMs.at(-1) ?? 0,
        days: {
          edgesMs: dayEdgesMs,
          passedOverIds: entries.filter(({ tier, mode }) => tier === 'fallback' || mode !== 'replace').map(({ id }) => id),
        },
      }));
      if (outcome.kind === 'problem') return outcome;
      if (outcome.answer.kind !== 'planned') return ok(outcome.answer);
      const { laid, screensOf } = outcome.answer;
      return ok({ kind: 'planned', screenIds: screensOf.get(laid.tree) ?? [], days: laid.days });
    },
    { limitPerMinute: 60 },
  );

  function laidOf({ screens, laid }: CompileOutput): Laid {
    const screensOf = new Map<string, ScreenId[]>();
    for (const screen of screens) {
      if (screen.kind !== 'compiled') continue;
      screensOf.set(screen.tree, [...(screensOf.get(screen.tree) ?? []), screen.screenId as ScreenId]);
    }
    if (laid !== null) return { kind: 'planned', laid, screensOf };
    const refused = screens.flatMap((screen) => (screen.kind === 'refused' ? [screen] : []));
    const [first] = refused;
    if (first === undefined) return { kind: 'unaddressed' };
    const faults = first.faults.slice(0, namedFaults).map(({ path, code, message }) => ({ path, code, message }));
    return { kind: 'refused', screenIds: refused.map(({ screenId }) => screenId as ScreenId), faults };
  }

  function timetableOf({ laid, screensOf }: Extract<Laid, { kind: 'planned' }>): Timetable {
    const { tree, days: _, ...timetable } = laid;
    const others = [...screensOf].flatMap(([name, [screenId, ...more]]) =>
      name === tree || screenId === undefined ? [] : [{ screenId, screenCount: more.length + 1 }],
    );
    return { kind: 'planned', screenIds: screensOf.get(tree) ?? [], others, ...timetable };
  }
}

/** A target that may not be read is not there. */
function refusalOfTarget(session: Session, siteId: string | null, { kind }: Target) {
  if (siteId !== null && maySee(session, 'schedule.read', siteId)) return null;
  const field = `body.target.${kind}Id`;
  return refuse('bad-input', `${field}: no such ${kind}`, { field });
}
