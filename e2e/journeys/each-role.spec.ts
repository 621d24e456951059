import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { signIn, type Api } from '../worlds/api.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { gatecast, node } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';

// To each of the people of the design: from sign-in over the tour of their own pages to one result of their daily work. All in one world. Of
// the languages and widths each role sees both and all three; GATECAST_ROLES=full does the work in each language at each width.

type Language = 'vi' | 'en';
type Look = { readonly language: Language; readonly width: number };
/** Somebody at work: `say` picks the words of the window, `mark` is different in each walk. */
type Work = {
  readonly page: Page;
  readonly look: Look;
  readonly say: (vietnamese: string, english: string) => string;
  readonly mark: string;
  readonly api: Api;
};
type Role = {
  readonly role: string;
  /** The pages at which the work is done, the first one first. */
  readonly pages: readonly string[];
  /** The sentence of the tour that says what the role is for. */
  readonly tour: { readonly vi: string; readonly en: string };
  readonly work: (work: Work) => Promise<void>;
};

const widths = [1440, 1024, 390];
const isFull = process.env['GATECAST_ROLES'] === 'full';
const trainingUrl = 'https://practice.example/';
const levels = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

let world: FleetWorld;
let administrator: Api;
let device: PlayerDriver;
/** Of each role somebody who knows their way, to prepare what others work on. */
const helpers = new Map<string, Api>();

test.beforeAll(async () => {
  world = await FleetWorld.start({ environment: { GATECAST_TRAINING_URL: trainingUrl } });
  // its start is not waited for
  device = new PlayerDriver(world, mainShell(), 0);
  administrator = await signIn(world.url, world.email('administrator'), world.password);
  helpers.set('emergency-issuer', await newPerson('helper-issuer', 'emergency-issuer'));
  await world.addEntry('Always', await world.addPlaylist('Loop', [await visaNotice('Thị thực tại cửa khẩu')]));
  await world.addScreen('Arrivals 1');
  await world.publish();
  await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' });
});
test.afterAll(async () => {
  await device.stop();
  await world.stop();
});

async function newPerson(mark: string, role: string): Promise<Api> {
  const email = `${mark}@roles.gatecast.example`;
  await administrator.post('/api/people', { name: mark, email, password: world.password, roles: [role] });
  return signIn(world.url, email, world.password);
}
function visaNotice(title: string): Promise<string> {
  return world.addNotice(title, {
    vi: { title: 'Thị thực', body: 'Nộp lệ phí tại quầy số 5.' },
    en: { title: 'Visa on arrival', body: 'Pay at counter 5.' },
  });
}

