import { writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { commandRoutes, type Order, type ScreenId, type StoredCommand } from '@gatecast/protocol';
import { screenOf } from '../fleet-api/screen-of.ts';
import { request, signInByEnvironment, type Session } from '../fleet-api/session.ts';
import { Failure } from '../refusal.ts';

export type GiveOptions = {
  readonly server: string;
  readonly email: string;
  /** Seconds to wait for the end. */
  readonly wait: number;
  /** Where a bundle of logs goes. */
  readonly output?: string;
};

const lookMs = 300;

/** Gives an order to a screen, by id or name, and prints what came of it as JSON; a Failure where it did not end well in time. */
export async function giveOrder(screen: string, order: Order, options: GiveOptions): Promise<void> {
  const session = await signInByEnvironment(options.server, options.email);
  const screenId = await screenOf(session, screen);
  const { id } = await session.call(commandRoutes.commandScreen, { params: { screenId }, body: { order } });
  const command = await endOf(session, screenId, id, options.wait * 1_000);
  if (command.hasLogs && options.output !== undefined) await saveLogs(session, command, options.output);
  process.stdout.write(`${JSON.stringify(command)}\n`);
  if (command.state !== 'done') throw new Failure(`${order.name}: ${command.state}${detailOf(command)}`);
}

/** The command when it has ended, or as it stands when nobody waits longer. */
async function endOf(session: Session, screenId: ScreenId, id: string, waitMs: number): Promise<StoredCommand> {
  for (const endMs = performance.now() + waitMs; ;) {
    const { commands } = await session.call(commandRoutes.listCommands, { params: { screenId } });
    const command = commands.find((one) => one.id === id);
    if (command === undefined) throw new Failure(`The server has forgotten the command ${id}.`);
    if (command.endedAtMs !== null || performance.now() >= endMs) return command;
    await setTimeout(lookMs);
  }
}

async function saveLogs(session: Session, { screenId, id }: StoredCommand, file: string): Promise<void> {
  const response = await request(session.serverUrl, `/api/screens/${screenId}/commands/${id}/logs`, { headers: session.headers() });
  if (!response.ok) throw new Failure(`The logs could not be fetched: status ${response.status}.`);
  await writeFile(file, Buffer.from(await response.arrayBuffer()), { mode: 0o600 });
}

function detailOf({ end, state }: StoredCommand): string {
  if (state === 'queued') return ' (the player is not connected and gets it when it comes, until it expires)';
  if (state === 'unknown') return ' (the player took it and told nothing of it)';
  return end === null || end.kind === 'done' ? '' : `: ${end.detail}`;
}
