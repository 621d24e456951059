import { timetableRoutes, type ScreenId, type Target, type Timetable } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { maySee, type Session } from '../people/session.ts';
import { siteOfTarget } from '../schedule/sites-of-targets.ts';
import { compileInWorker } from './compile-in-worker.ts';
import type { CompileOutput } from './compile-releases.ts';
import { fitOfTargets } from './fit-of-targets.ts';
import type { TimetableRange } from './lay-timetable.ts';
import { readCompileInput } from './read-compile-input.ts';

const namedFaults = 20;

/** `POST /api/timetable`: when the entries of a target are on, by the plans that its screens would get if all were published now. */
export function registerTimetable(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, log, fleet } = context;
  let last: Promise<unknown> = Promise.resolve();

  async function lay(target: Target, range: TimetableRange): Promise<Outcome<Timetable>> {
    const read = await readCompileInput(truth, clock.nowMs());
    const screens = read.screens.filter((screen) => fitOfTargets([target], screen) !== null);
    if (screens.length === 0) return ok({ kind: 'no-screen' });
    const compiled = await compileInWorker({ ...read, screens, lay: range }, clock);
    switch (compiled.kind) {
      case 'done':
        return ok(answerOf(compiled.output));
      case 'other-version':
        log.error({ detail: compiled.detail }, 'the compiler on disk is of another version than this server');
        return refuse('internal', "the server's files were changed while it runs; restart it");
      case 'too-long':
        return refuse('timed-out', `the timetable could not be laid out within ${compiled.limitMs / 1_000} s`);
    }
  }

  registerRoute(
    timetableRoutes.readTimetable,
    async ({ body: { target, ...range }, session }) => {
      const refusal = refusalOfTarget(session, siteOfTarget(fleet.current(), target), target);
      if (refusal !== null) return refusal;
      // one thread for all who look, beside that of a publication
      const next = last.then(() => lay(target, range));
      last = next.then(
        () => undefined,
        () => undefined,
      );
      return next;
    },
    { limitPerMinute: 120 },
  );
}

/** A target that may not be read is not there. */
function refusalOfTarget(session: Session, siteId: string | null, { kind }: Target) {
  if (siteId !== null && maySee(session, 'schedule.read', siteId)) return null;
  const field = `body.target.${kind}Id`;
  return refuse('bad-input', `${field}: no such ${kind}`, { field });
}

function answerOf({ screens, laid }: CompileOutput): Timetable {
  const byTree = new Map<string, ScreenId[]>();
  for (const screen of screens) {
    if (screen.kind !== 'compiled') continue;
    byTree.set(screen.tree, [...(byTree.get(screen.tree) ?? []), screen.screenId as ScreenId]);
  }
  if (laid !== null) {
    const { tree, ...timetable } = laid;
    const others = [...byTree].flatMap(([name, [screenId, ...more]]) =>
      name === tree || screenId === undefined ? [] : [{ screenId, screenCount: more.length + 1 }],
    );
    return { kind: 'planned', screenIds: byTree.get(tree) ?? [], others, ...timetable };
  }
  const refused = screens.flatMap((screen) => (screen.kind === 'refused' ? [screen] : []));
  const [first] = refused;
  if (first === undefined) return { kind: 'unaddressed' };
  const faults = first.faults.slice(0, namedFaults).map(({ path, code, message }) => ({ path, code, message }));
  return { kind: 'refused', screenIds: refused.map(({ screenId }) => screenId as ScreenId), faults };
}
