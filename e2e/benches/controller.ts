import { chromium, type Browser, type Page } from '@playwright/test';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openController } from '../drivers/controller-driver.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';
import type { Program } from '../worlds/program.ts';
import { median, quantile, rounded, type BenchReport } from './report.ts';
import { seedPlayers, startPlayers } from './simulated-fleet.ts';

const screens = 10_000;
const scrollMs = 8_000;
const typed = 'seeded 0421';
const limits = { scriptKib: 250, interactiveMs: 1_500, frameShare: 50 / 60, typingMs: 100 };
const flags = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];

/**
 * The controller in a real browser before a fleet of 10,000 screens: script of the first load, time until the wall can be used and until all of it is read, frames while it is
 * scrolled and heartbeats come in, and how long a typed letter waits. Beside it a page that holds nothing but 10,000 boxes. The players are simulated,
 * in a process of their own; --quick connects 500 of them.
 */
export async function controller({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const players = isQuick ? 500 : screens;
  const world = await FleetWorld.start();
  const browser = await chromium.launch({ executablePath: process.env['GATECAST_CHROMIUM'] ?? '/usr/bin/chromium', args: flags });
  let simulated: Program | null = null;
  try {
    process.stdout.write(`Making a fleet of ${screens} screens…\n`);
    await seedPlayers(world, screens);
    const scriptKib = await scriptOf(browser, world.url);
    simulated = startPlayers(world, players, ['--ramp', isQuick ? '5' : '60']);
    process.stdout.write(`Connecting ${players} players…\n`);
    await simulated.event(({ event }) => event === 'connected', `${players} players`, 1_800_000);
    const page = await (await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })).newPage();
    await openController(page, world, 'operator');
    // the wall stands with its first screens; the heading of a site counts them when all are read
    const whole = page.getByRole('heading', { name: `${screens}` });
    const opened = await interactive(page, isQuick ? 3 : 9, world.url, () => whole.waitFor());
    const interactiveMs = median(opened.firstMs);
    const own = await scrolled(page, 'main');
    const typing = await typingOn(page);
    const bare = await barePage(browser, isQuick ? 3 : 9);
    const waits = { interactiveMs, interactiveP95Ms: quantile(opened.firstMs, 0.95), wholeMs: median(opened.wholeMs) };
    const figures = { screens, players, scriptKib, ...waits, ...own, ...typing };
    const frameShare = own.framesPerS / bare.framesPerS;
    return {
      bench: 'controller',
      ok:
        scriptKib <= limits.scriptKib &&
        interactiveMs <= limits.interactiveMs &&
        frameShare >= limits.frameShare &&
        typing.typingP95Ms <= limits.typingMs,
      figures: rounded(figures),
      limits: rounded({ ...limits, bareInteractiveMs: bare.interactiveMs, bareFramesPerS: bare.framesPerS }),
      ratios: rounded({ interactive: interactiveMs / bare.interactiveMs, frames: frameShare }),
    };
  } finally {
    await browser.close();
    await simulated?.stop();
    await world.stop();
  }
}

/** Script that a browser which was never here fetches before somebody can sign in, as it comes over the wire. */
async function scriptOf(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  const scripts = new Set<string>();
  let bytes = 0;
  wire.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId));
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await wire.send('Network.enable');
  await page.goto(url, { waitUntil: 'networkidle' });
  await context.close();
  return bytes / 1_024;
}

/** Milliseconds until the first tile stands, and until all that the page will show has been read. */
async function interactive(page: Page, rounds: number, url: string, whole: () => Promise<void>) {
  const [firstMs, wholeMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    await page.goto('about:blank');
    const beganMs = performance.now();
    await page.goto(url);
    await page.getByRole('article').first().waitFor();
    firstMs.push(performance.now() - beganMs);
    await whole();
    wholeMs.push(performance.now() - beganMs);
  }
  return { firstMs, wholeMs };
}

type Scrolled = { readonly framesPerS: number; readonly frameP95Ms: number };

/** Turns the wheel over an element from end to end, and counts frames of the page's main thread. */
async function scrolled(page: Page, element: string): Promise<Scrolled> {
  const box = await page.locator(element).boundingBox();
  if (box === null) throw new Error(`there is no ${element} to scroll`);
  await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height, 900) / 2);
  const counting = page.evaluate(
    (forMs) =>
      new Promise<number[]>((resolve) => {
        const startMs = performance.now();
        const at: number[] = [];
        const frame = (ms: number): void => {
          at.push(ms);
          if (performance.now() - startMs < forMs) requestAnimationFrame(frame);
          else resolve(at);
        };
        requestAnimationFrame(frame);
      }),
    scrollMs,
  );
  const ending = new AbortController();
  const turning = (async () => {
    for (let turn = 0; !ending.signal.aborted; turn += 1) {
      // down for a while, then up: whatever length it has, it goes on moving
      await page.mouse.wheel(0, turn % 60 < 40 ? 240 : -400);
      await page.waitForTimeout(16);
    }
  })();
  const at = await counting;
  ending.abort();
  await turning;
  const steps = at.slice(1).map((ms, index) => ms - (at[index] ?? ms));
  return { framesPerS: (steps.length * 1_000) / ((at.at(-1) ?? 0) - (at[0] ?? 0)), frameP95Ms: quantile(steps, 0.95) };
}

/** Types into the wall's search: from a key to the frame that shows its letter, as the browser counts it. */
async function typingOn(page: Page): Promise<{ readonly typingP50Ms: number; readonly typingP95Ms: number }> {
  const field = page
    .getByRole('searchbox')
    .or(page.getByRole('textbox', { name: /search|find/i }))
    .first();
  await field.click();
  await page.evaluate(() => {
    const waits: number[] = [];
    Reflect.set(globalThis, 'waits', waits);
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => waits.push(performance.now() - timeStamp))),
      { capture: true },
    );
  });
  for (let round = 0; round < 4; round += 1) {
    await field.pressSequentially(typed, { delay: 120 });
    await field.fill('');
  }
  await page.waitForTimeout(500);
  const waits = await page.evaluate(() => Reflect.get(globalThis, 'waits') as readonly number[]);
  return { typingP50Ms: quantile(waits, 0.5), typingP95Ms: quantile(waits, 0.95) };
}

/** The least that shows as many: a page of boxes with a name each. */
async function barePage(browser: Browser, rounds: number): Promise<Scrolled & { readonly interactiveMs: number }> {
  const boxes = Array.from({ length: screens }, (_, n) => `<article>Seeded ${String(n).padStart(5, '0')}</article>`).join('');
  const style = 'main{display:flex;flex-wrap:wrap;gap:8px}article{width:200px;height:90px;border:1px solid;content-visibility:auto}';
  const html = `<!doctype html><meta charset="utf-8"><title>Boxes</title><style>${style}</style><main>${boxes}</main>`;
  const server = createServer((_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { firstMs } = await interactive(page, rounds, url, async () => {});
    return { interactiveMs: median(firstMs), ...(await scrolled(page, 'main')) };
  } finally {
    server.close();
  }
}
