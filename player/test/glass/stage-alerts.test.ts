import { legibleSize } from '@gatecast/glass-text';
import type { Alert } from '@gatecast/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alertOf, handoverOf, releaseOf, type FixtureItem } from '../stage-harness/release-fixture.ts';
import { colorOnGlass, createStageWorld, type StageWorld } from '../stage-harness/stage-world.ts';
import { borderNotice, delay, evacuation, visaArticle } from '../stage-harness/texts-fixture.ts';

let world: StageWorld;
let lime: FixtureItem;

beforeAll(async () => {
  world = await createStageWorld();
  const media = await world.addMedia('image', 'lime');
  lime = { id: 'lime', durationMs: 60_000, contents: { zxx: { kind: 'image', media, alternative: '' } } };
});
afterAll(() => world?.close());
beforeEach(() => world.reset());

const isAlert = (state: { readonly showing: { readonly kind: string } }): boolean => state.showing.kind === 'alert';
const isItem = (state: { readonly showing: { readonly kind: string } }): boolean => state.showing.kind === 'item';

type TextSize = { readonly px: number; readonly overflowPx: number };

/** Runs in the page: sizes of the alert's texts, with what of them is cut off. */
function sizesOfTexts(): TextSize[] {
  return [...document.querySelectorAll<HTMLElement>('.alert .fit')].map((box) => ({
    px: Number.parseFloat(box.style.getPropertyValue('--fit')),
    // lengths are rounded when they are read
    overflowPx: Math.max(box.scrollHeight - box.clientHeight - 1, box.scrollWidth - box.clientWidth - 1, 0),
  }));
}

type Watching = { firstFrame?: Promise<TextSize[]>; framesSeen?: { all: number; bare: number } };

