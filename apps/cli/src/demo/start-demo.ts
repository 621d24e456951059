import { fleetRoutes, type WallScreen } from '@gatecast/protocol';
import { Listr, type ListrTask } from 'listr2';
import { join } from 'node:path';
import { signIn, type Session } from '../fleet-api/session.ts';
import { hasDisplay, type Shell, type ShellPlacement } from '../processes/player-shell.ts';
import { Failure } from '../refusal.ts';
import { createAccounts, readAccounts, type DemoAccounts } from './accounts.ts';
import type { DemoFleet } from './demo-fleet.ts';
import type { DemoFolder } from './demo-folder.ts';
import { renderDemoMedia, type RenderedMedia } from './render-media.ts';
import type { DemoSettings } from './run-demo.ts';
import { seedFleet } from './seed-fleet.ts';
import { sendWaitingTimes } from './send-waiting-times.ts';
import { windowPlaces } from './window-places.ts';

export type Running = {
  readonly serverUrl: string;
  readonly portalUrl: string;
  readonly accounts: DemoAccounts;
  readonly screens: readonly { readonly screen: WallScreen; readonly isPlaying: boolean }[];
};

type Context = Partial<{
  media: readonly RenderedMedia[];
  serverUrl: string;
  setupUrl: string | null;
  portalUrl: string;
  accounts: DemoAccounts;
  operator: Session;
  screenIds: readonly string[];
  screens: Running['screens'];
}>;

export type DemoStart = {
  readonly settings: DemoSettings;
  readonly folder: DemoFolder;
  readonly fleet: DemoFleet;
  readonly shell: Exclude<Shell, { kind: 'none' }>;
  readonly signal: AbortSignal;
};

/** Brings the demo up, step by step, with progress on the terminal. A Failure says what went wrong; so does an abort. */
export async function startDemo(start: DemoStart): Promise<Running> {
  const isSeeded = start.folder.seeded !== null;
  const steps: ListrTask<Context>[] = [
    { title: 'Render two films and two pictures', enabled: !isSeeded, task: (context, task) => render(start, context, task) },
    {
      title: 'Start the fleet server',
      task: async (context) => {
        const { url, setupUrl } = await start.fleet.startServer();
        Object.assign(context, { serverUrl: url, setupUrl });
      },
    },
    { title: 'Sign in', task: (context) => signInOperator(start, context) },
    {
      title: 'Write, approve and publish content in six languages',
      enabled: !isSeeded,
      task: (context, task) => seed(start, context, task),
    },
    { title: 'Send waiting times, as a counting system would', task: (context) => sendValues(start, context) },
    {
      title: 'Start the web portal',
      task: async (context) => {
        context.portalUrl = await start.fleet.startPortal(there(context.serverUrl));
      },
    },
    {
      title: `Start the screens in ${start.shell.kind === 'electron' ? 'Electron' : 'Chromium'}`,
      task: (context, task) => startScreens(start, context, task),
    },
  ];
  const tasks = new Listr<Context>(
    steps.map((step): ListrTask<Context> => ({
      ...step,
      task: (context, task) => unlessStopped(start.signal, () => step.task(context, task)),
    })),
    {
      concurrent: false,
      registerSignalListeners: false,
      silentRendererCondition: () => start.settings.isJson,
      fallbackRenderer: 'simple',
      // the reason of a failure is told once, by whoever catches it
      rendererOptions: { showErrorMessage: false },
    },
  );
  const { serverUrl, portalUrl, accounts, screens } = await tasks.run();
  return { serverUrl: there(serverUrl), portalUrl: there(portalUrl), accounts: there(accounts), screens: there(screens) };
}

/** An abort ends the list before its next step, and whatever a step meets because of it is no fault to tell. */
async function unlessStopped(signal: AbortSignal, step: () => unknown): Promise<void> {
  try {
    if (!signal.aborted) await step();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (signal.aborted) throw new Failure('stopped');
}

/** Every step leaves what the later ones need. */
function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a step of the start was left out');
  return value;
}

type TaskLine = { title?: string | undefined; output?: string | undefined };

