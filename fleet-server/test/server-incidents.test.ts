import { simulatedClock, type SimulatedClock } from '@gatecast/clock';
import {
  fleetRoutes,
  incidentNoticeSchema,
  incidentRoutes,
  operatorEventSchemas,
  operatorNamespace,
  type Incident,
  type IncidentNotice,
} from '@gatecast/protocol';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIncidentDesk } from '../src/features/incidents/incident-desk.ts';
import { shareCertificates } from '../src/features/incidents/shared-certificates.ts';
import { openContentWorld, until, type Caller, type ContentWorld } from './content-world.ts';
import { quotedPrintable, startMailServer, type MailServer } from './mail-server.ts';
import { next, openSocket } from './test-device.ts';
import { onBothStores } from './on-both-stores.ts';

onBothStores((newStore) => {
  // Incidents of the server itself, with real certificates on a real port; the clock is turned to the days before they end.

  const dayMs = 86_400_000;
  const trusted = getCACertificates('default');
  let folder: string;
  let clock: SimulatedClock;
  let world: ContentWorld;
  let everywhere: Caller;
  let ofSite: Caller;
  let siteId: string;
  let endsAtMs: number;
  let hook: Server;
  let post: MailServer;
  const heard: { readonly path: string; readonly notice: IncidentNotice }[] = [];

  /** A certificate that vouches for itself, whole files in place of the old ones; gives when it ends. */
  async function renew(days: number): Promise<number> {
    const [cert, key] = [join(folder, 'cert.new'), join(folder, 'key.new')];
    const named = ['-subj', '/CN=gate', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:gatecast.noibai.example', '-days', `${days}`];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert, ...named], { stdio: 'ignore' });
    const text = await readFile(cert, 'utf8');
    setDefaultCACertificates([...getCACertificates('default'), text]);
    await rename(key, join(folder, 'key.pem'));
    await rename(cert, join(folder, 'cert.pem'));
    return new X509Certificate(text).validToDate.getTime();
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatecast-certificates-'));
    hook = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        heard.push({ path: request.url ?? '', notice: incidentNoticeSchema.parse(JSON.parse(Buffer.concat(chunks).toString())) });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    post = await startMailServer();
    endsAtMs = await renew(100);
    clock = simulatedClock(endsAtMs - 30 * dayMs);
    world = await openContentWorld(
      {
        ...(await newStore()),
        GATECAST_TLS_CERT: join(folder, 'cert.pem'),
        GATECAST_TLS_KEY: join(folder, 'key.pem'),
        ...post.settings,
        GATECAST_WEBHOOK_NETWORKS: '127.0.0.1',
      },
      clock,
    );
    everywhere = await world.signIn('chief', ['administrator', 'technician']);
    const body = { names: { vi: 'Nội Bài', en: 'Noi Bai' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'] };
    siteId = (await everywhere.call(fleetRoutes.createSite, { body })).id;
    ofSite = await world.signIn('here', ['technician'], siteId);
  });
  afterAll(async () => {
    await world.close();
    setDefaultCACertificates(trusted);
    await new Promise((resolve) => hook.close(resolve));
    await post.close();
    await rm(folder, { recursive: true, force: true });
  });

  const ofServer = async (caller = everywhere): Promise<readonly Incident[]> =>
    (await caller.call(incidentRoutes.listIncidents, { query: { of: 'server' } })).incidents;
  /** Turns the clock by looks of the server until it holds. */
  async function turnUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
    await until(what, async () => {
      clock.advance(5_000);
      return holds();
    });
  }
  async function turnTimes(looks: number): Promise<void> {
    for (let look = 0; look < looks; look++) {
      await ofServer();
      clock.advance(5_000);
    }
  }
  async function tell(
    path: string,
    settings: {
      readonly siteIds?: Incident['siteId'][];
      readonly hours?: unknown[];
      readonly channel?: unknown;
      readonly language?: string;
    },
  ): Promise<void> {
    const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/${path}`;
    const body = {
      name: path,
      channel: { kind: 'webhook', url },
      language: 'vi',
      siteIds: [],
      kinds: [],
      hours: [],
      isOn: true,
      ...settings,
    };
    await everywhere.call(incidentRoutes.createNotificationRoute, { body: body as never });
  }

  test('a certificate near its end is one incident of the server: told once, seen by all, taken on by who may everywhere, over with a renewed one', async () => {
    await tell('every-site', {});
    await tell('by-mail', { channel: { kind: 'email', to: ['duty@noibai.example', 'it@noibai.example'] } });
    await tell('mail-of-one-site', {
      siteIds: [siteId as Incident['siteId']],
      channel: { kind: 'email', to: ['gate@noibai.example'] },
      language: 'en',
    });
    await tell('one-site', { siteIds: [siteId as Incident['siteId']] });
    const local = new Date(endsAtMs - 21 * dayMs + 7 * 3_600_000).toISOString().slice(11, 13);
    const hourAfter = String((Number(local) + 2) % 24).padStart(2, '0');
    const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
    await tell('at-other-hours', { hours: [{ days, from: `${hourAfter}:00`, to: `${local}:00` }] });
    await turnTimes(8);
    expect(await ofServer()).toEqual([]);

    clock.setWallClock(endsAtMs - 21 * dayMs + 1_000);
    const socket = openSocket(world.url, operatorNamespace, {}, { cookie: ofSite.cookie, origin: world.url });
    await next(socket, 'screens');
    const live = next(socket, 'incident');
    await turnUntil('it opens', async () => (await ofServer()).length > 0);
    await turnTimes(10);
    const [opened, ...more] = await ofServer(ofSite);
    expect([opened, more]).toMatchObject([
      {
        ...{ kind: 'certificate', state: 'open', screenId: null, siteId: null },
        fact: { says: 'certificate-ends', name: '127.0.0.1', endsAtMs },
      },
      [],
    ]);
    expect(operatorEventSchemas.incident.parse((await live)[0]).id).toBe(opened?.id);
    socket.disconnect();
    const list = async (query: object) => (await everywhere.call(incidentRoutes.listIncidents, { query })).incidents.length;
    expect([await list({ of: 'screens' }), await list({ siteId }), await list({ kind: 'certificate' }), await list({})]).toEqual([
      0, 0, 1, 1,
    ]);
    const metrics = await (await fetch(`${world.url}/metrics`)).text();
    expect(metrics).toContain('gatecast_incidents_open{kind="certificate"} 1');

    const incidentId = opened?.id ?? ('' as Incident['id']);
    expect(await ofSite.refused(incidentRoutes.acknowledgeIncident, { params: { incidentId }, body: {} })).toMatchObject({
      code: 'not-permitted',
    });
    const taken = await everywhere.call(incidentRoutes.acknowledgeIncident, { params: { incidentId }, body: { note: 'Đã xin cấp lại' } });
    expect(taken).toMatchObject({ state: 'acknowledged', note: 'Đã xin cấp lại', siteId: null });

    // a server that starts anew neither opens it again nor ends it
    await world.restart();
    await turnTimes(10);
    expect(await ofServer()).toMatchObject([{ id: incidentId, state: 'acknowledged' }]);

    await renew(200);
    await turnUntil('it ends', async () => (await ofServer())[0]?.state === 'resolved');
    await turnUntil('the end is told', async () => heard.length >= 2 && post.mails.length >= 2);
    await turnTimes(4);
    const until21 = new Date(endsAtMs).toISOString();
    const [year, month, day] = until21.slice(0, 10).split('-');
    expect(
      heard.map(({ path, notice: { type, text, detail, screenName, siteName } }) => [path, type, text, detail, screenName, siteName]),
    ).toEqual([
      [
        ...['/every-site', 'incident.opened', 'Máy chủ này có chứng chỉ TLS sắp hết hạn: cần gia hạn'],
        ...[`127.0.0.1: có hiệu lực đến ${until21.slice(11, 16)} UTC ngày ${day}/${month}/${year}`, '', ''],
      ],
      [
        ...['/every-site', 'incident.resolved', 'Đã hết: Máy chủ này có chứng chỉ TLS sắp hết hạn: cần gia hạn'],
        ...[`127.0.0.1: có hiệu lực đến ${until21.slice(11, 16)} UTC ngày ${day}/${month}/${year}`, '', ''],
      ],
    ]);
    // by mail as well, to whom every site is told, once at its beginning and once at its end
    const to = ['duty@noibai.example', 'it@noibai.example'];
    expect(post.mails.map((mail) => mail.to)).toEqual([to, to]);
    const [beginning = '', end = ''] = post.mails.map(({ text }) => quotedPrintable(text));
    const says = 'Máy chủ này có chứng chỉ TLS sắp hết hạn: cần gia hạn';
    expect([beginning.includes(says), beginning.includes(`Đã hết: ${says}`), end.includes(`Đã hết: ${says}`)]).toEqual([true, false, true]);
    expect(beginning).toContain(`127.0.0.1: có hiệu lực đến ${until21.slice(11, 16)} UTC ngày ${day}/${month}/${year}`);
    const rows = await world.app.context.truth
      .selectFrom('audit')
      .select(['action', 'actor', 'siteId'])
      .where('subject', '=', 'server:self')
      .orderBy('sequence')
      .execute();
    expect(rows).toEqual([
      { action: 'incident-opened', actor: 'system', siteId: null },
      { action: 'incident-acknowledged', actor: everywhere.userId, siteId: null },
      { action: 'incident-resolved', actor: 'system', siteId: null },
    ]);
  });

  test('of the server one incident of a kind is open at once, whoever opens it', async () => {
    const desk = createIncidentDesk(world.app.context);
    const fact = { says: 'certificate-ends', name: 'gate', endsAtMs } as const;
    const [first, second] = [await desk.open(null, 'certificate', fact), await desk.open(null, 'certificate', fact)];
    expect([first?.kind, second]).toEqual(['certificate', null]);
    await desk.end(first?.id ?? '');
  });

  test('nodes see one another’s certificates alike, and forget those of a node that is gone', async () => {
    const { context } = world.app;
    const node = (nodeId: string, served: { name: string; endsAtMs: number } | null) =>
      shareCertificates({ ...context, bus: { ...context.bus, nodeId, isShared: true }, certificate: () => served });
    const [soon, later] = [
      { name: 'one', endsAtMs: clock.nowMs() + dayMs },
      { name: 'two', endsAtMs: clock.nowMs() + 90 * dayMs },
    ];
    const [one, two, behindProxy] = [node('1', soon), node('2', later), node('3', null)];
    await one.read();
    expect(await two.read()).toEqual([later, soon]);
    expect(await behindProxy.read()).toEqual(expect.arrayContaining([soon, later]));
    // the first one is told of the second with its next word
    clock.advance(60_000);
    expect(await one.read()).toEqual([soon, later]);
    await one.close();
    clock.advance(60_000);
    expect(await two.read()).toEqual([later]);
    // this one died without a word
    clock.advance(301_000);
    expect(await behindProxy.read()).toEqual([]);
    await two.close();
  });
});
