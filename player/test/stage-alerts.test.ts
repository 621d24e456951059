import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alertOf, handoverOf, releaseOf, type FixtureItem } from './stage-harness/release-fixture.ts';
import { colorOnGlass, createStageWorld, type StageWorld } from './stage-harness/stage-world.ts';
import { borderNotice, evacuation, visaArticle } from './stage-harness/texts-fixture.ts';

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

describe('an alert', () => {
  it('is painted and reported at once, in every language, and gives the glass back to what is due when it is cleared', async () => {
    const release = releaseOf({ items: [lime] });
    world.server.send({ kind: 'handover', handover: handoverOf(release) });
    const { page, errors } = await world.open({ width: 1280, height: 720 });
    await world.stateWhere(isItem);
    const sentAtMs = Date.now();
    world.server.send({
      kind: 'handover',
      handover: handoverOf(release, { revision: 2, alertRevision: 2, alerts: [alertOf({ texts: evacuation })] }),
    });
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
    world.server.send({ kind: 'handover', handover: handoverOf(release, { revision: 3, alertRevision: 3 }) });
    const after = await world.stateWhere(isItem);
    expect(after).toMatchObject({ showing: { kind: 'item', itemId: 'lime' }, paintedAlerts: [] });
    await expect.poll(() => colorOnGlass(page)).toBe('lime');
    expect(world.server.exposures.map((one) => one.ended)).toEqual(['cut-by-alert']);
    expect(errors).toEqual([]);
  });

  it('ends by itself while nobody is there to end it', async () => {
    const alert = alertOf({ texts: evacuation, expiresMs: Date.now() + 4_000 });
    world.server.setAgentAlive(false);
    world.server.keptHandover = handoverOf(releaseOf({ items: [lime] }), { alerts: [alert] });
    const { page } = await world.open();
    await page.waitForSelector('.alert-full');
    await page.waitForSelector('.alert-full', { state: 'detached', timeout: 8_000 });
    expect(Date.now()).toBeGreaterThanOrEqual(alert.expiresMs - 50);
    await expect.poll(() => colorOnGlass(page)).toBe('lime');
  });

  it('says that it is an exercise in words and with a frame', async () => {
    world.server.keptHandover = handoverOf(releaseOf({ items: [lime] }), { alerts: [alertOf({ status: 'exercise', texts: evacuation })] });
    const { page } = await world.open({ width: 1280, height: 720 });
    const words = await page.locator('.exercise-head').innerText();
    expect([words.includes('DIỄN TẬP'), words.includes('EXERCISE')]).toEqual([true, true]);
    await page.waitForSelector('.alert-full.is-exercise');
  });

  it('as a banner leaves the layout running beneath it', async () => {
    world.server.send({
      kind: 'handover',
      handover: handoverOf(releaseOf({ items: [lime] }), { alerts: [alertOf({ style: 'banner', texts: evacuation })] }),
    });
    const { page } = await world.open();
    const state = await world.stateWhere((one) => isItem(one) && one.paintedAlerts.length > 0);
    expect(state.paintedAlerts.map((one) => one.alertId)).toEqual(['alert']);
    await expect.poll(() => colorOnGlass(page)).toBe('lime');
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
    world.server.send({ kind: 'handover', handover: handoverOf(null, { pairing }) });
    const { page } = await world.open();
    await world.stateWhere((one) => one.showing.kind === 'nothing' && one.showing.reason === 'pairing');
    expect(await page.locator('.code-group').allTextContents()).toEqual(['K7QM', '2XWP']);
    const text = await page.locator('.board-pairing').innerText();
    expect([text.includes(pairing.fingerprint), text.includes(pairing.serverUrl)]).toEqual([true, true]);
    world.server.send({ kind: 'handover', handover: handoverOf(null, { revision: 2 }) });
    await world.stateWhere((one) => one.showing.kind === 'nothing' && one.showing.reason === 'unpublished');
  });
});

describe('a look-up screen', () => {
  it('opens the articles at a touch, asks the agent to find, and yields to an alert', async () => {
    const article: FixtureItem = { id: 'visa', category: 'travel', durationMs: 60_000, contents: visaArticle };
    const notice: FixtureItem = { id: 'notice', durationMs: 60_000, contents: { vi: borderNotice.vi } };
    const release = releaseOf({ screenKind: 'lookup', items: [notice, article], playlists: { main: ['notice'] }, languages: ['vi', 'en'] });
    world.server.send({ kind: 'handover', handover: handoverOf(release) });
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
    world.server.send({
      kind: 'handover',
      handover: handoverOf(release, { revision: 2, alertRevision: 2, alerts: [alertOf({ texts: evacuation })] }),
    });
    await world.stateWhere(isAlert);
    expect(await page.locator('.portal').count()).toBe(0);
    expect(errors).toEqual([]);
  });
});
