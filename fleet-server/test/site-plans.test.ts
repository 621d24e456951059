import {
  auditRoutes,
  calendarRoutes,
  fleetRoutes,
  roleSchema,
  sitePlanRoutes,
  type MediaId,
  type ScreenId,
  type SiteId,
} from '@gatecast/protocol';
import sharp from 'sharp';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentWorld, until, type Caller, type ContentWorld } from './content-world.ts';

let world: ContentWorld;
let chief: Caller;
let technician: Caller;
beforeAll(async () => {
  world = await openContentWorld();
  chief = await world.signIn('chief', roleSchema.options);
  technician = await world.signIn('technician', ['technician']);
});
afterAll(async () => {
  await world.close();
});

async function siteWithScreen(name: string): Promise<{ siteId: SiteId; screenId: ScreenId }> {
  const site = { names: { en: name }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] };
  const { id: siteId } = await chief.call(fleetRoutes.createSite, { body: site });
  const screen = { name: `${name} 1`, siteId, kind: 'display', widthPx: 1_920, heightPx: 1_080 } as const;
  const { id: screenId } = await chief.call(fleetRoutes.createScreen, { body: screen });
  return { siteId, screenId };
}

async function upload(siteId: SiteId, fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const body = new FormData();
  body.append('file', new Blob([bytes]), fileName);
  return fetch(`${world.url}/api/media?siteId=${siteId}`, { method: 'POST', headers: { cookie: technician.cookie }, body });
}
/** Every picture in a colour of its own: equal bytes would be one file. */
async function picture(siteId: SiteId, background: string): Promise<MediaId> {
  const bytes = await sharp({ create: { width: 400, height: 200, channels: 3, background } })
    .png()
    .toBuffer();
  const answer = z.looseObject({ id: z.string() }).parse(await (await upload(siteId, 'plan.png', new Uint8Array(bytes))).json());
  return answer.id as MediaId;
}

test('a technician puts screens on the plan of a site; who comes second with an older revision changes nothing', async () => {
  const { siteId, screenId } = await siteWithScreen('Noi Bai');
  const mediaId = await picture(siteId, '#123456');
  const made = await technician.call(sitePlanRoutes.createSitePlan, { body: { siteId, mediaId } });
  expect(made).toMatchObject({ siteId, areaId: null, mediaId, places: [], revision: 1 });
  const again = await technician.refused(sitePlanRoutes.createSitePlan, { body: { siteId, mediaId } });
  expect([again.code, again.field]).toEqual(['bad-input', 'body.areaId']);
  const params = { planId: made.id };
  const places = [{ screenId, xBp: 2_500, yBp: 7_500 }];
  const placed = await technician.call(sitePlanRoutes.putSitePlan, { params, body: { mediaId, places, revision: 1 } });
  expect([placed.places, placed.revision]).toEqual([places, 2]);
  const late = await chief.refused(sitePlanRoutes.putSitePlan, { params, body: { mediaId, places: [], revision: 1 } });
  expect([late.code, late.meanwhile?.by]).toEqual(['edited-meanwhile', 'technician']);
  await until('the picture is made', async () => {
    const { plans } = await technician.call(sitePlanRoutes.listSitePlans, { params: { siteId } });
    return plans[0]?.picture !== null && plans[0]?.places.length === 1;
  });
  const { rows } = await chief.call(auditRoutes.listAudit, { query: { subject: `site-plan:${made.id}` } });
  expect(rows.map(({ action, siteId: where }) => [action, where])).toEqual([
    ['site-plan-changed', siteId],
    ['site-plan-created', siteId],
  ]);
});

