import type { WallScreen } from '@gatecast/protocol';
import type { Shell } from '../processes/player-shell.ts';
import { hasDisplay } from '../processes/player-shell.ts';
import type { DemoAccounts } from './accounts.ts';

export type Summary = {
  readonly serverUrl: string;
  readonly portalUrl: string;
  readonly folder: string;
  readonly accounts: DemoAccounts;
  readonly screens: readonly WallScreen[];
  readonly shell: Exclude<Shell, { kind: 'none' }>;
  readonly isHeadless: boolean;
  readonly isJson: boolean;
  readonly seconds: number;
};

/** What a newcomer needs to go on: addresses, sign-in, where things are. */
export function demoSummary(summary: Summary): string {
  const { serverUrl, portalUrl, folder, accounts, screens, seconds } = summary;
  if (summary.isJson) {
    return `${JSON.stringify({ event: 'demo', controller: serverUrl, portal: portalUrl, data: folder, shell: summary.shell.kind, screens: screens.map(({ id, name }) => ({ id, name })), accountsFile: `${folder}/accounts.json`, seconds: Math.round(seconds * 10) / 10 })}\n`;
  }
  const isWindowed = hasDisplay() && !summary.isHeadless;
  const shell = summary.shell.kind === 'electron' ? 'Electron' : "Chromium (Electron's runtime is not here)";
  return [
    '',
    `  A fleet plays, ${seconds.toFixed(1)} s after the start.`,
    '',
    `  Controller   ${serverUrl}`,
    `    operator   ${accounts.operator.email}   ${accounts.operator.password}`,
    `    approver   ${accounts.approver.email}   ${accounts.approver.password}`,
    `    (whatever reaches a screen takes both: one writes or asks, the other approves)`,
    `  Web portal   ${portalUrl}`,
    `  Screens      ${screens.length} in ${isWindowed ? `windows of ${shell}` : `headless ${summary.shell.kind === 'electron' ? 'Electron' : 'Chromium'}: the wall shows what they show`}`,
    `  Data, logs   ${folder}`,
    '',
    '  Ctrl-C stops everything. `npm start -- --fresh` begins again.',
    '',
    '',
  ].join('\n');
}
