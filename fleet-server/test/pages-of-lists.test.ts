import {
  healthRoutes,
  sitePlanRoutes,
  reportRoutes,
  alertRoutes,
  contentRoutes,
  fleetRoutes,
  incidentRoutes,
  knownGoodRoutes,
  preEnrolmentRoutes,
  roleSchema,
  type ItemId,
  type Route,
  type RouteAnswer,
} from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hirePeople, makeSite, openContentWorld, type Caller, type ContentWorld, type People } from './content-world.ts';
import { onBothStores } from './on-both-stores.ts';

onBothStores((newStore) => {
  let world: ContentWorld;
  let people: People;
  beforeAll(async () => {
    world = await openContentWorld(await newStore());
    people = await hirePeople(world);
  });
  afterAll(async () => {
    await world.close();
  });

  async function walk(caller: Caller, query: object): Promise<string[][]> {
    const pages: string[][] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page: { items: { title: string }[]; next: string | null } = await caller.call(contentRoutes.listItems, {
        query: { limit: 2, ...query, ...(after === undefined ? {} : { after }) },
      });
      pages.push(page.items.map(({ title }) => title));
      after = page.next;
    }
    return pages;
  }

  test('items are searched without diacritics, sorted and told in pages; what belongs to another site does not fill them', async () => {
    const { editor, supplierId } = people;
    const { siteId } = await makeSite(world);
    const add = async (title: string, more: object = {}) =>
      editor.call(contentRoutes.createItem, { body: { kind: 'notice', title, category: 'travel', supplierId, ...more } });
    await add('Thị thực điện tử');
    await add('An toàn', { siteId });
    await add('100% tự động', { kind: 'article', category: 'law' });
    await add('Hải quan');
    expect(await walk(editor, { sort: 'title' })).toEqual([
      ['100% tự động', 'An toàn'],
      ['Hải quan', 'Thị thực điện tử'],
    ]);
    expect(await walk(editor, {})).toEqual([
      ['Thị thực điện tử', 'An toàn'],
      ['100% tự động', 'Hải quan'],
    ]);
    expect([
      await walk(editor, { search: 'DIEN thi' }),
      await walk(editor, { search: '100%' }),
      await walk(editor, { kind: 'article' }),
      await walk(editor, { search: 'tourism' }),
    ]).toEqual([
      [['Thị thực điện tử']],
      [['100% tự động']],
      [['100% tự động']],
      [
        ['Thị thực điện tử', 'An toàn'],
        ['100% tự động', 'Hải quan'],
      ],
    ]);
    const elsewhere = await world.signIn('elsewhere', ['editor'], (await makeOther()).id);
    const all = (await editor.call(contentRoutes.listItems, {})).items.map(({ id }) => id);
    expect(await walk(elsewhere, { ids: all.slice(0, 2).join(',') }), 'of another site').toEqual([['Thị thực điện tử']]);
    expect(await walk(elsewhere, { sort: 'changed' })).toEqual([['Hải quan', '100% tự động'], ['Thị thực điện tử']]);
    const [first, , third] = (await editor.call(contentRoutes.listItems, {})).items.map(({ id }) => id);
    expect(await walk(editor, { ids: [third, first, world.app.context.newId()].join(',') })).toEqual([
      ['Thị thực điện tử', '100% tự động'],
    ]);
    const wrong = await editor.refused(contentRoutes.listItems, { query: { after: 'x' } });
    expect([wrong.code, wrong.field]).toEqual(['bad-input', 'query.after']);
  });

  test('items are found by how far their languages are, by a language that they lack, and by whether a playlist has them', async () => {
    const { editor, publisher, approver, supplierId } = people;
    const category = 'library';
    const add = async (title: string, kind: 'notice' | 'clock' = 'notice') =>
      (await editor.call(contentRoutes.createItem, { body: { kind, title, category, supplierId } })).id;
    const write = async (itemId: ItemId, language: string, body: string) =>
      editor.call(contentRoutes.putVariant, { params: { itemId, language }, body: { content: { kind: 'notice', title: body, body } } });
    const approveIt = async (itemId: ItemId, language: string) => {
      const params = { itemId, language };
      const { document } = await editor.call(contentRoutes.submitVariant, { params });
      await approver.call(contentRoutes.reviewVariant, { params, body: { document, decision: 'approve' } });
    };
    const [bare, drafted, stale, wordless] = [await add('bare'), await add('drafted'), await add('stale'), await add('wordless', 'clock')];
    await write(drafted, 'vi', 'Nháp');
    for (const language of ['vi', 'en']) {
      await write(stale, language, 'Một');
      await approveIt(stale, language);
    }
    await write(stale, 'vi', 'Hai');
    await editor.call(contentRoutes.submitVariant, { params: { itemId: stale, language: 'vi' } });
    await editor.call(contentRoutes.putVariant, { params: { itemId: wordless, language: 'zxx' }, body: { content: { kind: 'clock' } } });
    const found = async (query: object) => (await walk(editor, { category, ...query })).flat();
    expect(await found({ state: 'stale' })).toEqual([]);
    expect(await found({ state: 'submitted' })).toEqual(['stale']);
    expect(await found({ state: 'draft' })).toEqual(['drafted', 'wordless']);
    // approved, the newer text leaves its translation behind
    const params = { itemId: stale, language: 'vi' };
    const waiting = (await editor.call(contentRoutes.getItem, { params })).variants.find(({ review }) => review === 'submitted');
    await approver.call(contentRoutes.reviewVariant, { params, body: { document: waiting?.document ?? '', decision: 'approve' } });
    expect(await found({ state: 'stale' })).toEqual(['stale']);
    expect(await found({ missing: 'en' })).toEqual(['bare', 'drafted']);
    expect(await found({ missing: 'ko' })).toEqual(['bare', 'drafted', 'stale']);

    expect(await found({ usage: 'unused' })).toEqual(['bare', 'drafted', 'stale', 'wordless']);
    const slot = (itemId: ItemId) => ({ kind: 'item' as const, itemId, weight: 1 });
    const list = await publisher.call(contentRoutes.createPlaylist, { body: { name: 'L', slots: [slot(bare), slot(stale), slot(bare)] } });
    expect(await found({ usage: 'used' })).toEqual(['bare', 'stale']);
    await publisher.call(contentRoutes.putPlaylist, { params: { playlistId: list.id }, body: { name: 'L', slots: [slot(drafted)] } });
    expect(await found({ usage: 'used' })).toEqual(['drafted']);
    expect(await found({ usage: 'unused', missing: 'vi' })).toEqual(['bare']);
  });

  async function makeOther(): Promise<{ readonly id: string }> {
    const chief = await world.signIn('other-chief', ['technician']);
    return chief.call(fleetRoutes.createSite, { body: { names: { en: 'Vinh' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] } });
  }

  test('lists that are short as a rule come whole in their own order, and in pages by id where a limit is asked for', async () => {
    for (const name of ['Zulu', 'Alpha', 'Mike']) await people.editor.call(contentRoutes.createSupplier, { body: { name } });
    const whole = await people.editor.call(contentRoutes.listSuppliers, {});
    expect([whole.next, whole.suppliers.map(({ name }) => name)]).toEqual([null, whole.suppliers.map(({ name }) => name).toSorted()]);
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: RouteAnswer<typeof contentRoutes.listSuppliers> = await people.editor.call(contentRoutes.listSuppliers, {
        query: { limit: 2, ...(after === '' ? {} : { after }) },
      });
      expect(page.suppliers.length).toBeLessThanOrEqual(2);
      seen.push(...page.suppliers.map(({ id }) => id));
      after = page.next;
    }
    expect(seen).toEqual(whole.suppliers.map(({ id }) => id).toSorted());
    expect(await people.editor.refused(contentRoutes.listSuppliers, { query: { after: 'nonsense' } })).toMatchObject({
      code: 'bad-input',
      field: 'query.after',
    });
  });

  /** Every page of a list, two rows at once; each page as `rowsOf` sees it. */
  async function pagesOf<R extends Route>(
    caller: Caller,
    route: R,
    input: object,
    rowsOf: (answer: RouteAnswer<R>) => readonly string[],
  ): Promise<string[][]> {
    const pages: string[][] = [];
    for (let after: string | null | undefined; after !== null;) {
      const query = { limit: 2, ...(after === undefined ? {} : { after }) };
      const answer = await caller.call(route, { ...input, query } as never);
      pages.push([...rowsOf(answer)]);
      after = (answer as { readonly next: string | null }).next;
    }
    return pages;
  }
  const inTwos = (ids: readonly string[]): string[][] =>
    ids.length === 0 ? [[]] : Array.from({ length: Math.ceil(ids.length / 2) }, (_, page) => ids.slice(page * 2, page * 2 + 2));

  test('sites, routes of messages, alerts and pre-enrolment files come in pages too, each person’s own', async () => {
    const chief = await world.signIn('every-list', roleSchema.options);
    const names = { vi: 'Cửa khẩu', en: 'Gate' };
    const made: { id: string; areaId: string }[] = [];
    for (let n = 0; n < 3; n++) {
      const { id } = await chief.call(fleetRoutes.createSite, { body: { names, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'] } });
      made.push({ id, areaId: (await chief.call(fleetRoutes.createArea, { body: { siteId: id, names } })).id });
    }
    const whole = await chief.call(fleetRoutes.listSites, {});
    expect(whole.next).toBe(null);
    expect(await pagesOf(chief, fleetRoutes.listSites, {}, ({ sites }) => sites.map(({ id }) => id))).toEqual(
      inTwos(whole.sites.map(({ id }) => id as string).toSorted()),
    );
    const areas = (await pagesOf(chief, fleetRoutes.listSites, {}, (page) => page.areas.map(({ id }) => id))).flat();
    expect(areas.toSorted()).toEqual(whole.areas.map(({ id }) => id as string).toSorted());
    const siteId = made[0]?.id ?? '';
    const ofSite = await world.signIn('of-one-site', ['technician', 'auditor'], siteId);
    expect(await pagesOf(ofSite, fleetRoutes.listSites, {}, ({ sites }) => sites.map(({ id }) => id))).toEqual([[siteId]]);

    for (const name of ['one', 'two', 'three'])
      await chief.call(incidentRoutes.createNotificationRoute, {
        body: { name, channel: { kind: 'email', to: ['duty@example.vn'] }, language: 'vi', siteIds: [], kinds: [], hours: [], isOn: true },
      });
    const routes = await chief.call(incidentRoutes.listNotificationRoutes, {});
    expect([routes.next, routes.routes.length]).toEqual([null, 3]);
    expect(await pagesOf(chief, incidentRoutes.listNotificationRoutes, {}, (page) => page.routes.map(({ id }) => id))).toEqual(
      inTwos(routes.routes.map(({ id }) => id as string).toSorted()),
    );

    for (const recipient of ['a@example.vn', 'b@example.vn', 'c@example.vn'])
      await chief.call(reportRoutes.createReportSchedule, {
        body: { kind: 'uptime', every: 'week', siteId: null, language: 'vi', recipients: [recipient] },
      });
    const { schedules } = await chief.call(reportRoutes.listReportSchedules, {});
    expect(await pagesOf(chief, reportRoutes.listReportSchedules, {}, (page) => page.schedules.map(({ id }) => id))).toEqual(
      inTwos(schedules.map(({ id }) => id as string).toSorted()),
    );

    const message = { severity: 'minor', urgency: 'future', style: 'banner' } as const;
    const texts = { vi: { headline: 'Diễn tập', instruction: '' }, en: { headline: 'Exercise', instruction: '' } };
    const asked: { id: string; siteId: string }[] = [];
    for (const { id } of [...made, ...made]) {
      const alert = await chief.call(alertRoutes.requestAlert, { body: { ...message, texts, siteId: id } });
      asked.push({ id: alert.id, siteId: id });
    }
    const newest = asked.map(({ id }) => id).toReversed();
    const ids = ({ alerts }: RouteAnswer<typeof alertRoutes.listAlerts>) => alerts.map(({ id }) => id as string);
    expect(await pagesOf(chief, alertRoutes.listAlerts, {}, ids)).toEqual(inTwos(newest));
    expect(await pagesOf(ofSite, alertRoutes.listAlerts, {}, ids)).toEqual(
      inTwos(
        asked
          .filter((one) => one.siteId === siteId)
          .map(({ id }) => id)
          .toReversed(),
      ),
    );
    expect((await chief.call(alertRoutes.listAlerts, {})).next).toBe(null);

    const body = { name: 'Cổng 1', siteId: siteId as never, areaId: null, kind: 'display', widthPx: 1_920, heightPx: 1_080 } as const;
    const { id: screenId } = await chief.call(fleetRoutes.createScreen, { body });
    const files: string[] = [];
    for (let n = 0; n < 3; n++) {
      const servers = ['https://gatecast.example'];
      const { preEnrolment } = await chief.call(preEnrolmentRoutes.makePreEnrolment, {
        params: { screenId },
        body: { servers, expiresInMs: 86_400_000, replace: false },
      });
      files.unshift(preEnrolment.id);
    }
    expect(
      await pagesOf(chief, preEnrolmentRoutes.listPreEnrolments, { params: { screenId } }, (page) =>
        page.preEnrolments.map(({ id }) => id),
      ),
    ).toEqual(inTwos(files));
    // nothing was ever pinned here; the pins of a fleet are in known-good.test.ts
    expect(await pagesOf(chief, knownGoodRoutes.listKnownGood, {}, ({ pins }) => pins.map(({ screenId: id }) => id))).toEqual([[]]);

    for (const [route, input] of [
      [fleetRoutes.listSites, {}],
      [incidentRoutes.listNotificationRoutes, {}],
      [alertRoutes.listAlerts, {}],
      [reportRoutes.listReportSchedules, {}],
      [incidentRoutes.listIncidents, {}],
      [sitePlanRoutes.listSitePlans, { params: { siteId } }],
      [healthRoutes.getSiteHealth, { params: { siteId } }],
      [knownGoodRoutes.listKnownGood, {}],
      [preEnrolmentRoutes.listPreEnrolments, { params: { screenId } }],
    ] as const)
      expect(await chief.refused(route, { ...input, query: { after: 'nonsense' } })).toMatchObject({
        ...{ code: 'bad-input', field: 'query.after' },
      });
  });

  test('incidents of all states come in pages of the length that was asked for: those that are not over, then those that are', async () => {
    const { context } = world.app;
    const chief = await world.signIn('of-incidents', roleSchema.options);
    const names = { vi: 'Ga', en: 'Station' };
    const { id: siteId } = await chief.call(fleetRoutes.createSite, {
      body: { names, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'] },
    });
    const made: { id: string; isOver: boolean }[] = [];
    for (let n = 0; n < 7; n++) {
      const isOver = n % 2 === 0;
      const screen = { name: `I${n}`, siteId, areaId: null, kind: 'display', widthPx: 1_920, heightPx: 1_080 } as const;
      const { id: screenId } = await chief.call(fleetRoutes.createScreen, { body: screen });
      const row = {
        ...({ id: context.newId(), screenId, siteId, kind: 'offline', openedAtMs: n, fact: null, detail: '', note: '' } as const),
        ...{ acknowledgedAtMs: null, acknowledgedBy: null, resolvedAtMs: isOver ? n : null },
        state: isOver ? ('resolved' as const) : ('open' as const),
      };
      await context.truth.insertInto('incidents').values(row).execute();
      made.unshift({ id: row.id, isOver });
    }
    const idsOf = (isOver: boolean) => made.flatMap((one) => (one.isOver === isOver ? [one.id] : []));
    const expected = [...idsOf(false), ...idsOf(true)];
    const ids = ({ incidents }: RouteAnswer<typeof incidentRoutes.listIncidents>) => incidents.map(({ id }) => id as string);
    expect(ids(await chief.call(incidentRoutes.listIncidents, { query: { siteId } }))).toEqual(expected);
    for (const limit of [1, 2, 3, 4, 5, 7]) {
      const pages: string[][] = [];
      for (let after: string | null | undefined; after !== null;) {
        const query = { siteId, limit, ...(after === undefined ? {} : { after }) };
        const page: RouteAnswer<typeof incidentRoutes.listIncidents> = await chief.call(incidentRoutes.listIncidents, { query });
        pages.push(ids(page));
        after = page.next;
      }
      const full = Array.from({ length: Math.ceil(expected.length / limit) }, (_, page) =>
        expected.slice(page * limit, (page + 1) * limit),
      );
      expect([limit, pages]).toEqual([limit, full]);
    }
  });
});
