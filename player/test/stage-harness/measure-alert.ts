import { rm } from 'node:fs/promises';
import type { Alert } from '@gatecast/protocol';
import type { StageState } from '../../src/bridge/bridge.ts';
import { buildStage } from './build-stage.ts';
import { openBrowser, openStage } from './open-stage.ts';
import { alertOf, handoverOf, releaseOf, type FixtureItem, type Release } from './release-fixture.ts';
import { startStageServer } from './stage-server.ts';
import { borderNotice, delay, evacuation } from './texts-fixture.ts';

// How long an alert takes from the agent's message to its first frame, in real Chromium: `node test/stage-harness/measure-alert.ts [RUNS]`

const runs = Number(process.argv[2] ?? 15);
const built = await buildStage();
const server = await startStageServer(built);
const browser = await openBrowser();

const items = (count: number): FixtureItem[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `notice-${n}`,
    category: 'border',
    // a round of all has to fit in a day
    durationMs: 28_000,
    contents: Object.fromEntries(
      Object.entries(borderNotice).map(([language, content]) => [language, { ...content, title: `${content.title} ${n}` }]),
    ),
  }));
const releases: Readonly<Record<string, Release>> = { small: releaseOf({ items: items(1) }), large: releaseOf({ items: items(500) }) };
const alerts: Readonly<Record<string, (id: string) => Alert>> = {
  'full-screen': (id) => alertOf({ id, texts: evacuation }),
  banner: (id) => alertOf({ id, texts: delay, style: 'banner' }),
};

function stateWhere(holds: (state: StageState) => boolean): Promise<StageState> {
  return new Promise((resolve) => {
    server.onMessage = (message) => {
      if (message.kind !== 'state' || !holds(message.state)) return;
      server.onMessage = () => undefined;
      resolve(message.state);
    };
  });
}
function share(sorted: readonly number[], part: number): number {
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN;
}

for (const [releaseName, release] of Object.entries(releases)) {
  for (const [alertName, make] of Object.entries(alerts)) {
    let revision = 1;
    server.forget();
    server.hand(handoverOf(release));
    const { page, errors } = await openStage(browser, server.url, { width: 1920, height: 1080 });
    await stateWhere((state) => state.showing.kind === 'item');
    await page.waitForTimeout(1_500);
    const paintMs: number[] = [];
    const heardMs: number[] = [];
    for (let run = 0; run < runs + 1; run++) {
      const alert = make(`alert-${run}`);
      const painted = stateWhere((state) => state.paintedAlerts.length > 0);
      revision++;
      const sentAtMs = Date.now();
      server.hand(handoverOf(release, { revision, alertRevision: revision, alerts: [alert] }), ['alerts']);
      const state = await painted;
      // the first loads fonts
      if (run > 0) heardMs.push(Date.now() - sentAtMs);
      if (run > 0) paintMs.push((state.paintedAlerts[0]?.paintedAtMs ?? Number.NaN) - sentAtMs);
      await page.waitForTimeout(300);
      revision++;
      const over = stateWhere((one) => one.paintedAlerts.length === 0);
      server.hand(handoverOf(release, { revision, alertRevision: revision }), ['alerts']);
      await over;
      await page.waitForTimeout(300);
    }
    const sorted = paintMs.toSorted((a, b) => a - b);
    const heard = heardMs.toSorted((a, b) => a - b);
    console.log(
      `${releaseName} ${alertName}: painted p50 ${share(sorted, 0.5)} ms, p95 ${share(sorted, 0.95)} ms, max ${sorted.at(-1)} ms; told p50 ${share(heard, 0.5)} ms; ${errors.length} errors`,
    );
    await page.context().close();
  }
}
await browser.close();
await server.close();
await rm(built, { recursive: true, force: true });
