import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn, type Api, type Json } from './api.ts';
import { pictureOf, type Colour } from './glass.ts';
import { gatecast, node } from './paths.ts';
import { Program } from './program.ts';

export const colours = {
  red: { red: 200, green: 30, blue: 40 },
  blue: { red: 30, green: 60, blue: 200 },
  green: { red: 20, green: 150, blue: 60 },
} as const satisfies Record<string, Colour>;

const password = 'a long sentence for tests';
const people = {
  administrator: { name: 'Administrator', email: 'admin@e2e.gatecast.example', roles: ['administrator'] },
  operator: { name: 'Linh', email: 'linh@e2e.gatecast.example', roles: ['editor', 'publisher', 'technician', 'emergency-issuer'] },
  approver: { name: 'Minh', email: 'minh@e2e.gatecast.example', roles: ['approver', 'emergency-approver'] },
} as const;
export type PersonName = keyof typeof people;

/** A fleet server on a folder of its own, two people, one site, and whatever a journey adds. */
export class FleetWorld {
  readonly folder: string;
  readonly url: string;
  readonly operator: Api;
  readonly approver: Api;
  readonly siteId: string;
  readonly areaId: string;
  readonly password = password;
  server: Program;
  readonly #supplierId: string;
  readonly #environment: Environment;

  private constructor(parts: {
    folder: string;
    url: string;
    operator: Api;
    approver: Api;
    siteId: string;
    areaId: string;
    supplierId: string;
    server: Program;
    environment: Environment;
  }) {
    this.folder = parts.folder;
    this.url = parts.url;
    this.operator = parts.operator;
    this.approver = parts.approver;
    this.siteId = parts.siteId;
    this.areaId = parts.areaId;
    this.server = parts.server;
    this.#environment = parts.environment;
    this.#supplierId = parts.supplierId;
  }

