import { fleetRoutes, type WallScreen } from '@gatecast/protocol';
import { Listr } from 'listr2';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signIn, type Session } from '../fleet-api/session.ts';
import { assertPortIsFree } from '../processes/free-port.ts';
import { chooseShell, hasDisplay, type Shell, type ShellChoice, type ShellPlacement } from '../processes/player-shell.ts';
import { Failure, Refusal } from '../refusal.ts';
import { createAccounts, readAccounts, type DemoAccounts } from './accounts.ts';
import { DemoFleet } from './demo-fleet.ts';
import { renderDemoMedia, type RenderedMedia } from './render-media.ts';
import { seedFleet } from './seed-fleet.ts';
import { demoSummary } from './summary.ts';

export type DemoSettings = {
  readonly folder: string;
  readonly port: number;
  readonly portalPort: number;
  readonly host: string;
  readonly shell: ShellChoice;
  readonly isFresh: boolean;
  readonly isHeadless: boolean;
  readonly isJson: boolean;
};

type Running = {
  media: readonly RenderedMedia[];
  serverUrl: string;
  setupUrl: string | null;
  portalUrl: string;
  accounts: DemoAccounts;
  operator: Session;
  screens: readonly WallScreen[];
};

/** Runs the demo until it is told to stop or one of its programs dies. Gives the exit code. */
export async function runDemo(settings: DemoSettings): Promise<number> {
  const shell = chooseShell(settings.shell, settings.isHeadless);
  if (shell.kind === 'none') throw new Refusal({ code: 'bad-input', message: shell.message, field: '--shell' });
  await assertPortIsFree(settings.port, settings.host, '--port', 'GATECAST_PORT');
  await assertPortIsFree(settings.portalPort, settings.host, '--portal-port', 'GATECAST_PORTAL_PORT');
  const isSeeded = await prepareFolder(settings);

  const stopped = new AbortController();
  const stop = (why: string) => stopped.abort(why);
  process.once('SIGINT', () => stop('Ctrl-C')).once('SIGTERM', () => stop('SIGTERM'));
  let death: string | null = null;
  const fleet = new DemoFleet(settings, (message) => {
    death ??= message;
    stop('a program ended');
  });
  // whoever stops a fleet that is still starting does not wait for it
  stopped.signal.addEventListener('abort', () => void fleet.stop());
  const startedMs = performance.now();
  try {
    const running = await start(settings, fleet, shell, isSeeded);
    const seconds = (performance.now() - startedMs) / 1_000;
    process.stdout.write(demoSummary({ ...settings, ...running, shell, seconds }));
    if (!stopped.signal.aborted) await once(stopped.signal, 'abort');
    process.stdout.write('\nStopping the demo fleet…\n');
  } catch (error) {
    // an interrupted start fails in whatever it was doing; that is no fault
    if (!stopped.signal.aborted) throw error;
  } finally {
    await fleet.stop();
  }
  if (death !== null) throw new Failure(death);
  process.stdout.write('Everything has stopped.\n');
  return 0;
}

const markerOf = (folder: string) => join(folder, 'demo.json');

