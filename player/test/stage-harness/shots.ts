import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildStage } from './build-stage.ts';
import { openBrowser, openStage, type Size } from './open-stage.ts';
import {
  alertOf,
  footBand,
  handoverOf,
  mediaRef,
  releaseOf,
  siteLanguages,
  type FixtureItem,
  type Handed,
  type ReleaseParts,
} from './release-fixture.ts';
import { aboveNotice, feedLanguages, waitsFrame, waitsTable } from './feeds-fixture.ts';
import { startStageServer } from './stage-server.ts';
import { gateNotice, templateKinds } from './templates-fixture.ts';
import { borderNotice, busNotice, delay, evacuation, visaArticle } from './texts-fixture.ts';

// Pictures of everything the stage can show, for people to look at: `node test/stage-harness/shots.ts FOLDER [name…]`

const [folder = 'shots', ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const built = await buildStage();
const server = await startStageServer(built);
const wide = join(folder, 'media-wide.png');
const square = join(folder, 'media-square.png');
const film = join(folder, 'media.mp4');
const ffmpeg = (...args: string[]): void => void execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
ffmpeg('-f', 'lavfi', '-i', 'gradients=s=1920x1080:c0=#0a4f9e:c1=#f2a65a:n=2:d=1', '-frames:v', '1', wide);
ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=900x1200:rate=1:duration=1', '-frames:v', '1', square);
ffmpeg(
  '-f',
  'lavfi',
  '-i',
  'testsrc2=size=1280x720:rate=25:duration=20',
  '-pix_fmt',
  'yuv420p',
  '-c:v',
  'libx264',
  '-g',
  '25',
  '-movflags',
  '+faststart',
  film,
);
server.media.set('a'.repeat(64), { path: wide, mime: 'image/png' });
server.media.set('b'.repeat(64), { path: square, mime: 'image/png' });
server.media.set('c'.repeat(64), { path: film, mime: 'video/mp4' });

const long = 3_000_000;
const notice: FixtureItem = { id: 'notice', category: 'border', durationMs: long, contents: borderNotice };
const one = (language: keyof typeof borderNotice, id = 'notice'): FixtureItem => ({
  id,
  category: 'border',
  durationMs: long,
  contents: { [language]: borderNotice[language] },
});
const gate14 = (template: (typeof templateKinds)[number], languages: readonly string[]): FixtureItem => ({
  id: 'gate-14',
  category: 'border',
  durationMs: long,
  contents: Object.fromEntries(
    languages.map((language) => [language, gateNotice(language, template, 'https://evisa.gov.vn/khai-bao?lang=vi')]),
  ),
});
const picture = (hash: string, width: number, height: number): FixtureItem => ({
  id: 'picture',
  durationMs: long,
  contents: { zxx: { kind: 'image', media: mediaRef('image/png', hash.repeat(64), width, height), alternative: '' } },
});
const frame = (xBp: number, yBp: number, widthBp: number, heightBp: number) => ({ xBp, yBp, widthBp, heightBp });
const mainAndTicker = {
  id: 'main-ticker',
  name: 'Main and ticker',
  regions: [
    { id: 'main', frame: frame(0, 0, 7_400, 9_000), languages: { kind: 'sequence' }, content: { kind: 'main' } },
    { id: 'clock', frame: frame(7_400, 0, 2_600, 2_600), languages: { kind: 'sequence' }, content: { kind: 'clock' } },
    {
      id: 'side',
      frame: frame(7_400, 2_600, 2_600, 6_400),
      languages: { kind: 'fixed', language: 'en' },
      content: { kind: 'playlist', playlistId: 'side' },
    },
    {
      id: 'ticker',
      frame: frame(0, 9_000, 10_000, 1_000),
      languages: { kind: 'sequence' },
      content: { kind: 'ticker', playlistId: 'line' },
    },
  ],
} as const;
const together = {
  id: 'together',
  name: 'Together',
  regions: [{ id: 'main', frame: frame(0, 0, 10_000, 10_000), languages: { kind: 'together' }, content: { kind: 'main' } }],
} as const;
const bus: FixtureItem = { id: 'bus', category: 'transport', durationMs: long, contents: busNotice };
const playing = (parts: ReleaseParts, more: Parameters<typeof handoverOf>[1] = {}): Handed => handoverOf(releaseOf(parts), more);
const only = (item: FixtureItem, languages = siteLanguages): ReleaseParts => ({ items: [item], languages });

const divided: ReleaseParts = {
  items: [one('vi'), bus, { ...one('en', 'other'), category: 'customs' }],
  layout: structuredClone(mainAndTicker) as never,
  playlists: { main: ['notice'], side: ['bus'], line: ['notice', 'bus', 'other'] },
};
const lookupParts: ReleaseParts = {
  items: [notice, { id: 'article', category: 'travel', durationMs: long, contents: visaArticle }],
  playlists: { main: ['notice'] },
  screenKind: 'lookup',
};
const filmItem: FixtureItem = {
  id: 'video',
  durationMs: 20_000,
  contents: { zxx: { kind: 'video', media: mediaRef('video/mp4', 'c'.repeat(64), 1280, 720), alternative: '' } },
};
const corner = {
  ...footBand,
  id: 'corner',
  regions: footBand.regions.map((region) => ({ ...region, frame: frame(7_200, 400, 2_400, 2_400) })),
};
/** An item with overlays: a notice in a band at the foot, and, where wanted, another in a corner. */
const overlaid = (main: FixtureItem, band: FixtureItem, inCorner: readonly FixtureItem[] = []): ReleaseParts => ({
  items: [main, band, ...inCorner],
  playlists: { main: [main.id], band: [band.id], ...(inCorner.length === 0 ? {} : { corner: inCorner.map(({ id }) => id) }) },
  layouts: [footBand, corner],
  entries: [
    { id: 'band', mode: 'overlay', layoutId: 'band' },
    ...(inCorner.length === 0 ? [] : [{ id: 'corner', mode: 'overlay', layoutId: 'corner' } as const]),
  ],
  languages: ['vi'],
});
const gate: FixtureItem = {
  id: 'gate',
  category: 'transport',
  durationMs: long,
  contents: {
    vi: {
      kind: 'notice',
      title: 'Chuyến bay VN 310 đi Tokyo: đổi sang cửa 28',
      body: 'Giờ khởi hành 14:05. Mời quý khách ra cửa trước 13:25.',
    },
  },
};
const storm = alertOf({ id: 'storm', style: 'banner', severity: 'severe', texts: delay });

const feedOf = (...languages: readonly string[]): FixtureItem => ({
  id: 'waits',
  category: 'border',
  durationMs: long,
  contents: Object.fromEntries(languages.map((language) => [language, waitsFrame(language)])),
});
const waits = [12, 35, 8, 1_045, 20];

const scenes: Readonly<Record<string, Handed>> = {
  ...Object.fromEntries(
    (['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr'] as const).map((language) => [
      `notice-${language}`,
      playing(only(one(language), [language])),
    ]),
  ),
  ...Object.fromEntries(
    templateKinds.flatMap((template) =>
      ['vi', 'ar', 'th', 'ja'].map((language) => [
        `template-${template}-${language}`,
        playing(only(gate14(template, [language]), [language])),
      ]),
    ),
  ),
  'template-together': playing({ items: [gate14('steps', ['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr'])], layout: together }),
  'template-together-right-to-left': playing({
    items: [gate14('fees', ['ar', 'en', 'km'])],
    layout: together,
    languages: ['ar', 'en', 'km'],
  }),
  'template-far': playing({
    ...only(gate14('steps', ['en']), ['en']),
    viewing: { distanceMm: 12_000, glassWidthMm: 1_210 },
  }),
  ...Object.fromEntries(
    feedLanguages.map((language) => [`feed-${language}`, playing(aboveNotice(feedOf(language)), { feeds: [waitsTable(waits)] })]),
  ),
  'feed-together': playing(aboveNotice(feedOf('vi', 'en', 'zh-Hans', 'ko'), { layout: structuredClone(together) as never }), {
    feeds: [waitsTable(waits)],
  }),
  'feed-old': playing(aboveNotice(feedOf('vi')), { feeds: [waitsTable(waits, 500)] }),
  'feed-gone': playing(aboveNotice(feedOf('vi'))),
  'feed-many': playing(aboveNotice(feedOf('en')), { feeds: [waitsTable(Array.from({ length: 40 }, (_, index) => index * 3))] }),
  'notice-short': playing(only({ ...bus, contents: { en: busNotice.en } }, ['en'])),
  together: playing({ items: [notice], layout: together }),
  'together-2': playing({ items: [bus], layout: together, languages: ['vi', 'en'] }),
  article: playing(only({ id: 'article', category: 'travel', durationMs: long, contents: visaArticle }, ['en'])),
  'image-cover': playing(only(picture('a', 1920, 1080))),
  'image-contain': playing(only(picture('b', 900, 1200))),
  video: playing(only(filmItem)),
  clock: playing(only({ id: 'clock', durationMs: long, contents: { zxx: { kind: 'clock' } } })),
  layout: playing(divided),
  'overlay-notice': playing(overlaid(one('vi'), gate)),
  'overlay-film': playing(overlaid(filmItem, gate)),
  'overlay-two-film': playing(overlaid(filmItem, gate, [{ ...bus, id: 'corner' }])),
  'overlay-together': playing({
    ...overlaid(filmItem, { ...bus, id: 'band' }),
    layouts: [{ ...footBand, regions: footBand.regions.map((region) => ({ ...region, languages: { kind: 'together' } })) }],
    languages: ['vi', 'en'],
  }),
  'overlay-long': playing(overlaid(filmItem, { ...one('vi'), id: 'long' })),
  'overlay-clock': playing(overlaid(one('vi'), { id: 'clock', durationMs: long, contents: { zxx: { kind: 'clock' } } })),
  'overlay-banner-film': playing(overlaid(filmItem, gate), { alerts: [storm] }),
  'banner-layout': playing(divided, { alerts: [storm] }),
  'banner-picture': playing(only(picture('a', 1920, 1080)), { alerts: [storm] }),
  'banner-film': playing(only(filmItem), { alerts: [storm] }),
  'banner-unpublished': handoverOf(null, { alerts: [storm] }),
  'banner-lookup': playing(lookupParts, { alerts: [storm] }),
  'alert-extreme': playing(only(notice), { alerts: [alertOf({ texts: evacuation })] }),
  'alert-severe-2': playing(only(notice), {
    alerts: [
      alertOf({ id: 'a', severity: 'severe', texts: { vi: evacuation.vi, en: evacuation.en } }),
      alertOf({ id: 'b', severity: 'severe', texts: delay }),
    ],
  }),
  'alert-moderate': playing(only(notice), { alerts: [alertOf({ severity: 'moderate', texts: delay })] }),
  'alert-minor-1': playing(only(notice), { alerts: [alertOf({ severity: 'minor', texts: { en: delay.en } })] }),
  'alert-exercise': playing(only(notice), { alerts: [alertOf({ status: 'exercise', texts: evacuation })] }),
  'banner-severe': playing(only(one('en'), ['en']), { alerts: [alertOf({ style: 'banner', severity: 'severe', texts: delay })] }),
  'banner-exercise': playing(only(one('en'), ['en']), {
    alerts: [alertOf({ style: 'banner', severity: 'moderate', status: 'exercise', texts: delay })],
  }),
  'banner-and-full': playing(only(notice), {
    alerts: [alertOf({ id: 'b', style: 'banner', severity: 'severe', texts: delay }), alertOf({ texts: evacuation, status: 'exercise' })],
  }),
  pairing: handoverOf(null, {
    pairing: {
      code: 'K7QM2XWP',
      expiresAtMs: Date.now() + 600_000,
      fingerprint: '7f3a 91c2 0be4 5d68',
      serverUrl: 'https://gatecast.noibai.example:8080',
    },
  }),
  unpublished: handoverOf(null),
  'nothing-shows': playing(
    only({
      id: 'broken',
      durationMs: long,
      contents: { zxx: { kind: 'image', media: mediaRef('image/png', 'd'.repeat(64), 10, 10), alternative: '' } },
    }),
  ),
  lookup: playing(lookupParts),
};
const sizes: Readonly<Record<string, Size>> = {
  wide: { width: 1920, height: 1080 },
  tall: { width: 1080, height: 1920 },
  bar: { width: 3840, height: 600 },
};

const browser = await openBrowser();
for (const [name, handover] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.some((part) => name.startsWith(part))) continue;
  server.keptHandover = handover;
  server.hand(handover);
  for (const [sizeName, size] of Object.entries(sizes)) {
    const { page, errors } = await openStage(browser, server.url, size);
    await page.waitForTimeout(name.endsWith('video') || name.endsWith('film') ? 2_500 : 1_200);
    await page.screenshot({ path: join(folder, `${name}-${sizeName}.png`) });
    if (name === 'lookup') {
      await page.locator('.invitation').click();
      await page.screenshot({ path: join(folder, `lookup-home-${sizeName}.png`) });
      await page.locator('.portal-card').first().click();
      await page.screenshot({ path: join(folder, `lookup-article-${sizeName}.png`) });
      await page.locator('.portal-back').click();
      await page.locator('.portal-search-open').click();
      for (const key of 'visa') await page.locator('.portal-key', { hasText: new RegExp(`^${key}$`) }).click();
      await page.waitForTimeout(1_000);
      await page.screenshot({ path: join(folder, `lookup-search-${sizeName}.png`) });
    }
    for (const error of errors) console.log(name, error);
    await page.context().close();
  }
}
await browser.close();
await server.close();
rmSync(built, { recursive: true });