const roles: readonly Role[] = [
  {
    role: 'administrator',
    pages: ['/people'],
    tour: { vi: 'Quản trị viên lập địa điểm', en: 'As administrator you make sites' },
    async work({ page, say, mark }) {
      const email = `${mark}-hoa@roles.gatecast.example`;
      await page.getByRole('button', { name: say('Thêm người dùng', 'Add a person') }).click();
      const form = page.getByRole('form', { name: say('Thêm người dùng', 'Add a person') });
      await form.getByLabel(say('Họ và tên', 'Name')).fill(`Hoa ${mark}`);
      await form.getByLabel('mail').fill(email);
      await form.getByRole('textbox', { name: say('Mật khẩu ban đầu', 'First password') }).fill(world.password);
      // the field itself lies beneath what was chosen
      await form.getByRole('combobox', { name: say('Vai trò', 'Roles') }).press('ArrowDown');
      await page.getByRole('option', { name: say('Nhân viên quầy', 'Counter clerk') }).click();
      await page.keyboard.press('Escape');
      await form.getByRole('button', { name: say('Thêm người dùng', 'Add a person') }).click();
      await expect(form).toHaveCount(0);
      await expect(page.getByRole('row', { name: email })).toContainText(say('Nhân viên quầy', 'Counter clerk'));
      expect((await (await signIn(world.url, email, world.password)).get('/api/me')).roles).toEqual(['clerk']);
    },
  },
  {
    role: 'editor',
    pages: ['/content', '/layouts'],
    tour: { vi: 'Biên tập viên soạn nội dung', en: 'As editor you write' },
    async work({ page, say, mark, api }) {
      await page.getByRole('button', { name: say('Thêm mục tin', 'Add an item') }).click();
      const item = page.getByRole('form', { name: say('Thêm mục tin', 'Add an item') });
      await item.getByLabel(say('Tên mục tin', 'Title of the item')).fill(`Taxi ${mark}`);
      await item.getByRole('combobox', { name: say('Chuyên mục', 'Category') }).click();
      await page.getByRole('option').first().click();
      await item.getByRole('combobox', { name: say('Đơn vị cung cấp', 'Supplier') }).click();
      await page.getByRole('option', { name: 'Airport' }).click();
      await item.getByRole('button', { name: say('Thêm mục tin', 'Add an item') }).click();
      const text = page.getByRole('form', { name: say('Văn bản bằng ngôn ngữ này', 'Text in this language') });
      await text.getByLabel(say('Tiêu đề', 'Title'), { exact: true }).fill('Taxi');
      await text.getByLabel(say('Văn bản', 'Text'), { exact: true }).fill('Hãng taxi đón khách tại cột số 9.');
      await text.getByRole('button', { name: say('Lưu nháp', 'Save draft') }).click();
      await text.getByRole('button', { name: say('Trình duyệt', 'Submit for approval') }).click();
      await expect(page.getByText(say('Bản này đang chờ phê duyệt', 'This revision is waiting for approval'))).toBeVisible();
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      expect((await api.get(`/api/items/${id}`)).variants).toMatchObject([{ language: 'vi', review: 'submitted' }]);
      // and draws what it will stand in
      await page.goto(`${world.url}/layouts`);
      await expect(page.getByRole('button', { name: say('Vẽ bố cục', 'Draw a layout') })).toBeVisible();
    },
  },
  {
    role: 'approver',
    pages: ['/content/approvals'],
    tour: { vi: 'Người phê duyệt là người thứ hai', en: 'As approver you are the second person' },
    async work({ page, say, mark, api }) {
      const title = `Bus ${mark}`;
      const supplierId = (await world.operator.get('/api/suppliers')).suppliers[0].id;
      const { id } = await world.operator.post('/api/items', { kind: 'notice', title, category: 'travel', supplierId });
      const path = `/api/items/${id}/variants/vi`;
      const content = { kind: 'notice', title: 'Xe buýt', body: 'Xe số 86 vào trung tâm.' };
      const { document } = await world.operator.put(path, { content, durationMs: 5_000, document: null });
      await world.operator.post(`${path}/submit`, { document });
      const waiting = page.getByRole('article', { name: title });
      await expect(waiting).toContainText('Xe số 86');
      await waiting.getByRole('button', { name: say('Phê duyệt', 'Approve') }).click();
      await expect(waiting).toHaveCount(0);
      const me = await api.get('/api/me');
      const { review, approvedRevision, reviewerId } = (await api.get(`/api/items/${id}`)).variants[0];
      expect({ review, approvedRevision, reviewerId }).toEqual({ review: 'approved', approvedRevision: 1, reviewerId: me.id });
    },
  },
  {
    role: 'publisher',
    pages: ['/schedule', '/schedule/publish'],
    tour: { vi: 'Người phát hành lên lịch', en: 'As publisher you plan' },
    async work({ page, say, mark, api }) {
      const screenId = await world.addScreen(`New ${mark}`);
      await page.getByRole('link', { name: say('Phát hành…', 'Publish…') }).click();
      await page.getByRole('button', { name: say('Phát hành đến', 'Publish to') }).click();
      await expect(page).toHaveURL(/publications\//);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('Lần phát hành', 'Publication'));
      const { id } = await api.get('/api/me');
      expect((await api.get('/api/publications')).publications[0]).toMatchObject({ publishedBy: id });
      expect((await world.screen(screenId)).release.number).toBeGreaterThan(0);
    },
  },
  {
    role: 'emergency-issuer',
    pages: ['/emergency'],
    tour: { vi: 'Người phát cảnh báo đưa cảnh báo', en: 'As emergency issuer you raise' },
    async work({ page, say, api }) {
      await page.getByRole('button', { name: /^Evacuation/ }).click();
      await page.getByRole('button', { name: say('Phát ngay – sự cố thật', 'Raise now – this is real') }).click();
      await expect(page.getByText(say('1 cảnh báo đang phát', '1 active alert')).first()).toBeVisible();
      const { id } = await api.get('/api/me');
      const [alert] = (await api.get('/api/alerts')).alerts;
      expect(alert).toMatchObject({ state: 'active', status: 'actual', issuedBy: id });
      expect(alert.counts.told).toBeGreaterThan(0);
      await accessible(page);
      await page.getByRole('button', { name: say('Gỡ cảnh báo', 'Clear'), exact: true }).click();
      await page.getByRole('button', { name: say('Gỡ ngay', 'Clear now') }).click();
      await expect(page.getByText(say('Không có cảnh báo nào đang phát.', 'No alert is active.'))).toBeVisible();
      expect((await world.alert(alert.id)).state).toBe('cleared');
    },
  },
  {
    role: 'emergency-approver',
    pages: ['/emergency', '/emergency/templates'],
    tour: { vi: 'Người duyệt cảnh báo là người thứ hai', en: 'As emergency approver you are the second person' },
    async work({ page, say, mark, api }) {
      const texts = { vi: { headline: `Đóng cửa ${mark}`, instruction: '' }, en: { headline: `Gate ${mark} is closed`, instruction: '' } };
      const request = { siteId: world.siteId, severity: 'moderate', urgency: 'immediate', style: 'banner', texts };
      const { id } = (await helpers.get('emergency-issuer')?.post('/api/alerts/requests', request)) ?? {};
      await expect(page.getByText(say(`Đóng cửa ${mark}`, `Gate ${mark} is closed`)).first()).toBeVisible();
      await page.getByRole('button', { name: say('Duyệt và phát ngay', 'Approve and raise now') }).click();
      await expect.poll(async () => (await world.alert(id)).state).toBe('active');
      expect((await world.alert(id)).approvedBy).toBe((await api.get('/api/me')).id);
      await api.post(`/api/alerts/${id}/clear`);
      await expect(page.getByText(say('Không có cảnh báo nào đang phát.', 'No alert is active.'))).toBeVisible();
    },
  },
  {
    role: 'technician',
    pages: ['/enrol', '/screens'],
    tour: { vi: 'Kỹ thuật viên lắp đặt màn hình', en: 'As technician you set screens up' },
    async work({ page, say, mark }) {
      const screenId = await world.addScreen(`Device ${mark}`);
      const code = await device.pairingCode();
      await page
        .getByRole('combobox', { name: say('Màn hình', 'Screen'), exact: true })
        .last()
        .click();
      await page.getByRole('option', { name: `Device ${mark}` }).click();
      await page.getByLabel(say('Mã ghép nối', 'Pairing code')).fill(code);
      await page.getByRole('button', { name: say('Ghép nối', 'Pair'), exact: true }).click();
      await expect(page.getByText(say('Mã vân tay của tài liệu gốc', 'Fingerprint of the root document'))).toBeVisible();
      await expect.poll(async () => (await world.screen(screenId)).lastSeenMs).not.toBeNull();
      if (!isFull) return;
      await device.stop();
      device = new PlayerDriver(world, mainShell(), Number(mark.replaceAll(/\D/g, '')));
    },
  },
  {
    role: 'clerk',
    pages: ['/content', '/screens'],
    tour: { vi: 'Nhân viên quầy theo dõi', en: 'As counter clerk you see' },
    async work({ page, look, say }) {
      // as it is typed in a hurry, without marks
      await page.getByRole('searchbox', { name: say('Tìm mục tin', 'Find an item') }).fill('thi thuc tai cua');
      await page.getByRole('link', { name: 'Thị thực tại cửa khẩu' }).click();
      const language = say('Tiếng Anh', 'English');
      if (look.width < 768) {
        await page.getByRole('combobox', { name: say('Ngôn ngữ', 'Language') }).click();
        await page.getByRole('option', { name: language }).click();
      } else await page.getByRole('tab', { name: language }).click();
      await expect(page.getByText('Pay at counter 5.').first()).toBeVisible();
      await expect(page.getByRole('button', { name: say('Lưu nháp', 'Save draft') })).toHaveCount(0);
      await expect(page.getByText(say('Bạn chỉ có thể đọc', 'You may read this'))).toBeVisible();
    },
  },
  {
    role: 'auditor',
    pages: ['/audit', '/plays'],
    tour: { vi: 'Kiểm soát viên xem ai đã làm gì', en: 'As auditor you see who did what' },
    async work({ page, say, mark, api }) {
      await expect(page.getByRole('table', { name: say('Nhật ký kiểm toán', 'Audit') })).toContainText(say('Đã niêm phong', 'Sealed'));
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: say('Xuất toàn bộ nhật ký', 'Export the whole audit') }).click();
      const file = join(world.folder, `audit-${mark}.jsonl`);
      await (await coming).saveAs(file);
      expect(await verify(file)).toEqual([]);
      const text = await readFile(file, 'utf8');
      expect(text).toContain('person-created');
      const forged = join(world.folder, `forged-${mark}.jsonl`);
      await writeFile(forged, text.replaceAll('person-created', 'person-gone'));
      expect(await verify(forged)).not.toEqual([]);
      await page.goto(`${world.url}/people`);
      await expect(page.getByRole('table').first()).toContainText('Administrator');
      await expect(page.getByRole('button', { name: say('Thêm người dùng', 'Add a person') })).toHaveCount(0);
      await expect(api.post('/api/people', {})).rejects.toThrow('403');
    },
  },
];