/** Runs in the page: from now on counts frames, and those without an alert. */
function countBareFrames(): void {
  const frames = { all: 0, bare: 0 };
  (window as Watching).framesSeen = frames;
  const look = (): void => {
    frames.all += 1;
    if (document.querySelector('.alert') === null) frames.bare += 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the page: from now on watches for the frame that first shows an alert, and keeps the same of it as `firstFrame`. */
function watchFirstFrame(): void {
  (window as Watching).firstFrame = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('.alert') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        // by its lines: before the fonts are there a line is set in one of the device's, whose empty height above and below counts as scrolled
        const sizes = [...document.querySelectorAll<HTMLElement>('.alert .fit')].map((box) => ({
          px: Number.parseFloat(box.style.getPropertyValue('--fit')),
          overflowPx: Math.max((box.firstElementChild?.clientHeight ?? 0) - box.clientHeight - 1, box.scrollWidth - box.clientWidth - 1, 0),
        }));
        resolve(sizes);
      });
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

/** Runs in the page: settles when what follows the first frame has been done. */
async function settled(): Promise<void> {
  const frames = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  await frames(5);
  await document.fonts.ready;
  await frames(3);
}

describe('an alert', () => {
  it('is painted and reported at once, in every language, and gives the glass back to what is due when it is cleared', async () => {
    const release = releaseOf({ items: [lime] });
    world.server.hand(handoverOf(release));
    const { page, errors } = await world.open({ width: 1280, height: 720 });
    await world.stateWhere(isItem);
    const sentAtMs = Date.now();
    world.server.hand(handoverOf(release, { revision: 2, alertRevision: 2, alerts: [alertOf({ texts: evacuation })] }), ['alerts']);
    const painted = await world.stateWhere((state) => state.paintedAlerts.length > 0);
    expect(painted).toMatchObject({
      showing: { kind: 'alert', alertId: 'alert' },
      paintedAlerts: [{ alertId: 'alert', alertRevision: 1 }],
    });
    expect((painted.paintedAlerts[0]?.paintedAtMs ?? 0) - sentAtMs).toBeLessThan(2_000);
    const text = await page.locator('.alert-full').innerText();
    for (const { headline } of Object.values(evacuation)) expect(text).toContain(headline);
    expect(await page.locator('.alert-lead .alert-headline').innerText()).toBe(evacuation.vi.headline);
    expect(await colorOnGlass(page)).not.toBe('lime');
    const overflow = await page.$$eval('.alert .fit', (boxes) => boxes.map((box) => Math.max(box.scrollHeight - box.clientHeight, 0)));
    expect(overflow).toEqual(overflow.map(() => 0));
    world.server.hand(handoverOf(release, { revision: 3, alertRevision: 3 }), ['alerts']);
    const after = await world.stateWhere(isItem);
    expect(after).toMatchObject({ showing: { kind: 'item', itemId: 'lime' }, paintedAlerts: [] });
    await expect.poll(() => colorOnGlass(page)).toBe('lime');
    expect(world.server.exposures.map((one) => one.ended)).toEqual(['cut-by-alert']);
    expect(errors).toEqual([]);
  });

  it('gives its place to the one that updates it in the same frame, whatever the styles of both', async () => {
    const release = releaseOf({ items: [lime] });
    world.server.hand(handoverOf(release, { alerts: [alertOf({ texts: evacuation })] }));
    const { page, errors } = await world.open({ width: 1280, height: 720 });
    await world.stateWhere((state) => state.paintedAlerts.length > 0);
    await page.evaluate(countBareFrames);
    for (const [index, style] of (['full-screen', 'banner', 'banner', 'full-screen'] as const).entries()) {
      const [id, revision] = [`update-${index}`, index + 2];
      const alerts = [alertOf({ id, revision, style, texts: evacuation })];
      world.server.hand(handoverOf(release, { revision, alertRevision: revision, alerts }), ['alerts']);
      const painted = await world.stateWhere((state) => state.paintedAlerts.some(({ alertId }) => alertId === id));
      // what each of them was painted is told apart, and nothing of the one before is left
      expect(painted.paintedAlerts.map(({ alertId, alertRevision }) => [alertId, alertRevision])).toEqual([[id, revision]]);
    }
    const seen = await page.evaluate(() => (window as Watching).framesSeen ?? { all: 0, bare: 0 });
    expect(seen.all).toBeGreaterThan(4);
    expect(seen.bare).toBe(0);
    expect(errors).toEqual([]);
  });

  it('is never clipped, from its first frame on, and what is read there only grows', async () => {
    const sentence = (words: number): string =>
      Array.from({ length: words }, (_, n) => ['Please', 'leave', 'by', 'gate', 'Đ12'][n % 5]).join(' ');
    const texts: Readonly<Record<string, Alert['texts']>> = {
      six: evacuation,
      two: { vi: evacuation.vi, en: evacuation.en },
      alone: { en: { headline: 'EVACUATE NOW', instruction: '' } },
      long: {
        en: { headline: sentence(20), instruction: sentence(120) },
        ja: { headline: '避難'.repeat(30), instruction: '出口へ。'.repeat(60) },
      },
      word: { fr: { headline: 'M'.repeat(60), instruction: `${'m'.repeat(90)}\n\n${sentence(9)}` } },
    };
    const release = releaseOf({ items: [lime] });
    for (const size of [
      { width: 1280, height: 720 },
      { width: 720, height: 1280 },
      { width: 480, height: 320 },
    ]) {
      world.server.hand(handoverOf(release));
      const { page } = await world.open(size);
      await world.stateWhere(isItem);
      for (const [name, said] of Object.entries(texts)) {
        for (const style of ['full-screen', 'banner'] as const) {
          await page.evaluate(watchFirstFrame);
          world.server.hand(handoverOf(release, { alerts: [alertOf({ id: name, texts: said, style })] }), ['alerts']);
          const then = (await page.evaluate(() => (window as Watching).firstFrame)) ?? [];
          await page.evaluate(settled);
          const now = await page.evaluate(sizesOfTexts);
          const told = [size.width, name, style];
          expect([...told, ...then.map((one) => one.overflowPx)]).toEqual([...told, ...then.map(() => 0)]);
          expect([...told, ...now.map((one) => one.overflowPx)]).toEqual([...told, ...now.map(() => 0)]);
          const shrunk = now.filter((one, index) => one.px < (then[index]?.px ?? 0));
          expect([...told, ...shrunk]).toEqual(told);
          world.server.hand(handoverOf(release), ['alerts']);
          await page.waitForSelector('.alert', { state: 'detached' });
        }
      }
      await page.context().close();
    }
  });

  it('ends by itself while nobody is there to end it', async () => {
    const release = releaseOf({ items: [lime] });
    world.server.hand(handoverOf(release));
    const { page } = await world.open();
    await world.stateWhere(isItem);
    // from now on: how long a page takes to open is no part of it
    const alert = alertOf({ texts: evacuation, expiresMs: Date.now() + 4_000 });
    world.server.hand(handoverOf(release, { revision: 2, alertRevision: 2, alerts: [alert] }), ['alerts']);
    await page.waitForSelector('.alert-full');
    world.server.setAgentAlive(false);
    await page.waitForSelector('.alert-full', { state: 'detached' });
    expect(Date.now()).toBeGreaterThanOrEqual(alert.expiresMs - 50);
    await expect.poll(() => colorOnGlass(page)).toBe('lime');
  });

  it(
    'by a clock that is not to be trusted ends when what was left of it has passed, whatever is handed over again meanwhile',
    { tags: 'long' },
    async () => {
      const release = releaseOf({ items: [lime] });
      const wrong = { offsetMs: 30 * 365 * 86_400_000, state: 'untrusted' } as const;
      const handed = (leftMs: number) =>
        handoverOf(release, {
          ...{ clock: wrong, alerts: [alertOf({ texts: evacuation })] },
          lives: { boot: { id: 'boot', uptimeMs: 1 }, left: [{ alertId: 'alert', alertRevision: 1, leftMs }] },
        });
      const { page } = await world.open();
      const handedAtMs = Date.now();
      world.server.hand(handed(6_000));
      await page.waitForSelector('.alert-full');
      world.server.hand(handed(3_600_000), ['alerts']);
      await page.waitForSelector('.alert-full', { state: 'detached', timeout: 20_000 });
      expect(Date.now() - handedAtMs).toBeGreaterThan(5_900);
      // nor does the next stage begin with it again
      world.server.hand(handed(0));
      await page.reload();
      await expect.poll(() => colorOnGlass(page)).toBe('lime');
      expect(await page.locator('.alert-full').count()).toBe(0);
    },
  );

  it('keeps its clock for as long as it stands', { tags: 'long' }, async () => {
    // by the server's time a minute turns soon
    const offsetMs = 50_000 - (Date.now() % 60_000);
    const hanoiAt = (serverMs: number): string => new Date(serverMs + 7 * 3_600_000).toISOString().slice(11, 16);
    const turnMs = Math.ceil((Date.now() + offsetMs) / 60_000) * 60_000;
    const alerts = [alertOf({ texts: evacuation })];
    world.server.hand(handoverOf(releaseOf({ items: [lime] }), { clock: { offsetMs, state: 'synced' }, alerts }));
    const { page } = await world.open({ width: 1280, height: 720 });
    const clock = page.locator('.alert-full .head-clock');
    expect(await clock.innerText()).toBe(hanoiAt(turnMs - 1));
    const drawn = await page.$('.alert-full');
    await expect.poll(() => clock.innerText(), { timeout: 20_000 }).toBe(hanoiAt(turnMs));
    expect(await drawn?.evaluate((element) => element.isConnected)).toBe(true);
  });

  it('says that it is an exercise in words and with a frame', async () => {
    world.server.keptHandover = handoverOf(releaseOf({ items: [lime] }), { alerts: [alertOf({ status: 'exercise', texts: evacuation })] });
    const { page } = await world.open({ width: 1280, height: 720 });
    const words = await page.locator('.exercise-head').innerText();
    expect([words.includes('DIỄN TẬP'), words.includes('EXERCISE')]).toEqual([true, true]);
    await page.waitForSelector('.alert-full.is-exercise');
  });

  it('as a banner leaves the layout running beneath it', async () => {
    world.server.hand(handoverOf(releaseOf({ items: [lime] }), { alerts: [alertOf({ style: 'banner', texts: evacuation })] }));
    const { page } = await world.open();
    const state = await world.stateWhere((one) => isItem(one) && one.paintedAlerts.length > 0);
    expect(state.paintedAlerts.map((one) => one.alertId)).toEqual(['alert']);
    await expect.poll(() => colorOnGlass(page)).toBe('lime');
  });

  it('as a banner lays the layout out anew in what is left, at its full width, and gives the room back', async () => {
    const notice: FixtureItem = { id: 'notice', durationMs: 600_000, contents: { vi: borderNotice.vi } };
    const release = releaseOf({ items: [notice], languages: ['vi'] });
    const alerts = [alertOf({ style: 'banner', texts: evacuation })];
    for (const size of [
      { width: 1280, height: 720 },
      { width: 720, height: 1280 },
    ]) {
      world.server.hand(handoverOf(release));
      const { page } = await world.open(size);
      await world.stateWhere(isItem);
      const layout = () =>
        page.evaluate(() => {
          const { left, top, width, bottom } = document.querySelector('.scene-layer')?.getBoundingClientRect() ?? new DOMRect();
          const clipped = [...document.querySelectorAll('.is-shown .fit')].filter((box) => box.scrollHeight > box.clientHeight + 1);
          return { left, top: Math.round(top), width, bottom, clipped: clipped.length };
        });
      const whole = { left: 0, top: 0, width: size.width, bottom: size.height, clipped: 0 };
      world.server.hand(handoverOf(release, { alerts }), ['alerts']);
      const strip = await page.locator('.alert-banner').boundingBox();
      await expect.poll(layout).toEqual({ ...whole, top: Math.round(strip?.height ?? 0) });
      world.server.hand(handoverOf(release), ['alerts']);
      await expect.poll(layout).toEqual(whole);
      await page.context().close();
    }
  });

  it('that was kept on disk and is over is not shown for a moment, however slowly the rest is read', async () => {
    world.server.setAgentAlive(false);
    const over = alertOf({ texts: evacuation, effectiveMs: Date.now() - 60_000, expiresMs: Date.now() - 30_000 });
    world.server.keptHandover = handoverOf(releaseOf({ items: [lime] }), { alerts: [over] });
    const { page } = await world.open();
    // from before the first script on
    await page.addInitScript(watchFirstFrame);
    await page.reload();
    const seen = page.evaluate(() => (window as Watching).firstFrame).then(() => 'alert');
    const played = expect.poll(() => colorOnGlass(page)).toBe('lime');
    expect(await Promise.race([seen, played.then(() => 'lime')])).toBe('lime');
  });
});

type Part = { readonly language: string; readonly headline: string; readonly instruction: string; readonly faults: readonly string[] };

/** Runs in the page: the parts of an alert that are on the glass, with what of them is too small to be read or not whole. */
function partsOnGlass(smallestPx: number): Part[] {
  const small = [
    ...document.querySelectorAll('.alert :is(.alert-headline, .alert-instruction, .alert-page, .alert-head > span, .exercise-mark span)'),
  ]
    .filter((text) => text.checkVisibility() && text.textContent !== '')
    .flatMap((text) => {
      const sizePx = Number.parseFloat(getComputedStyle(text).fontSize);
      return sizePx < smallestPx - 0.01 ? [`${text.className} “${text.textContent}” at ${sizePx} px`] : [];
    });
  return [...document.querySelectorAll<HTMLElement>('.alert .fit')].map((box) => ({
    language: box.lang,
    headline: box.querySelector('.alert-headline')?.textContent ?? '',
    instruction: box.querySelector('.alert-instruction')?.textContent ?? '',
    faults: box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1 ? [...small, `${box.lang} is cut off`] : small,
  }));
}

describe('an alert that is read from far', () => {
  const size = { width: 1280, height: 720 };
  const viewing = { distanceMm: 6_000, glassWidthMm: 1_210 };
  const smallestPx = legibleSize({ widthPx: size.width, heightPx: size.height, viewing });
  const texts = { vi: evacuation.vi, en: evacuation.en, ko: evacuation.ko };
  const long = { en: { headline: 'Terminal 2 is closed', instruction: Array.from({ length: 60 }, (_, n) => `word${n}`).join(' ') } };

  /** Every part that is on the glass until `isAll`, each once. */
  async function partsUntil(isAll: (parts: readonly Part[]) => boolean, alert: Alert, isPaged = true): Promise<readonly Part[]> {
    world.server.hand(handoverOf(releaseOf({ items: [lime], size, viewing }), { alerts: [alert] }));
    const { page } = await world.open(size);
    await world.stateWhere((state) => state.paintedAlerts.length > 0);
    // until then lines are as high as some font of the device, and more is counted as cut off than letters
    await page.waitForFunction(() => document.fonts.status === 'loaded' && [...document.fonts].some(({ status }) => status === 'loaded'));
    const seen = new Map<string, Part>();
    await expect
      .poll(
        async () => {
          for (const part of await page.evaluate(partsOnGlass, smallestPx)) seen.set(JSON.stringify(part), part);
          return isAll([...seen.values()]);
        },
        { timeout: 50_000, interval: 250 },
      )
      .toBe(true);
    expect(await page.locator('.alert.is-paged').count()).toBe(isPaged ? 1 : 0);
    return [...seen.values()];
  }
  const saysAll = (said: Alert['texts']) => (parts: readonly Part[]) =>
    Object.entries(said).every(([language, { headline, instruction }]) => {
      const own = parts
        .filter((part) => part.language === language)
        .map((part) => `${part.headline} ${part.instruction}`)
        .join(' ');
      return own.includes(headline) && instruction.split(/\s+/).every((word) => own.includes(word));
    });
  const faultsOf = (parts: readonly Part[]) => parts.flatMap(({ faults }) => faults);

  it(
    'on the whole glass comes language by language and part by part, never smaller than can be read',
    { tags: 'long', timeout: 120_000 },
    async () => {
      expect(faultsOf(await partsUntil(saysAll(texts), alertOf({ texts })))).toEqual([]);
      await world.reset();
      const parts = await partsUntil(saysAll(long), alertOf({ texts: long }));
      expect([faultsOf(parts), parts.every(({ headline }) => headline === long.en.headline)]).toEqual([[], true]);
    },
  );

  it('as a banner says all of its words in every language, in turn, never smaller than can be read', async () => {
    expect(faultsOf(await partsUntil(saysAll(delayed), alertOf({ style: 'banner', severity: 'severe', texts: delayed })))).toEqual([]);
  }, 120_000);

  it('that can be read whole stands whole', async () => {
    const short = { vi: { headline: 'Sơ tán ngay', instruction: '' }, en: { headline: 'Leave now', instruction: '' } };
    expect(faultsOf(await partsUntil(saysAll(short), alertOf({ texts: short }), false))).toEqual([]);
  });

  it('as an exercise says so in letters that can be read as well', async () => {
    const short = { vi: { headline: 'Sơ tán ngay', instruction: '' }, en: { headline: 'Leave now', instruction: '' } };
    expect(faultsOf(await partsUntil(saysAll(short), alertOf({ status: 'exercise', texts: short }), false))).toEqual([]);
  });
});

const delayed = { vi: delay.vi, en: delay.en };

describe('the stage', () => {
  it('shows its own name when it is asked who it is', async () => {
    world.server.hand(handoverOf(releaseOf({ items: [lime] }), { screenName: 'T2 arrivals, belt 4' }));
    const { page } = await world.open();
    await world.stateWhere(isItem);
    world.server.send({ kind: 'identify', seconds: 5 });
    expect(await page.locator('.identify h1').innerText()).toBe('T2 arrivals, belt 4');
    expect(await page.locator('.identify-site').innerText()).toBe('Cảng hàng không quốc tế Nội Bài');
  });

  it('tells the agent of its errors, also those from before there was one, and of items that cannot be drawn', async () => {
    const media = { ...(await world.addMedia('image', 'white')), hash: 'f'.repeat(64) };
    const broken: FixtureItem = { id: 'broken', durationMs: 2_000, contents: { zxx: { kind: 'image', media, alternative: '' } } };
    world.server.setAgentAlive(false);
    const troubles: string[] = [];
    world.server.onMessage = (message) => {
      if (message.kind === 'trouble') troubles.push(message.detail);
    };
    const { page } = await world.open();
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('a planted error');
      });
      void Promise.reject(new Error(`a planted rejection ${'x'.repeat(2_000)}`));
    });
    world.server.setAgentAlive(true);
    world.server.hand(handoverOf(releaseOf({ items: [broken] })));
    await expect.poll(() => troubles.length).toBeGreaterThanOrEqual(3);
    const found = ['a planted error', 'a planted rejection', 'a surface failed'].map((words) =>
      troubles.some((one) => one.includes(words)),
    );
    expect([...found, Math.max(...troubles.map((one) => one.length))]).toEqual([true, true, true, 500]);
  });
});

