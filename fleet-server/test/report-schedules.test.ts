import { auditRoutes, fleetRoutes, reportRoutes, roleSchema } from '@gatecast/protocol';
import { simulatedClock } from '@gatecast/clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentWorld, until, type Caller, type ContentWorld } from './content-world.ts';
import { startMailServer, type MailServer } from './mail-server.ts';
import { onBothStores } from './on-both-stores.ts';

onBothStores((newStore) => {
  // A Sunday evening in Hanoi: weekly reports are due on Monday at six.
  const clock = simulatedClock(Date.parse('2026-08-02T20:00:00+07:00'));
  let world: ContentWorld;
  let chief: Caller;
  let post: MailServer;
  let isRefusing = false;
  beforeAll(async () => {
    post = await startMailServer(() => (isRefusing ? 550 : null));
    world = await openContentWorld({ ...post.settings, ...(await newStore()) }, clock);
    chief = await world.signIn('chief', roleSchema.options);
    await chief.call(fleetRoutes.createSite, { body: { names: { vi: 'Nội Bài' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] } });
  });
  afterAll(async () => {
    await world.close();
    await post.close();
  });

  test('a weekly report is mailed on Monday with its PDF and workbook, once, and how it went is told', async () => {
    const draft = { kind: 'uptime', every: 'week', language: 'vi', recipients: ['lan@noibai.example'] } as const;
    const made = await chief.call(reportRoutes.createReportSchedule, { body: { ...draft, recipients: [...draft.recipients] } });
    expect([made.nextAtMs, made.last]).toEqual([Date.parse('2026-08-03T06:00:00+07:00'), null]);
    const { mails } = post;
    expect(mails).toEqual([]);
    const scheduleOf = async () => (await chief.call(reportRoutes.listReportSchedules, {})).schedules[0];
    clock.advance(Date.parse('2026-08-03T05:59:50+07:00') - clock.nowMs());
    // it looks every half minute; not turned further while the report is made, whose own limit is on the same clock
    await until('it is taken up', async () => {
      if ((await scheduleOf())?.nextAtMs !== made.nextAtMs) return true;
      expect(mails).toEqual([]);
      clock.advance(5_000);
      return false;
    });
    expect(clock.nowMs()).toBeGreaterThanOrEqual(made.nextAtMs);
    await until('the report is mailed', async () => Promise.resolve(mails.length > 0));
    expect(mails.map(({ to }) => to)).toEqual([['lan@noibai.example']]);
    expect(mails[0]?.text).toContain('gatecast-uptime.pdf');
    expect(mails[0]?.text).toContain('gatecast-uptime.xlsx');
    await until('its result is told', async () => (await scheduleOf())?.last !== null);
    expect(await scheduleOf()).toMatchObject({ nextAtMs: Date.parse('2026-08-10T06:00:00+07:00'), last: { problem: null } });
    const params = { scheduleId: made.id };
    isRefusing = true;
    expect((await chief.call(reportRoutes.sendReport, { params })).last?.problem).toMatch(/^mail E/);
    isRefusing = false;
    expect((await chief.call(reportRoutes.sendReport, { params })).last?.problem).toBeNull();
    const { rows } = await chief.call(auditRoutes.listAudit, { query: { subject: `report-schedule:${made.id}` } });
    expect(rows.map(({ action, actor }) => [action, actor === 'system'])).toEqual([
      ['report-sent', false],
      ['report-not-sent', false],
      ['report-sent', true],
      ['report-schedule-created', false],
    ]);
  });

  test('who is quicker is not overwritten, and addresses are checked one by one', async () => {
    const { schedules } = await chief.call(reportRoutes.listReportSchedules, {});
    const [schedule] = schedules;
    const params = { scheduleId: schedule?.id as never };
    const body = { kind: 'uptime', every: 'month', language: 'en', recipients: ['a@b.example'], revision: 1 } as const;
    await chief.call(reportRoutes.putReportSchedule, { params, body: { ...body, recipients: [...body.recipients] } });
    expect(
      (await chief.refused(reportRoutes.putReportSchedule, { params, body: { ...body, recipients: [...body.recipients] } })).code,
    ).toBe('edited-meanwhile');
    // daily, at an hour that somebody chose
    const daily = await chief.call(reportRoutes.putReportSchedule, {
      params,
      body: { ...body, recipients: [...body.recipients], every: 'day', atHour: 21, revision: 2 },
    });
    expect([daily.every, daily.atHour, new Date(daily.nextAtMs).getUTCHours(), daily.nextAtMs - clock.nowMs() <= 86_400_000]).toEqual([
      ...['day', 21, 14, true],
    ]);
    const late = { ...body, recipients: [...body.recipients], every: 'day' as const, atHour: 24, revision: 3 };
    expect((await chief.refused(reportRoutes.putReportSchedule, { params, body: late })).field).toBe('body.atHour');
    const wrong = await chief.refused(reportRoutes.createReportSchedule, {
      body: { kind: 'reach', every: 'week', language: 'en', recipients: ['a@b.example', 'nobody'] },
    });
    expect([wrong.code, wrong.field]).toEqual(['bad-input', 'body.recipients[1]']);
  });
});
