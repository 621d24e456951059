import { z } from 'zod';
import { instantSchema } from '../primitives.ts';
import { safeModeSchema, watchdogSymptoms } from '../player-health.ts';

// What was seen when an incident opened, as values: each window on the fleet says it in its reader's language. The words stand here, as
// server (mails, webhooks) and controller must say the same.

export const incidentFactLimits = { items: 5, headline: 200 } as const;

const bytes = z.int().min(0);
/** 0: none yet. */
const count = z.int().min(0);
const { shows } = safeModeSchema.shape;

export const incidentFactSchema = z.discriminatedUnion('says', [
  z.strictObject({ says: z.literal('stage-silent') }),
  z.strictObject({ says: z.literal('overdue'), seconds: z.int().min(0) }),
  z.strictObject({ says: z.literal('nothing-shown') }),
  /** `detail`: the player's own words, for people who know the system. */
  z.strictObject({ says: z.literal('safe-mode'), shows, symptom: z.enum(watchdogSymptoms), detail: z.string().max(200) }),
  z.strictObject({
    says: z.literal('items-failing'),
    items: z
      .array(z.strictObject({ title: z.string().max(200), language: z.string().max(40), count: z.int().min(1) }))
      .max(incidentFactLimits.items),
  }),
  z.strictObject({ says: z.literal('release'), shows: count, told: count }),
  z.strictObject({ says: z.literal('clock-untrusted') }),
  z.strictObject({ says: z.literal('clock-apart'), apartMs: z.int() }),
  z.strictObject({ says: z.literal('free-storage'), freeBytes: bytes, limitBytes: bytes }),
  z.strictObject({ says: z.literal('free-memory'), freeBytes: bytes, limitBytes: bytes }),
  z.strictObject({ says: z.literal('temperature'), celsius: z.number(), limitCelsius: z.number() }),
  /** The one that was refused, and the one that was there before it and stays; left out: it is connected to another node. */
  z.strictObject({ says: z.literal('second-device'), address: z.string().max(100), holder: z.string().max(100).exactOptional() }),
  /** Play records that did not come, both ends included. */
  z.strictObject({ says: z.literal('records-missing'), from: z.int().min(1), through: z.int().min(1) }),
  /** The player itself told that it could not record so many exposures. */
  z.strictObject({ says: z.literal('records-lost'), count }),
  z.strictObject({ says: z.literal('another-chain') }),
  /** A certificate of the server, by the first name that it is for, or the name in its subject. */
  z.strictObject({ says: z.literal('certificate-ends'), name: z.string().max(200), endsAtMs: instantSchema }),
  z.strictObject({ says: z.literal('ahead'), release: count, alertRevision: count }),
  /** `count`: alerts that the screen should show; `headline`: of the first of them. */
  z.strictObject({ says: z.literal('unpainted'), headline: z.string().max(incidentFactLimits.headline), count: z.int().min(1) }),
]);
export type IncidentFact = z.infer<typeof incidentFactSchema>;

type Symptom = (typeof watchdogSymptoms)[number];

/** Whole mebibytes, which both languages write alike. */
const mebibytes = (count: number): string => `${Math.floor(count / 1024 ** 2)} MiB`;

const symptomTexts: { readonly [Language in 'vi' | 'en']: { readonly [Name in Symptom]: string } } = {
  en: {
    silent: 'the stage gave no sign of life',
    frozen: 'nothing was drawn',
    crashed: 'the page crashed',
    hung: 'the page hung',
    unbridged: 'stage and agent did not find each other',
    'led-away': 'the window was led to another page',
    'browser-gone': 'the browser ended',
    'agent-silent': 'the agent gave no answer',
    'agent-gone': 'the agent ended',
    'gpu-gone': 'the graphics process ended',
    ordered: 'somebody ordered it',
    well: 'all was well again',
  },
  vi: {
    silent: 'phần hiển thị không còn tín hiệu',
    frozen: 'không vẽ được gì',
    crashed: 'trang bị sập',
    hung: 'trang bị treo',
    unbridged: 'phần hiển thị và tác nhân không kết nối được với nhau',
    'led-away': 'cửa sổ bị dẫn sang trang khác',
    'browser-gone': 'trình duyệt đã tắt',
    'agent-silent': 'tác nhân không trả lời',
    'agent-gone': 'tác nhân đã tắt',
    'gpu-gone': 'tiến trình đồ họa đã tắt',
    ordered: 'có người yêu cầu',
    well: 'mọi thứ đã ổn trở lại',
  },
};

