import { type ScreenId, scheduleRoutes, type EntryCheck, type StoredEntry } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { Session } from '../people/session.ts';
import { refusalOfDraft, refusalOfEntry } from '../schedule/entry-access.ts';
import { sitesOfTargets } from '../schedule/sites-of-targets.ts';
import { checkEntry } from '../schedule/check-entry.ts';
import { entryRowOf } from '../schedule/entry-row-of.ts';
import { entryOf } from '../schedule/store.ts';
import { compileInWorker } from './compile-in-worker.ts';
import type { CompileInput } from './compile-input.ts';
import type { CompileFault, CompileOutput } from './compile-releases.ts';
import type { z } from 'zod';
import { findingsOf } from './findings-of.ts';
import { fitOfTargets } from './fit-of-targets.ts';
import { readCompileInput } from './read-compile-input.ts';
import { conflictHorizonMs } from './search-conflicts.ts';

/** Somebody waits at a form. */
const longestSearchMs = 4_000;
const namedFaults = 20;

type Asked = z.output<typeof scheduleRoutes.checkEntry.body>;

/** `POST /api/entries/check`: the plans of the screens that a draft addresses, as they would be with it. */
export function registerDraftCheck(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, log, fleet } = context;
  let last: Promise<unknown> = Promise.resolve();

  async function check({ entryId, draft, kept }: Asked, session: Session): Promise<Outcome<EntryCheck>> {
    const sites = sitesOfTargets(fleet.current(), draft.targets);
    const wrong =
      refusalOfDraft(session, fleet.current(), draft, 'body.draft') ??
      (await truth
        .transaction()
        .setAccessMode('read only')
        .execute((transaction) => checkEntry(transaction, draft, sites)));
    if (wrong !== null) return wrong;
    const nowMs = clock.nowMs();
    const read = await readCompileInput(truth, nowMs);
    const before = read.entries.find((row) => row.id === entryId) ?? null;
    const closed = before === null ? null : refusalOfEntry(session, fleet.current(), entryOf(before));
    if (closed !== null) return closed;
    if (entryId !== null && before === null) return refuse('not-found', 'no such entry');
    const row = entryRowOf(entryId ?? newId(), draft, before, nowMs);
    const input: CompileInput = {
      ...read,
      entries: [...read.entries.filter(({ id }) => id !== row.id).map((other) => withKept(other, kept)), row].sort((a, b) =>
        a.id < b.id ? -1 : 1,
      ),
      screens: read.screens.filter((screen) => fitOfTargets(draft.targets, screen) !== null),
      search: { fromMs: nowMs, untilMs: nowMs + conflictHorizonMs, longestMs: longestSearchMs, skippedTrees: [] },
    };
    const compiled = await compileInWorker(input, clock);
    switch (compiled.kind) {
      case 'done':
        return ok(answerOf(entryOf(row).id, compiled.output));
      case 'other-version':
        log.error({ detail: compiled.detail }, 'the compiler on disk is of another version than this server');
        return refuse('internal', "the server's files were changed while it runs; restart it");
      case 'too-long':
        return refuse('timed-out', `the entry could not be checked within ${compiled.limitMs / 1_000} s`);
    }
  }

  registerRoute(
    scheduleRoutes.checkEntry,
    async ({ body, session }) => {
      // one thread for all who edit: a check takes a second or two, and a publication has a thread of its own
      const next = last.then(() => check(body, session));
      last = next.then(
        () => undefined,
        () => undefined,
      );
      return next;
    },
    { limitPerMinute: 60 },
  );
}

/** What of its recurrence another entry keeps changes nothing else of it. */
function withKept(row: CompileInput['entries'][number], kept: Asked['kept']): CompileInput['entries'][number] {
  return row.id === kept?.entryId ? { ...row, when: JSON.stringify(kept.when) } : row;
}

function answerOf(entryId: StoredEntry['id'], { screens, trees }: CompileOutput): EntryCheck {
  const byName = new Map(trees.map((tree) => [tree.tree, tree]));
  const compiled = screens.flatMap((screen) => {
    const tree = screen.kind === 'compiled' ? byName.get(screen.tree) : undefined;
    return tree === undefined ? [] : [{ screenId: screen.screenId, tree }];
  });
  const groups = new Map<string, { screenIds: ScreenId[]; faults: CompileFault[] }>();
  for (const screen of screens) {
    if (screen.kind !== 'refused') continue;
    const faults = screen.faults.slice(0, namedFaults).map(({ path, code, message }) => ({ path, code, message }));
    const key = JSON.stringify(faults);
    const group = groups.get(key) ?? { screenIds: new Array<ScreenId>(), faults };
    groups.set(key, group);
    group.screenIds.push(screen.screenId as ScreenId);
  }
  return {
    entryId,
    findings: findingsOf(compiled, (place) => place.includes(entryId)),
    refused: [...groups.values()],
  };
}
