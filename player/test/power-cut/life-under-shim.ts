import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Alert } from '@gatecast/protocol';
import { expect } from 'vitest';
import { runAgent, type Running } from '../support/agent-process.ts';
import { exposures } from '../support/exposures.ts';
import { makeRelease } from '../support/make-release.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { shellSide, type ShellSide } from '../support/shell-side.ts';
import { testServer, type TestServer } from '../support/test-server.ts';
import { readCutJournal, type Operation } from './cut-journal.ts';

/** What others were told by the agent, and how long its journal was when they knew it: a cut after that must not take it back. */
export type Told = { readonly atBytes: number } & (
  | { readonly kind: 'key'; readonly keyId: string; readonly publicKey: string }
  | { readonly kind: 'enrolled' }
  | { readonly kind: 'prepared'; readonly number: number }
  | { readonly kind: 'active'; readonly number: number }
  | { readonly kind: 'alerts'; readonly revision: number }
  | { readonly kind: 'receipt'; readonly of: string; readonly toldMs: number }
  | { readonly kind: 'exposures'; readonly through: number }
  | { readonly kind: 'stored'; readonly chainId: string; readonly sequence: number; readonly fromMs: number }
  | { readonly kind: 'accepted'; readonly id: string; readonly order: object; readonly times: object }
  | { readonly kind: 'ended'; readonly id: string; readonly end: unknown }
);
export type Life = {
  /** The folder's path while it was lived in. */
  readonly root: string;
  readonly operations: readonly Operation[];
  readonly told: readonly Told[];
  readonly server: TestServer;
  /** Media of each release that was offered. */
  readonly mediaOf: ReadonlyMap<number, readonly string[]>;
};

/** What somebody might forget, and in paths of which kind (a regular expression): see planted-faults.ts. */
export type Planted = 'synchronous-normal' | `no-${'file' | 'folder'}-sync ${string}`;

/** The shim as a library; null where this machine has no C compiler. */
export function buildShim(folder: string): string | null {
  const library = join(folder, 'journal-shim.so');
  const source = fileURLToPath(new URL('journal-shim.c', import.meta.url));
  const built = spawnSync('cc', ['-O1', '-shared', '-fPIC', '-o', library, source, '-pthread'], { stdio: ['ignore', 'ignore', 'inherit'] });
  return built.status === 0 ? library : null;
}

/**
 * An agent's life under the shim, killed at its end: paired, releases with media, alerts, exposures of a stage and commands, all at the
 * same time, as on a busy screen.
 */
export async function lifeUnderShim(shim: string, seed: number, releases: number, planted: Planted | null = null): Promise<Life> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatecast-cut-')));
  const [root, journal] = [join(folder, 'data'), join(folder, 'journal')];
  const server = await testServer();
  const told: Told[] = [];
  const tell = (fact: WithoutPlace<Told>): void => void told.push({ ...fact, atBytes: statSync(journal).size });
  const faults = fileURLToPath(new URL('planted-faults.ts', import.meta.url));
  const agent = runAgent(
    server.url,
    root,
    {
      ...{ LD_PRELOAD: shim, GATECAST_CUT_FOLDER: root, GATECAST_CUT_JOURNAL: journal, GATECAST_SHELL: 'chromium' },
      ...(planted === null ? {} : { GATECAST_PLANTED: planted, NODE_OPTIONS: `--import=${faults}` }),
    },
    ['ipc'],
  );
  const mediaOf = new Map<number, readonly string[]>();
  try {
    watchServer(server, tell);
    const shell = shellSide(agent.process);
    await server.until(server.isDeviceWaiting);
    await server.enrol();
    tell({ kind: 'enrolled' });
    await server.until(server.isPlayerConnected);
    const isOver = { now: false };
    const playing = play(shell, tell, isOver);
    await publish(server, agent, { random: seededRandom(seed), releases, tell, mediaOf });
    isOver.now = true;
    await playing;
  } finally {
    await agent.end('SIGKILL');
    await server.close();
  }
  return { root, operations: readCutJournal(journal), told, server, mediaOf };
}

type WithoutPlace<Fact> = Fact extends unknown ? Omit<Fact, 'atBytes'> : never;
type Tell = (fact: WithoutPlace<Told>) => void;