/** What the watchdog saw, in words. */
export function textOfSymptom(symptom: Symptom, language: 'vi' | 'en'): string {
  return symptomTexts[language][symptom];
}

/** A fact in words, one line. */
export function textOfFact(fact: IncidentFact, language: 'vi' | 'en'): string {
  const say = (vi: string, en: string): string => (language === 'vi' ? vi : en);
  switch (fact.says) {
    case 'stage-silent':
      return say('phần hiển thị không có dấu hiệu hoạt động', 'no sign of life of the stage');
    case 'overdue':
      return say(`một nội dung đứng quá thời lượng ${fact.seconds} giây`, `an item stands ${fact.seconds} s too long`);
    case 'nothing-shown':
      return say('không hiển thị gì của bản phát hành', 'nothing of the release is shown');
    case 'safe-mode': {
      const shown =
        fact.shows === 'board'
          ? say('đang hiện bảng có tên địa điểm và giờ', 'the board with the site’s name and the time is shown')
          : say('đang hiện bản tin cậy', 'the known-good release is shown');
      const cause = textOfSymptom(fact.symptom, language);
      return fact.detail === '' ? `${shown}: ${cause}` : `${shown}: ${cause} (${fact.detail})`;
    }
    case 'items-failing':
      return fact.items
        .map(({ title, language: of, count }) => say(`${title} (${of}): lỗi ${count} lần`, `${title} (${of}) ${count}×`))
        .join(', ');
    case 'release':
      return say(`đang hiện bản ${fact.shows}, được giao bản ${fact.told}`, `shows ${fact.shows}, told ${fact.told}`);
    case 'clock-untrusted':
      return say('đồng hồ chưa được đồng bộ', 'not synchronised yet');
    case 'clock-apart':
      return say(`lệch ${fact.apartMs} ms`, `${fact.apartMs} ms apart`);
    case 'free-storage':
    case 'free-memory': {
      const [free, limit] = [mebibytes(fact.freeBytes), mebibytes(fact.limitBytes)];
      return say(`còn trống ${free}, mức tối thiểu ${limit}`, `${free} free, at least ${limit} are needed`);
    }
    case 'temperature':
      return say(`${fact.celsius} °C, giới hạn ${fact.limitCelsius} °C`, `${fact.celsius} °C, the limit is ${fact.limitCelsius} °C`);
    case 'second-device':
      return fact.holder === undefined
        ? say(`thiết bị thứ hai từ ${fact.address}`, `a second device from ${fact.address}`)
        : say(
            `thiết bị thứ hai từ ${fact.address}, bên cạnh thiết bị tại ${fact.holder}`,
            `a second device from ${fact.address}, beside the one at ${fact.holder}`,
          );
    case 'records-missing':
      return say(`thiếu bản ghi từ ${fact.from} đến ${fact.through}`, `records from ${fact.from} to ${fact.through} did not come`);
    case 'records-lost':
      return say(`${fact.count} lượt phát không được ghi lại`, `${fact.count} exposures were not recorded`);
    case 'another-chain':
      return say('thiết bị bắt đầu chuỗi bản ghi mới', 'the player began a new chain of records');
    case 'certificate-ends': {
      // UTC, to the minute: whoever reads it may stand in any zone
      const [date = '', time = ''] = new Date(fact.endsAtMs).toISOString().split(/[TZ]/);
      const [year, month, day] = date.split('-');
      const at = time.slice(0, 5);
      return say(`${fact.name}: có hiệu lực đến ${at} UTC ngày ${day}/${month}/${year}`, `${fact.name}: valid until ${date} ${at} UTC`);
    }
    case 'ahead':
      return say(
        `thiết bị có bản phát hành ${fact.release}, cảnh báo ${fact.alertRevision}`,
        `the player has release ${fact.release}, alerts ${fact.alertRevision}`,
      );
    case 'unpainted':
      return fact.count === 1
        ? say(`“${fact.headline}” chưa hiện trên màn hình`, `“${fact.headline}” is not on the glass`)
        : say(
            `“${fact.headline}” và ${fact.count - 1} cảnh báo khác chưa hiện trên màn hình`,
            `“${fact.headline}” and ${fact.count - 1} more are not on the glass`,
          );
  }
}