async function render({ settings, signal }: DemoStart, context: Context, task: TaskLine): Promise<void> {
  const { title } = task;
  const rendered = await renderDemoMedia(join(settings.folder, 'media'), {
    signal,
    onProgress: ({ doneBp }) => void (task.title = `${title}: ${Math.floor(doneBp / 100)} %`),
  });
  if (rendered.kind === 'failed') throw new Failure(`${rendered.key} could not be rendered: ${wordsOf(rendered.fault)}`);
  context.media = rendered.media;
  task.title = title;
}

function wordsOf(fault: Extract<Awaited<ReturnType<typeof renderDemoMedia>>, { kind: 'failed' }>['fault']): string {
  switch (fault.kind) {
    case 'tool-missing':
      return `${fault.tool} is not here (${fault.hint})`;
    case 'tool-failed':
      return `${fault.tool} ended with ${fault.exitCode ?? fault.signal}: ${fault.stderrTail}`;
    case 'tool-answered-oddly':
      return `${fault.tool}: ${fault.detail}`;
    case 'file-unusable':
      return `${fault.path}: ${fault.code}`;
    case 'not-a-video':
      return `${fault.path} is no video`;
    case 'timed-out':
      return `${fault.tool} was not done after ${fault.timeoutMs / 1_000} s`;
    case 'aborted':
      return 'stopped';
  }
}

async function signInOperator({ settings, folder }: DemoStart, context: Context): Promise<void> {
  const serverUrl = there(context.serverUrl);
  const setupUrl = context.setupUrl ?? null;
  if (folder.seeded === null && setupUrl === null) throw new Failure('The new server printed no set-up link.');
  if (folder.seeded !== null && setupUrl !== null) throw new Failure('The data of this demo are gone; --fresh begins again from nothing.');
  context.accounts = setupUrl === null ? await readAccounts(settings.folder) : await createAccounts(settings.folder, serverUrl, setupUrl);
  const { email, password } = context.accounts.operator;
  context.operator = await signIn(serverUrl, email, password);
}

async function seed({ folder }: DemoStart, context: Context, task: TaskLine): Promise<void> {
  const { email, password } = there(context.accounts).approver;
  const approver = await signIn(there(context.serverUrl), email, password);
  const screenIds = await seedFleet({
    ...{ operator: there(context.operator), approver, media: there(context.media) },
    say: (what) => void (task.output = what),
  });
  await folder.keepSeeded(screenIds);
  context.screenIds = screenIds;
}

/** A demo of before feeds, or one whose source people took away, goes without. */
async function sendValues({ signal }: DemoStart, context: Context): Promise<void> {
  await sendWaitingTimes(there(context.operator), signal);
}

async function startScreens({ settings, folder, fleet, shell }: DemoStart, context: Context, task: TaskLine): Promise<void> {
  const operator = there(context.operator);
  const screenIds = there(folder.seeded?.screenIds ?? context.screenIds);
  const all = (await operator.call(fleetRoutes.listScreens, {})).screens;
  // people add screens to the demo and take some away; theirs have players of their own, or none
  const own = all.filter(({ id }) => screenIds.includes(id));
  const placements = placementsOf(settings, own, there(context.serverUrl));
  let playing = 0;
  context.screens = await Promise.all(
    own.map(async (screen, index) => {
      const isPlaying = await fleet.startPlayer(screen, shell, there(placements[index]), operator);
      if (isPlaying) playing += 1;
      task.output = `${playing} of ${own.length} screens play`;
      return { screen, isPlaying };
    }),
  );
}

/** Without a display the screens are painted at a size that two cores can carry. */
const headlessLongSidePx = 1_280;

/** Where and how large each screen plays, in the order of the screens. */
function placementsOf(settings: DemoSettings, screens: readonly WallScreen[], serverUrl: string): readonly ShellPlacement[] {
  const isWindowed = hasDisplay() && !settings.isHeadless;
  const places = windowPlaces(screens);
  return screens.map(({ id, widthPx, heightPx }, index) => {
    const common = { serverUrl, dataFolder: join(settings.folder, 'players', id) };
    const place = places[index];
    if (isWindowed && place !== undefined)
      return { ...common, mode: 'windowed', size: `${place.widthPx}x${place.heightPx}`, position: `${place.xPx},${place.yPx}` };
    const scale = headlessLongSidePx / Math.max(widthPx, heightPx);
    return { ...common, mode: 'headless', size: `${Math.round(widthPx * scale)}x${Math.round(heightPx * scale)}` };
  });
}
