import { hasDisplay, type Shell } from '../processes/player-shell.ts';
import type { Running } from './start-demo.ts';

export type Summary = Running & {
  readonly folder: string;
  readonly logFolder: string;
  readonly shell: Exclude<Shell, { kind: 'none' }>;
  readonly isHeadless: boolean;
  readonly seconds: number;
};

/** What was started, for programs. Passwords stay in the file that only its owner reads. */
export function demoEvent({
  serverUrl,
  portalUrl,
  folder,
  logFolder,
  shell,
  screens,
  seconds,
}: Summary): Readonly<Record<string, unknown>> {
  return {
    event: 'demo',
    controller: serverUrl,
    portal: portalUrl,
    data: folder,
    logs: logFolder,
    accountsFile: `${folder}/accounts.json`,
    shell: shell.kind,
    screens: screens.map(({ screen: { id, name }, isPlaying }) => ({ id, name, isPlaying })),
    seconds: Math.round(seconds * 10) / 10,
  };
}

/** What a newcomer needs to go on, in 80 columns: addresses, sign-in, where things are. */
export function demoSummary(summary: Summary): string {
  const { serverUrl, portalUrl, folder, logFolder, accounts, screens, seconds } = summary;
  const waiting = screens.filter(({ isPlaying }) => !isPlaying);
  const people = [
    ['operator', accounts.operator.email, accounts.operator.password],
    ['approver', accounts.approver.email, accounts.approver.password],
  ] as const;
  const emailWidth = Math.max(...people.map(([, email]) => email.length));
  const line = (label: string, text: string) => `  ${label.padEnd(12)}${text}`;
  return [
    '',
    `  A fleet plays, ${seconds.toFixed(1)} s after the start.`,
    '',
    line('Controller', serverUrl),
    ...people.map(([role, email, password]) => line(`  ${role}`, `${email.padEnd(emailWidth)}  ${password}`)),
    line('', 'What reaches a screen takes both: one asks, the other approves.'),
    line('Web portal', portalUrl),
    line('Screens', `${screens.length} ${placeOf(summary)}`),
    ...waiting.map(({ screen }) => line('', `${screen.name} shows nothing yet; its log tells why.`)),
    line('Data', folder),
    line('Logs', logFolder),
    '',
    '  Ctrl-C stops everything. `npm start -- --fresh` begins again.',
    '',
    '',
  ].join('\n');
}

function placeOf({ shell, isHeadless }: Summary): string {
  const name = shell.kind === 'electron' ? 'Electron' : 'Chromium';
  if (!hasDisplay() || isHeadless) return `in headless ${name}; the wall shows what they show`;
  return shell.kind === 'electron' ? 'in windows of Electron' : "in windows of Chromium (Electron's runtime is not here)";
}