describe('a screen without a release', () => {
  it('shows the pairing code in groups with the fingerprint and the address', async () => {
    const pairing = {
      code: 'K7QM2XWP',
      expiresAtMs: Date.now() + 600_000,
      fingerprint: '7f3a 91c2 0be4 5d68',
      serverUrl: 'https://gatecast.example:8080',
    };
    world.server.hand(handoverOf(null, { pairing }));
    const { page } = await world.open();
    await world.stateWhere((one) => one.showing.kind === 'nothing' && one.showing.reason === 'pairing');
    expect(await page.locator('.code-group').allTextContents()).toEqual(['K7QM', '2XWP']);
    const text = await page.locator('.board-pairing').innerText();
    expect([text.includes(pairing.fingerprint), text.includes(pairing.serverUrl)]).toEqual([true, true]);
    world.server.hand(handoverOf(null, { revision: 2 }));
    await world.stateWhere((one) => one.showing.kind === 'nothing' && one.showing.reason === 'unpublished');
  });
});

describe('a look-up screen', () => {
  it('opens the articles at a touch, asks the agent to find, and yields to an alert', async () => {
    const article: FixtureItem = { id: 'visa', category: 'travel', durationMs: 60_000, contents: visaArticle };
    const notice: FixtureItem = { id: 'notice', durationMs: 60_000, contents: { vi: borderNotice.vi } };
    const release = releaseOf({ screenKind: 'lookup', items: [notice, article], playlists: { main: ['notice'] }, languages: ['vi', 'en'] });
    world.server.hand(handoverOf(release));
    const { page, errors } = await world.open({ width: 1280, height: 720 });
    await world.stateWhere(isItem);
    await page.locator('.invitation').click();
    const state = await world.stateWhere((one) => one.showing.kind === 'lookup');
    expect(state.showing).toEqual({ kind: 'lookup', language: 'vi' });
    expect(await page.locator('.portal-card').count()).toBe(1);
    const asked = new Promise<{ readonly requestId: number; readonly query: string }>((resolve) => {
      world.server.onMessage = (message) => {
        if (message.kind === 'find') resolve(message);
      };
    });
    await page.locator('.portal-search-open').click();
    await page.locator('.portal-key', { hasText: /^v$/ }).click();
    const { requestId, query } = await asked;
    expect(query).toBe('v');
    world.server.send({ kind: 'found', requestId, itemIds: ['visa'] });
    await page.locator('.portal-results .portal-card').click();
    expect(await page.locator('.portal-article h1').innerText()).toBe(visaArticle.vi.title);
    world.server.hand(handoverOf(release, { revision: 2, alertRevision: 2, alerts: [alertOf({ texts: evacuation })] }), ['alerts']);
    await world.stateWhere(isAlert);
    expect(await page.locator('.portal').count()).toBe(0);
    expect(errors).toEqual([]);
  });
});