test('a plan is a picture of its own site, judged by content; its screens are of that site, each once and on the picture', async () => {
  const here = await siteWithScreen('Vinh');
  const there = await siteWithScreen('Lang Son');
  const svg = await upload(here.siteId, 'plan.png', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  expect([svg.status, z.looseObject({ code: z.string() }).parse(await svg.json()).code]).toEqual([422, 'bad-file']);
  const foreign = await picture(there.siteId, '#654321');
  const { siteId } = here;
  expect((await technician.refused(sitePlanRoutes.createSitePlan, { body: { siteId, mediaId: foreign } })).field).toBe('body.mediaId');
  const mediaId = await picture(siteId, '#abcdef');
  const { id: planId } = await technician.call(sitePlanRoutes.createSitePlan, { body: { siteId, mediaId } });
  const refusalOf = async (places: object[]) => {
    const { code, field } = await technician.refused(sitePlanRoutes.putSitePlan, {
      params: { planId },
      body: { mediaId, places: places as never, revision: 1 },
    });
    return [code, field];
  };
  const at = { xBp: 1, yBp: 1 };
  expect(await refusalOf([{ screenId: there.screenId, ...at }])).toEqual(['not-found', 'body.places[0].screenId']);
  expect(await refusalOf([{ screenId: here.screenId, xBp: 10_001, yBp: 1 }])).toEqual(['bad-input', 'body.places[0].xBp']);
  const twice = { screenId: here.screenId, ...at };
  expect(await refusalOf([twice, twice])).toEqual(['bad-input', 'body.places']);
});

test('editors look at a plan and move nothing; people of another site do not find it', async () => {
  const { siteId } = await siteWithScreen('Da Nang');
  const other = await siteWithScreen('Hue');
  const mediaId = await picture(siteId, '#00ff00');
  const { id: planId } = await technician.call(sitePlanRoutes.createSitePlan, { body: { siteId, mediaId } });
  const put = { params: { planId }, body: { mediaId, places: [], revision: 1 } };
  const editor = await world.signIn('editor', ['editor']);
  expect((await editor.call(sitePlanRoutes.listSitePlans, { params: { siteId } })).plans.map(({ id }) => id)).toEqual([planId]);
  expect((await editor.refused(sitePlanRoutes.putSitePlan, put)).code).toBe('not-permitted');
  const local = await world.signIn('local', roleSchema.options, other.siteId);
  expect((await local.refused(sitePlanRoutes.putSitePlan, put)).code).toBe('not-found');
  expect((await local.refused(sitePlanRoutes.deleteSitePlan, { params: { planId } })).code).toBe('not-found');
});

test('a screen that is removed leaves the plan, and a plan goes with its site, of which its picture keeps nothing', async () => {
  const { siteId, screenId } = await siteWithScreen('Can Tho');
  const mediaId = await picture(siteId, '#0000ff');
  const { id: planId } = await technician.call(sitePlanRoutes.createSitePlan, { body: { siteId, mediaId } });
  const places = [{ screenId, xBp: 0, yBp: 10_000 }];
  await technician.call(sitePlanRoutes.putSitePlan, { params: { planId }, body: { mediaId, places, revision: 1 } });
  await technician.call(fleetRoutes.deleteScreen, { params: { screenId } });
  expect((await chief.call(sitePlanRoutes.listSitePlans, { params: { siteId } })).plans.map((plan) => plan.places)).toEqual([[]]);
  const removal = await chief.call(fleetRoutes.siteRemoval, { params: { siteId } });
  expect([removal.refusedBy, removal.takesAlong]).toEqual([
    [],
    [
      { kind: 'media', count: 1 },
      { kind: 'site-plans', count: 1 },
    ],
  ]);
  await chief.call(fleetRoutes.deleteSite, { params: { siteId } });
  expect((await technician.refused(sitePlanRoutes.deleteSitePlan, { params: { planId } })).code).toBe('not-found');
});

test('neither a picture that was replaced nor that of a plan that is gone keeps a site, and both are told to go along', async () => {
  const { siteId, screenId } = await siteWithScreen('Mong Cai');
  const first = await picture(siteId, '#101010');
  const { id: planId } = await technician.call(sitePlanRoutes.createSitePlan, { body: { siteId, mediaId: first } });
  const second = await picture(siteId, '#202020');
  await technician.call(sitePlanRoutes.putSitePlan, { params: { planId }, body: { mediaId: second, places: [], revision: 1 } });
  await technician.call(sitePlanRoutes.deleteSitePlan, { params: { planId }, query: { revision: 2 } });
  const kept = await chief.refused(fleetRoutes.deleteSite, { params: { siteId } });
  expect([kept.code, kept.faults?.map(({ path }) => path)]).toEqual(['in-use', [`screens[${screenId}]`]]);
  await technician.call(fleetRoutes.deleteScreen, { params: { screenId } });
  // what else belongs to the site does keep it, by its name
  const { id: calendarId } = await chief.call(calendarRoutes.createCalendar, { body: { name: 'Lễ hội', dates: [], siteId } });
  const held = await chief.call(fleetRoutes.siteRemoval, { params: { siteId } });
  expect(held.refusedBy).toEqual([{ kind: 'calendars', id: calendarId, name: 'Lễ hội' }]);
  await chief.call(calendarRoutes.deleteCalendar, { params: { calendarId } });
  const removal = await chief.call(fleetRoutes.siteRemoval, { params: { siteId } });
  expect([removal.refusedBy, removal.takesAlong]).toEqual([[], [{ kind: 'media', count: 2 }]]);
  await chief.call(fleetRoutes.deleteSite, { params: { siteId } });
  expect((await chief.call(fleetRoutes.listSites, {})).sites.map(({ id }) => id)).not.toContain(siteId);
});