/** Makes the data folder ready; true where an earlier demo was seeded to its end. A half-made demo begins again. */
async function prepareFolder({ folder, isFresh }: DemoSettings): Promise<boolean> {
  const isOurs = existsSync(join(folder, 'demo-folder'));
  if (existsSync(folder) && !isOurs && existsSync(join(folder, 'server'))) {
    throw new Refusal({
      code: 'wrong-state',
      message: `${folder} holds data that is not of a demo; choose another folder with --data or GATECAST_DATA`,
      field: '--data',
    });
  }
  const isSeeded = existsSync(markerOf(folder));
  if (isOurs && (isFresh || !isSeeded)) {
    for (const part of ['server', 'portal', 'players', 'inbox', 'logs', 'accounts.json', 'demo.json'])
      await rm(join(folder, part), { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'demo-folder'), 'A Gatecast demo keeps its data here; `npm start -- --fresh` deletes it.\n');
  return isSeeded && !isFresh;
}

async function start(
  settings: DemoSettings,
  fleet: DemoFleet,
  shell: Exclude<Shell, { kind: 'none' }>,
  isSeeded: boolean,
): Promise<Running> {
  const { folder } = settings;
  const tasks = new Listr<Partial<Running>>(
    [
      {
        title: 'Render two films and two pictures',
        skip: () => isSeeded,
        task: async (context, task) => {
          const { title } = task;
          const rendered = await renderDemoMedia(join(folder, 'media'), {
            onProgress: ({ doneBp }) => void (task.title = `${title} ${Math.floor(doneBp / 100)} %`),
          });
          if (rendered.kind === 'failed') throw new Failure(`${rendered.key} could not be rendered: ${JSON.stringify(rendered.fault)}`);
          context.media = rendered.media;
          task.title = title;
        },
      },
      {
        title: 'Start the fleet server',
        task: async (context) => {
          const { url, setupUrl } = await fleet.startServer();
          Object.assign(context, { serverUrl: url, setupUrl });
        },
      },
      {
        title: 'Sign in',
        task: async (context) => {
          const { serverUrl = '', setupUrl = null } = context;
          if (!isSeeded && setupUrl === null) throw new Failure('the new server printed no set-up link');
          context.accounts = setupUrl === null ? await readAccounts(folder) : await createAccounts(folder, serverUrl, setupUrl);
          context.operator = await signIn(serverUrl, context.accounts.operator.email, context.accounts.operator.password);
        },
      },
      {
        title: 'Write, approve and publish content in six languages',
        skip: () => isSeeded,
        task: async ({ accounts, operator, media, serverUrl = '' }, task) => {
          if (accounts === undefined || operator === undefined || media === undefined) throw new Failure('nobody is signed in');
          const approver = await signIn(serverUrl, accounts.approver.email, accounts.approver.password);
          await seedFleet({ operator, approver, media, say: (what) => void (task.output = what) });
          await writeFile(markerOf(folder), JSON.stringify({ version: 1, seededAt: new Date().toISOString() }));
        },
        rendererOptions: { persistentOutput: false },
      },
      {
        title: 'Start the web portal',
        task: async (context) => {
          context.portalUrl = await fleet.startPortal(context.serverUrl ?? '');
        },
      },
      {
        title: `Start four screens in ${shell.kind === 'electron' ? 'Electron' : 'Chromium'}`,
        task: async (context, task) => {
          const { operator } = context;
          if (operator === undefined) throw new Failure('nobody is signed in');
          context.screens = (await operator.call(fleetRoutes.listScreens, {})).screens;
          let playing = 0;
          await Promise.all(
            context.screens.map(async (screen, index) => {
              await fleet.startPlayer(screen, shell, placementOf(settings, screen, index, context.serverUrl ?? ''), operator);
              playing += 1;
              task.output = `${playing} of ${context.screens?.length} screens play`;
            }),
          );
        },
      },
    ],
    { silentRendererCondition: () => settings.isJson, fallbackRenderer: 'simple', concurrent: false, registerSignalListeners: false },
  );
  return (await tasks.run()) as Running;
}

/** Windows stand side by side on the desktop; without a display the screens are painted at a size two cores can carry. */
function placementOf(settings: DemoSettings, screen: WallScreen, index: number, serverUrl: string): ShellPlacement {
  const isWindowed = hasDisplay() && !settings.isHeadless;
  const longSidePx = isWindowed ? 640 : 1_280;
  const scale = longSidePx / Math.max(screen.widthPx, screen.heightPx);
  return {
    serverUrl,
    dataFolder: join(settings.folder, 'players', screen.id),
    size: `${Math.round(screen.widthPx * scale)}x${Math.round(screen.heightPx * scale)}`,
    mode: isWindowed ? 'windowed' : 'headless',
    ...(isWindowed ? { position: `${(index % 2) * 660},${Math.floor(index / 2) * 400}` } : {}),
  };
}