/** What the command line says is wrong with an exported audit. */
async function verify(file: string): Promise<unknown> {
  const program = new Program('verify-audit', node, [gatecast, 'verify-audit', file]);
  await program.end();
  return JSON.parse(program.tail()).faults;
}
async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(levels).analyze();
  expect(violations.map(({ id, nodes }) => `${new URL(page.url()).pathname}: ${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([]);
}
async function fits(page: Page): Promise<void> {
  const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(beyond, { message: new URL(page.url()).pathname, timeout: 2_000 }).toBeLessThanOrEqual(0);
}
async function shoot(page: Page, name: string): Promise<void> {
  if (isFull) await page.screenshot({ path: test.info().outputPath(`${name}.png`) });
}
const picks =
  (language: Language) =>
  (vietnamese: string, english: string): string =>
    language === 'vi' ? vietnamese : english;

/** From the door to the last card of the tour, which leads over every page of the role; each fits the window. */
async function enterAndTour(page: Page, { role, tour }: Role, { language }: Look, email: string): Promise<void> {
  const say = picks(language);
  await page.goto(world.url);
  await page.getByLabel('mail').fill(email);
  await page.getByRole('textbox', { name: say('Mật khẩu', 'Password') }).fill(world.password);
  await page.getByRole('button', { name: say('Đăng nhập', 'Sign in') }).click();
  await page.getByRole('button', { name: say('Hướng dẫn tôi một vòng', 'Show me around') }).click();
  const card = page.getByRole('dialog', { name: say('Hướng dẫn', 'Tour') });
  await expect(card).toContainText(tour[language]);
  const seen = new Set<string>();
  for (let at = 1; ; at += 1) {
    await expect(card).toContainText(`${at} / `);
    seen.add(new URL(page.url()).pathname);
    await fits(page);
    const done = card.getByRole('button', { name: say('Xong', 'Done') });
    if (await done.isVisible()) {
      await shoot(page, `${role}-tour-${language}`);
      await done.click();
      break;
    }
    await page.keyboard.press('ArrowRight');
  }
  await expect(card).toHaveCount(0);
  expect(seen.size, 'pages of the tour').toBeGreaterThanOrEqual(3);
}

const viewportOf = (width: number) => ({ width, height: width < 768 ? 844 : 900 });
async function turnTo(page: Page, { language, width }: Look): Promise<void> {
  await page.setViewportSize(viewportOf(width));
  await page.getByRole('button', { name: picks(language)('Tiếng Việt', 'English') }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

async function walk(browser: Browser, one: Role, mark: string, looks: readonly Look[]): Promise<void> {
  const [look = { language: 'vi', width: 1440 } as const, ...others] = looks;
  const api = await newPerson(mark, one.role);
  const locale = look.language === 'vi' ? 'vi-VN' : 'en-GB';
  const context = await browser.newContext({ locale, viewport: viewportOf(look.width) });
  const page = await context.newPage();
  await enterAndTour(page, one, look, `${mark}@roles.gatecast.example`);
  await page.goto(world.url + (one.pages[0] ?? ''));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await one.work({ page, look, say: picks(look.language), mark, api });
  await fits(page);
  await accessible(page);
  await shoot(page, `${one.role}-result-${look.language}-${look.width}`);
  // the second look walks the pages, the third looks at the last of them again
  const [second = look, third] = others;
  await turnTo(page, second);
  for (const path of one.pages) {
    await page.goto(world.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await fits(page);
    await accessible(page);
    await shoot(page, `${one.role}${path.replaceAll('/', '-')}-${second.language}-${second.width}`);
  }
  if (third !== undefined) {
    await turnTo(page, third);
    await fits(page);
  }
  const { language } = third ?? second;
  const practise = page.getByRole('link', { name: picks(language)('Thực hành ở phòng tập huấn', 'Practise in the training room') });
  await expect(practise).toHaveAttribute('href', trainingUrl);
  await context.close();
}

for (const [index, one] of roles.entries()) {
  const inTurn = widths.map((_, at): Look => ({
    width: widths[(index + at) % widths.length] ?? 1440,
    language: (index + at) % 2 === 0 ? 'vi' : 'en',
  }));
  const alone = widths.flatMap((width) => (['vi', 'en'] as const).map((language): Look[] => [{ width, language }]));
  for (const [number, looks] of (isFull ? alone : [inTurn.slice(0, 1), inTurn]).entries()) {
    const seen = looks.map(({ language, width }) => `${language} at ${width}`).join(', ');
    test(`${one.role}: ${seen}`, { tag: number === 0 ? [] : '@long' }, async ({ browser }) => {
      await walk(browser, one, `${one.role}-${number + 1}`, looks);
    });
  }
}
