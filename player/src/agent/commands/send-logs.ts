import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PlayerLink } from '@gatecast/player-link';
import { commandLimits, type CommandEnd } from '@gatecast/protocol';
import { lastLines } from '../../logs/event-log.ts';

const pack = promisify(gzip);

/** Sends the last lines of the log as one bundle; those that do not fit into a frame, the oldest, are left out. */
export async function sendLogs(
  world: { readonly link: () => PlayerLink | null; readonly serverNowMs: () => number; readonly logFolder: string },
  commandId: string,
  count: number,
): Promise<CommandEnd> {
  let lines = lastLines(world.logFolder, count);
  let bytes = await pack(lines.map((line) => `${line}\n`).join(''));
  while (bytes.byteLength > commandLimits.logBundleBytes) {
    lines = lines.slice(Math.ceil(lines.length / 4));
    bytes = await pack(lines.map((line) => `${line}\n`).join(''));
  }
  const sent = (await world.link()?.sendLogBundle({ commandId, takenAtMs: world.serverNowMs(), bytes })) ?? { kind: 'offline' as const };
  if (sent.kind === 'ok') return { kind: 'done', effect: { kind: 'bundled', lines: lines.length, sizeBytes: bytes.byteLength } };
  if (sent.kind === 'refused') return { kind: 'failed', detail: `${sent.code}: ${sent.detail}`.slice(0, 500) };
  return { kind: 'failed', detail: `the server was not reached: ${sent.kind}` };
}
