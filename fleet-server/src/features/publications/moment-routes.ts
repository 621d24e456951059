import { momentRoutes, type RouteAnswer } from '@gatecast/protocol';
import { stageReleaseOf } from '@gatecast/releases';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { readObject } from '../content/object-store.ts';
import { compileInWorker } from './compile-in-worker.ts';
import { heldReleaseAt } from './held-release.ts';
import { openWhole } from './open-whole.ts';
import { readCompileInput } from './read-compile-input.ts';

const namedFaults = 20;
const noMedia: ReadonlySet<string> = new Set();

/** What a screen's stage is handed at any instant, of what was published and of what would be. */
export function registerMomentRoutes(registerRoute: RegisterRoute, { truth, clock, fleet, log }: AppContext): void {
  const noScreen = () => refuse('not-found', 'no such screen');
  const screenOf = (screenId: string) => fleet.current().screens.get(screenId);
  let last: Promise<unknown> = Promise.resolve();

  registerRoute(momentRoutes.heldRelease, async ({ params: { screenId }, query: { atMs } }) => {
    if (screenOf(screenId) === undefined) return noScreen();
    return ok(await heldReleaseAt(truth, screenId, { atMs, nowMs: clock.nowMs() }));
  });

  registerRoute(
    momentRoutes.stageRelease,
    async ({ params: { screenId, number } }) => {
      const screen = screenOf(screenId);
      if (screen === undefined) return noScreen();
      const row = await truth
        .selectFrom('releases')
        .select('tree')
        .where('screenId', '=', screenId)
        .where('number', '=', number)
        .executeTakeFirst();
      if (row === undefined) return refuse('not-found', 'this screen has no such release');
      const contents = await openWhole(row.tree, (name) => readObject(truth, name));
      return ok(stageReleaseOf({ number, screenKind: screen.kind }, contents, noMedia));
    },
    { limitPerMinute: 120 },
  );

  async function compileDraft(screenId: string): Promise<Outcome<RouteAnswer<typeof momentRoutes.draftStage>>> {
    const screen = screenOf(screenId);
    if (screen === undefined) return noScreen();
    const read = await readCompileInput(truth, clock.nowMs());
    const compiled = await compileInWorker({ ...read, screens: read.screens.filter(({ id }) => id === screenId) }, clock);
    if (compiled.kind === 'other-version') {
      log.error({ detail: compiled.detail }, 'the compiler on disk is of another version than this server');
      return refuse('internal', "the server's files were changed while it runs; restart it");
    }
    if (compiled.kind === 'too-long') return refuse('timed-out', `nothing was compiled within ${compiled.limitMs / 1_000} s`);
    const [made] = compiled.output.screens;
    if (made === undefined || made.kind === 'unaddressed') return ok({ kind: 'unaddressed' });
    if (made.kind === 'refused') {
      const faults = made.faults.slice(0, namedFaults).map(({ path, code, message }) => ({ path, code, message }));
      return ok({ kind: 'refused', faults });
    }
    const fresh = new Map(compiled.output.objects.map(({ name, bytes }) => [name, bytes]));
    const contents = await openWhole(made.tree, async (name) => fresh.get(name) ?? (await readObject(truth, name)));
    return ok({ kind: 'compiled', release: stageReleaseOf({ number: 0, screenKind: screen.kind }, contents, noMedia) });
  }

  registerRoute(
    momentRoutes.draftStage,
    async ({ params: { screenId } }) => {
      // one thread for all who look, beside that of a publication
      const next = last.then(() => compileDraft(screenId));
      last = next.then(
        () => undefined,
        () => undefined,
      );
      return next;
    },
    { limitPerMinute: 60 },
  );
}
