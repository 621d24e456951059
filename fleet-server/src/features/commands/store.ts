import { commandEndSchema, orderSchema, storedCommandSchema, type CommandState, type StoredCommand } from '@gatecast/protocol';
import type { Kysely, Selectable, Updateable } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** `order` and `end` are JSON; `logsAtMs`: when its bundle of logs came, null where there is none (any more). */
export type CommandTables = {
  commands: {
    id: string;
    screenId: string;
    playerId: string;
    order: string;
    issuedBy: string;
    state: CommandState;
    queuedAtMs: number;
    sentAtMs: number | null;
    acceptedAtMs: number | null;
    endedAtMs: number | null;
    expiresAtMs: number;
    end: string | null;
    logsAtMs: number | null;
  };
};
type Row = Selectable<CommandTables['commands']>;

/** Those that may wait for one player. */
export const mostWaiting = 100;
const mostQueuedRead = 1_000;
/** What is older is forgotten; the audit keeps who ordered what. */
const keptForMs = 90 * 86_400_000;

function commandOf({ order, end, logsAtMs, ...row }: Row): StoredCommand {
  return storedCommandSchema.parse({
    ...row,
    order: orderSchema.parse(JSON.parse(order)),
    end: end === null ? null : commandEndSchema.parse(JSON.parse(end)),
    hasLogs: logsAtMs !== null,
  });
}

/** Adds a command and forgets the screen's oldest. */
export async function insertCommand(db: Kysely<TruthSchema>, command: StoredCommand): Promise<void> {
  const { order, end, hasLogs: _, ...row } = command;
  const oldestMs = command.queuedAtMs - keptForMs;
  await db.deleteFrom('commands').where('screenId', '=', command.screenId).where('queuedAtMs', '<', oldestMs).execute();
  const json = { order: JSON.stringify(order), end: end === null ? null : JSON.stringify(end) };
  await db
    .insertInto('commands')
    .values({ ...row, ...json, logsAtMs: null })
    .execute();
}

export async function findCommand(db: Kysely<TruthSchema>, id: string): Promise<StoredCommand | null> {
  const row = await db.selectFrom('commands').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : commandOf(row);
}

/** Commands of a screen, the newest first; `before`: only those that stand behind this place. */
export async function listCommands(
  db: Kysely<TruthSchema>,
  screenId: string,
  page: { readonly state: CommandState | undefined; readonly before: readonly [number, string] | null; readonly most: number },
): Promise<readonly StoredCommand[]> {
  const { state, before, most } = page;
  let rows = db.selectFrom('commands').selectAll().where('screenId', '=', screenId);
  if (state !== undefined) rows = rows.where('state', '=', state);
  if (before !== null) rows = rows.where((eb) => eb(eb.refTuple('queuedAtMs', 'id'), '<', eb.tuple(before[0], before[1])));
  return (await rows.orderBy('queuedAtMs', 'desc').orderBy('id', 'desc').limit(most).execute()).map(commandOf);
}

/** What a player has not taken yet and still may, in the order in which it was issued. */
export async function listWaiting(db: Kysely<TruthSchema>, playerId: string, nowMs: number): Promise<readonly StoredCommand[]> {
  const waiting = db.selectFrom('commands').selectAll().where('playerId', '=', playerId).where('state', 'in', ['queued', 'sent']);
  return (await waiting.where('expiresAtMs', '>', nowMs).orderBy('queuedAtMs').orderBy('id').limit(mostWaiting).execute()).map(commandOf);
}

/** The oldest that no node has sent yet, whoever their player is. */
export async function listQueued(db: Kysely<TruthSchema>, nowMs: number): Promise<readonly StoredCommand[]> {
  const queued = db.selectFrom('commands').selectAll().where('state', '=', 'queued').where('expiresAtMs', '>', nowMs);
  return (await queued.orderBy('queuedAtMs').orderBy('id').limit(mostQueuedRead).execute()).map(commandOf);
}

/** Moves a command on, where it stands in one of the states `from`; null: it does not, and stays as it is. */
export async function moveCommand(
  db: Kysely<TruthSchema>,
  id: string,
  from: readonly CommandState[],
  change: Updateable<CommandTables['commands']>,
): Promise<StoredCommand | null> {
  const row = await db
    .updateTable('commands')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', from)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : commandOf(row);
}

/** Ends what no player has taken in time. */
export async function expireCommands(db: Kysely<TruthSchema>, nowMs: number): Promise<readonly StoredCommand[]> {
  const overdue = db.updateTable('commands').set({ state: 'expired', endedAtMs: nowMs }).where('state', 'in', ['queued', 'sent']);
  return (await overdue.where('expiresAtMs', '<=', nowMs).returningAll().execute()).map(commandOf);
}

/** What the player took and told nothing of for so long after its expiry that nobody waits any more. */
export async function giveUpCommands(db: Kysely<TruthSchema>, nowMs: number, patienceMs: number): Promise<readonly StoredCommand[]> {
  const unheard = db.updateTable('commands').set({ state: 'unknown', endedAtMs: nowMs }).where('state', '=', 'accepted');
  const overdue = unheard.where('expiresAtMs', '<=', nowMs - patienceMs).where('acceptedAtMs', '<=', nowMs - patienceMs);
  return (await overdue.returningAll().execute()).map(commandOf);
}

/** Notes that a bundle is here, and that those of `goneIds` are not any more. */
export async function noteLogs(
  db: Kysely<TruthSchema>,
  id: string,
  atMs: number,
  goneIds: readonly string[],
): Promise<StoredCommand | null> {
  if (goneIds.length > 0) await db.updateTable('commands').set({ logsAtMs: null }).where('id', 'in', goneIds).execute();
  const row = await db.updateTable('commands').set({ logsAtMs: atMs }).where('id', '=', id).returningAll().executeTakeFirst();
  return row === undefined ? null : commandOf(row);
}
