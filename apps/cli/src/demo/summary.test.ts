import type { WallScreen } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { newAccounts } from './accounts.ts';
import { demoEvent, demoSummary, type Summary } from './summary.ts';

const screen = (name: string) => ({ id: name, name }) as WallScreen;
const summary: Summary = {
  serverUrl: 'http://127.0.0.1:8080',
  portalUrl: 'http://127.0.0.1:8090',
  folder: '/home/linh/gatecast/.gatecast/demo',
  logFolder: '/home/linh/gatecast/.gatecast/demo/logs',
  accounts: newAccounts(),
  screens: [
    { screen: screen('T2 arrivals hall'), isPlaying: true },
    { screen: screen('Immigration look-up point'), isPlaying: false },
  ],
  shell: { kind: 'chromium' },
  isHeadless: true,
  seconds: 12.34,
};

test('the summary reads in 80 columns and tells everything that a newcomer needs', () => {
  const text = demoSummary(summary);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  const { operator, approver } = summary.accounts;
  const needed = [summary.serverUrl, summary.portalUrl, operator.email, operator.password, approver.email, approver.password];
  for (const part of [...needed, summary.logFolder, 'Ctrl-C', '--fresh', 'Immigration look-up point shows nothing yet'])
    expect(text).toContain(part);
});

test('what programs read names the file with the passwords, and holds none', () => {
  const text = JSON.stringify(demoEvent(summary));
  expect(text).toContain('/home/linh/gatecast/.gatecast/demo/accounts.json');
  for (const { password } of Object.values(summary.accounts)) expect(text).not.toContain(password);
});