/** Writes down what the server is told, as it is told. */
function watchServer(server: TestServer, tell: Tell): void {
  const { seen } = server;
  let [reports, receipts, records, ends, isKeyTold] = [0, 0, 0, 0, false];
  const look = (): boolean => {
    const key = server.playerKey();
    if (!isKeyTold && key !== null) {
      tell({ kind: 'key', keyId: key.keyId, publicKey: key.publicKey });
      isKeyTold = true;
    }
    for (; reports < seen.reports.length; reports++) {
      const report = seen.reports[reports];
      if (report?.state === 'prepared' || report?.state === 'active') tell({ kind: report.state, number: report.number });
    }
    for (; receipts < seen.receipts.length; receipts++) {
      const receipt = seen.receipts[receipts];
      if (receipt === undefined) continue;
      tell({ kind: 'alerts', revision: receipt.stateRevision });
      tell({ kind: 'receipt', of: receiptName(receipt), toldMs: receipt.atMs });
    }
    for (; ends < seen.commandReports.length; ends++) {
      const report = seen.commandReports[ends];
      if (report !== undefined) tell({ kind: 'ended', id: report.commandId, end: report.end });
    }
    const chainId = seen.runs.at(-1)?.chainId ?? '';
    for (; records < seen.records.length; records++) {
      const record = seen.records[records];
      if (record !== undefined) tell({ kind: 'stored', chainId, sequence: record.sequence, fromMs: record.fromMs });
    }
    return false;
  };
  void server.until(look);
}

export function receiptName(receipt: { readonly alertId: string; readonly alertRevision: number; readonly kind: string }): string {
  return `${receipt.alertId} ${receipt.alertRevision} ${receipt.kind}`;
}

/** A stage that has something to say without pause. Each exposure is known by the time at which it began. */
async function play(shell: ShellSide, tell: Tell, isOver: { readonly now: boolean }): Promise<void> {
  const stage = shell.openStage('stage-1', (through) => tell({ kind: 'exposures', through }));
  for (let from = 1; !isOver.now;) {
    const count = 1 + (from % 4);
    await stage.expose(exposures(from, from + count - 1));
    from += count;
  }
}

type Publishing = {
  readonly random: () => number;
  readonly releases: number;
  readonly tell: Tell;
  readonly mediaOf: Map<number, readonly string[]>;
};
async function publish(server: TestServer, agent: Running, { random, releases, tell, mediaOf }: Publishing): Promise<void> {
  const films = Array.from({ length: 3 }, () => ({
    bytes: randomBytes(20_000 + Math.floor(random() * 200_000)),
    mime: 'video/mp4' as const,
  }));
  for (let index = 0; index < releases; index++) {
    const number = 100 + index;
    films[index % films.length] = { bytes: randomBytes(20_000 + Math.floor(random() * 200_000)), mime: 'video/mp4' };
    const made = makeRelease(number, { notices: [`Cổng ${number}`], media: films }, server.assembly);
    mediaOf.set(number, [...made.media.keys()]);
    server.offer(made, number);
    server.raise(index + 1, [alertOf(index)]);
    if (index % 3 === 0) {
      const [id, order, times] = [
        `command-${index}`,
        { name: 'identify', seconds: 1 },
        { issuedAtMs: Date.now(), expiresAtMs: Date.now() + 600_000 },
      ];
      expect(await server.command(order, { id, ...times })).toEqual({ kind: 'accepted' });
      tell({ kind: 'accepted', id, order, times });
    }
    await server.until(() => server.seen.reports.some((report) => report.number === number && report.state === 'active'));
  }
  await server.until(() => server.seen.receipts.some(({ stateRevision }) => stateRevision === releases));
  if (agent.process.exitCode !== null) throw new Error(`the agent ended with ${agent.process.exitCode}`);
}

function alertOf(index: number): Alert {
  return {
    ...{ id: `alert-${index % 2}`, revision: index + 1, status: 'actual', severity: 'severe', urgency: 'immediate', style: 'banner' },
    ...{ targets: { areaIds: [], screenIds: [] }, effectiveMs: Date.now(), expiresMs: Date.now() + 86_400_000, languages: ['vi'] },
    ...{ texts: { vi: { headline: `Sơ tán ${index}`, instruction: 'Đi theo nhân viên' } }, approvals: [] },
  };
}