  /** `environment`: of the server, beside what it has anyway. */
  static async start({ port = 0, environment = {} }: { port?: number; environment?: Environment } = {}): Promise<FleetWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'gatecast-e2e-'));
    const server = startServer(folder, port, environment);
    const listening = await server.event(({ event }) => event === 'listening', 'listening');
    const url = new URL(String(listening['url'])).origin;
    const setup = await server.event(({ event }) => event === 'setup', 'set-up link');
    const token = new URL(String(setup['url'])).searchParams.get('token');
    const { name, email } = people.administrator;
    const made = await fetch(`${url}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ token, name, email, password }),
    });
    if (!made.ok) throw new Error(`set-up: ${made.status} ${await made.text()}`);
    const administrator = await signIn(url, email, password);
    for (const who of ['operator', 'approver'] as const) await administrator.post('/api/people', { ...people[who], password });
    const site = await administrator.post('/api/sites', {
      names: { en: 'Test gate', vi: 'Cửa thử nghiệm' },
      timeZone: 'Asia/Ho_Chi_Minh',
      languages: ['vi', 'en'],
    });
    const area = await administrator.post('/api/areas', { siteId: site.id, names: { en: 'Arrivals', vi: 'Ga đến' } });
    const operator = await signIn(url, people.operator.email, password);
    const approver = await signIn(url, people.approver.email, password);
    // people of journeys know their way; the administrator is new
    for (const person of [operator, approver]) await person.patch('/api/account/guide', { isTourOver: true });
    const supplier = await operator.post('/api/suppliers', { name: 'Airport' });
    return new FleetWorld({
      folder,
      url,
      operator,
      approver,
      siteId: site.id,
      areaId: area.id,
      supplierId: supplier.id,
      server,
      environment,
    });
  }

  email(who: PersonName): string {
    return people[who].email;
  }

  async addScreen(name: string, more: Record<string, unknown> = {}): Promise<string> {
    const body = { name, siteId: this.siteId, areaId: this.areaId, kind: 'display', widthPx: 1280, heightPx: 720, tags: [], ...more };
    return (await this.operator.post('/api/screens', body)).id;
  }

  /** A picture of one colour, uploaded, submitted by one person and approved by the other. */
  async addPicture(title: string, colour: Colour, durationMs = 5_000): Promise<string> {
    return this.addMediaItem('image', title, `${title}.png`, await pictureOf(colour), durationMs);
  }

  /** The same with any picture or film. */
  async addMediaItem(kind: 'image' | 'video', title: string, fileName: string, bytes: Buffer, durationMs: number): Promise<string> {
    let media = await this.operator.upload('/api/media', fileName, bytes);
    for (const endMs = Date.now() + 30_000; media.state !== 'ready'; media = await this.operator.get(`/api/media/${media.id}`)) {
      if (media.state === 'failed' || Date.now() > endMs) throw new Error(`ingest of ${title}: ${media.state} ${media.problem}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const content = { kind, mediaId: media.id, alternative: '' };
    return this.addItem(kind, title, { zxx: { content, durationMs } });
  }

  async addNotice(title: string, texts: Record<string, { title: string; body: string }>, durationMs = 5_000): Promise<string> {
    const variants = Object.fromEntries(
      Object.entries(texts).map(([language, text]) => [language, { content: { kind: 'notice', ...text }, durationMs }]),
    );
    return this.addItem('notice', title, variants);
  }

  async addItem(kind: string, title: string, variants: Record<string, object>): Promise<string> {
    const item = await this.operator.post('/api/items', { kind, title, category: 'travel', supplierId: this.#supplierId });
    for (const [language, variant] of Object.entries(variants)) {
      const path = `/api/items/${item.id}/variants/${language}`;
      const { document } = await this.operator.put(path, { ...variant, document: null });
      await this.operator.post(`${path}/submit`, { document });
      await this.approver.post(`${path}/review`, { document, decision: 'approve' });
    }
    return item.id;
  }

  async addPlaylist(name: string, itemIds: readonly string[]): Promise<string> {
    const slots = itemIds.map((itemId) => ({ kind: 'item', itemId, weight: 1 }));
    return (await this.operator.post('/api/playlists', { name, slots })).id;
  }

  async addEntry(name: string, playlistId: string, more: Record<string, unknown> = {}): Promise<Json> {
    const body = {
      name,
      tier: 'fallback',
      targets: [{ kind: 'site', siteId: this.siteId }],
      playlistId,
      when: { kind: 'always' },
      ...more,
    };
    return this.operator.post('/api/entries', body);
  }

  /** `acceptConflicts` where the world's entries tie. */
  async publish(more: { readonly acceptConflicts?: true } = {}): Promise<Json> {
    return this.operator.post('/api/publications', { note: 'journey', ...more });
  }

  /** A pre-staged alert, approved by the second person. */
  async addAlertTemplate(name: string, headline: { vi: string; en: string }, style = 'full-screen'): Promise<string> {
    const texts = {
      vi: { headline: headline.vi, instruction: 'Đi theo biển báo.' },
      en: { headline: headline.en, instruction: 'Follow the signs.' },
    };
    const template = await this.operator.post('/api/alert-templates', { name, severity: 'extreme', urgency: 'immediate', style, texts });
    await this.approver.post(`/api/alert-templates/${template.id}/approve`, { revision: template.revision });
    return template.id;
  }

  /** The item that the engine says is due now, asked of the server. */
  async dueItem(screenId: string): Promise<string> {
    const { explanation } = await this.operator.get(`/api/screens/${screenId}/explain?atMs=${Date.now()}`);
    return explanation.answer.regions[0].shown.itemId;
  }

  async alert(alertId: string): Promise<Json> {
    const { alerts } = await this.operator.get('/api/alerts');
    return alerts.find((alert: { id: string }) => alert.id === alertId);
  }

  async screen(screenId: string): Promise<Json> {
    return this.operator.get(`/api/screens/${screenId}`);
  }

  /** What the glass shows now, by way of the operator's screenshot command. */
  async screenshot(screenId: string): Promise<Buffer> {
    const { id } = await this.operator.post(`/api/screens/${screenId}/commands`, { order: { name: 'screenshot' } });
    const ordered = async () =>
      (await this.operator.get(`/api/screens/${screenId}/commands`)).commands.find((one: Json) => one['id'] === id);
    for (const endMs = Date.now() + 10_000; (await ordered()).state !== 'done';) {
      if (Date.now() > endMs) throw new Error(`the screenshot did not come within 10 s: ${JSON.stringify(await ordered())}`);
    }
    return this.operator.bytes(`/api/screens/${screenId}/screenshot`);
  }

  /** The server dies as in a power cut. */
  async killServer(): Promise<void> {
    await this.server.kill();
  }

  /** The same server again: same port, same folder. */
  async restartServer(): Promise<void> {
    this.server = startServer(this.folder, Number(new URL(this.url).port), this.#environment);
    await this.server.event(({ event }) => event === 'listening', 'listening again');
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Environment = Readonly<Record<string, string>>;

function startServer(folder: string, port: number, environment: Environment): Program {
  const args = [gatecast, 'server', '--port', `${port}`, '--host', '127.0.0.1', '--data', join(folder, 'server')];
  return new Program('fleet server', node, args, environment);
}
