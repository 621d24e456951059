import { alertRoutes, contentRoutes, feedRoutes, fleetRoutes, scheduleRoutes, type ItemId, type RouteInput } from '@gatecast/protocol';
import type { Session } from '../fleet-api/session.ts';
import { uploadMedia } from '../fleet-api/upload-media.ts';
import { demoAlertTemplates } from './alert-templates.ts';
import { demoArticles } from './content/articles.ts';
import type { DemoArticle } from './content/demo-article.ts';
import type { DemoCategory } from './content/demo-language.ts';
import { demoNotices } from './content/notices.ts';
import { waitingTimes, waitingTimesFrame, waitingTimesSource } from './content/waiting-times.ts';
import { demoAreas, demoScreens, demoSites, demoSuppliers } from './fleet.ts';
import { idOf } from './id-of.ts';
import type { RenderedMedia } from './render-media.ts';
import { seedSurvey } from './seed-survey.ts';
import { seedEntries, seedPlaylists, type Places } from './seed-schedule.ts';

/** Of a language that is written for the first time. */
type Draft = Omit<RouteInput<typeof contentRoutes.putVariant>['body'], 'document'>;
type NewItem = {
  readonly key: string;
  readonly category: DemoCategory;
  readonly title: string;
  readonly variants: Readonly<Record<string, Draft>>;
};

/** The two people who bring the demo in, through the same API as everybody else, and where they say how far they are. */
export type Seeding = {
  readonly operator: Session;
  readonly approver: Session;
  readonly media: readonly RenderedMedia[];
  readonly say: (what: string) => void;
};

/**
 * Fills a new fleet server: places, content in six languages with a second person's approval, schedule, alerts; then
 * publishes. Gives the ids of the screens.
 */
export async function seedFleet(seeding: Seeding): Promise<readonly string[]> {
  const { operator, say } = seeding;
  say('Sites, areas and screens');
  const places = await seedPlaces(operator);
  say('Survey and plan of means of information');
  await seedSurvey(operator, places);
  const itemIds = await seedItems(seeding);
  say('Playlists and entries');
  const playlistIds = await seedPlaylists(operator, itemIds);
  await seedEntries(operator, places, playlistIds);
  say('Pre-staged alerts');
  await seedAlertTemplates(seeding);
  say('Publishing');
  await operator.call(scheduleRoutes.publish, { body: { note: 'Demo' } });
  return [...places.screenIds.values()];
}

async function seedPlaces(operator: Session): Promise<Places> {
  const siteIds = new Map<string, string>();
  const areaIds = new Map<string, string>();
  const screenIds = new Map<string, string>();
  for (const { key, names, timeZone, languages, dayStart } of demoSites) {
    const site = await operator.call(fleetRoutes.createSite, { body: { names, timeZone, languages: [...languages], dayStart } });
    siteIds.set(key, site.id);
  }
  for (const { key, siteKey, parentKey, names } of demoAreas) {
    const parentId = parentKey === null ? null : idOf(areaIds, parentKey);
    const area = await operator.call(fleetRoutes.createArea, { body: { siteId: idOf(siteIds, siteKey), parentId, names } });
    areaIds.set(key, area.id);
  }
  for (const { key, siteKey, areaKey, tags, ...screen } of demoScreens) {
    const body = { ...screen, siteId: idOf(siteIds, siteKey), areaId: idOf(areaIds, areaKey), tags: [...tags] };
    screenIds.set(key, (await operator.call(fleetRoutes.createScreen, { body })).id);
  }
  return { siteIds, areaIds, screenIds };
}

async function seedItems(seeding: Seeding): Promise<ReadonlyMap<string, ItemId>> {
  const { operator, say } = seeding;
  const supplierIds = new Map<DemoCategory, string>();
  for (const { name, categories } of demoSuppliers) {
    const supplier = await operator.call(contentRoutes.createSupplier, { body: { name } });
    for (const category of categories) supplierIds.set(category, supplier.id);
  }
  const itemIds = new Map<string, ItemId>();
  for (const media of seeding.media) {
    say(`Film, picture, document or bundle: ${media.title}`);
    const { id } = await uploadMedia(operator, media.path);
    const variant: Draft = { content: { kind: media.kind, mediaId: id, alternative: '' } };
    itemIds.set(media.key, await seedItem(seeding, media.kind, { ...media, variants: { zxx: variant } }, supplierIds));
  }
  for (const notice of demoNotices) {
    say(`Notice: ${notice.variants.vi.title}`);
    const variants = mapValues(notice.variants, (text): Draft => ({ content: { kind: 'notice', ...text } }));
    itemIds.set(notice.key, await seedItem(seeding, 'notice', { ...notice, title: notice.variants.vi.title, variants }, supplierIds));
  }
  const articles: readonly DemoArticle[] = demoArticles;
  for (const article of articles) {
    say(`Article: ${article.variants.vi.title}`);
    const variants = mapValues(article.variants, ({ title, summary, blocks }): Draft => ({
      content: {
        kind: 'article',
        title,
        summary,
        blocks: blocks.map((block) => ('items' in block ? { ...block, items: [...block.items] } : block)),
      },
    }));
    itemIds.set(article.key, await seedItem(seeding, 'article', { ...article, title: article.variants.vi.title, variants }, supplierIds));
  }
  say('Feed: waiting times at passport control');
  const { name, intake, columns } = waitingTimesSource;
  const { source } = await operator.call(feedRoutes.createFeedSource, { body: { name, siteId: null, intake, columns: [...columns] } });
  const frames = mapValues(waitingTimes.variants, (words): Draft => ({ content: waitingTimesFrame(words, source.id) }));
  const feed = { ...waitingTimes, title: waitingTimes.variants.vi.title, variants: frames };
  itemIds.set(waitingTimes.key, await seedItem(seeding, 'feed', feed, supplierIds));
  return itemIds;
}

/** One person writes and submits each variant, the other approves exactly what was submitted. */
async function seedItem(
  { operator, approver }: Seeding,
  kind: 'notice' | 'article' | 'image' | 'video' | 'pages' | 'bundle' | 'feed',
  item: NewItem,
  supplierIds: ReadonlyMap<DemoCategory, string>,
): Promise<ItemId> {
  const { id: itemId } = await operator.call(contentRoutes.createItem, {
    body: { kind, title: item.title, category: item.category, supplierId: idOf(supplierIds, item.category) },
  });
  for (const [language, body] of Object.entries(item.variants)) {
    const params = { itemId, language };
    const { document } = await operator.call(contentRoutes.putVariant, { params, body: { ...body, document: null } });
    await operator.call(contentRoutes.submitVariant, { params, body: { document } });
    await approver.call(contentRoutes.reviewVariant, { params, body: { document, decision: 'approve' } });
  }
  return itemId;
}

async function seedAlertTemplates({ operator, approver }: Seeding): Promise<void> {
  for (const template of demoAlertTemplates) {
    const { id, revision } = await operator.call(alertRoutes.createAlertTemplate, { body: { ...template, texts: { ...template.texts } } });
    await approver.call(alertRoutes.approveAlertTemplate, { params: { templateId: id }, body: { revision } });
  }
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
