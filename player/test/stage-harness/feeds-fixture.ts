import type { FeedContent, FeedTable } from '@gatecast/protocol';
import type { FixtureItem, ReleaseParts } from './release-fixture.ts';
import { borderNotice } from './texts-fixture.ts';

// Waiting times at the gates of a border, as a feed gives them, with a frame for each language.

const sourceId = 'waits';
const labels: Readonly<Record<string, readonly [title: string, gate: string, wait: string, queue: string, unit: string, gone: string]>> = {
  vi: ['Thời gian chờ làm thủ tục', 'Cửa khẩu', 'Chờ', 'Cập nhật', 'phút', 'Chưa có số liệu về thời gian chờ'],
  en: ['Waiting times at the border', 'Crossing', 'Wait', 'Counted', 'min', 'Waiting times are not known at present'],
  'zh-Hans': ['口岸通关等候时间', '口岸', '等候', '统计时间', '分钟', '目前没有等候时间数据'],
  ko: ['국경 통과 대기 시간', '검문소', '대기', '집계', '분', '현재 대기 시간 정보가 없습니다'],
  ja: ['国境の待ち時間', '検問所', '待ち時間', '集計', '分', '現在、待ち時間の情報がありません'],
  fr: ['Temps d’attente à la frontière', 'Poste', 'Attente', 'Relevé', 'min', 'Temps d’attente inconnu pour le moment'],
  ar: ['أوقات الانتظار على الحدود', 'المعبر', 'الانتظار', 'وقت العد', 'دقيقة', 'أوقات الانتظار غير معروفة حاليا'],
  th: ['เวลารอที่ด่านชายแดน', 'ด่าน', 'รอ', 'นับเมื่อ', 'นาที', 'ยังไม่ทราบเวลารอในขณะนี้'],
};
export const feedLanguages = Object.keys(labels);

/** The frame in a language; `more` changes what matters to a test. */
export function waitsFrame(language: string, more: Partial<FeedContent> = {}): FeedContent {
  const [title, gate, wait, counted, unit, gone] = labels[language] ?? labels['en'] ?? ['', '', '', '', '', ''];
  return {
    kind: 'feed',
    title,
    sourceId,
    columns: [
      { key: 'gate', label: gate, format: { as: 'text' } },
      { key: 'wait', label: wait, format: { as: 'number', decimals: 0, unit } },
      { key: 'at', label: counted, format: { as: 'time', style: 'time' } },
    ],
    mostRows: 100,
    oldAfterS: 300,
    goneAfterS: 900,
    whenGone: { kind: 'text', text: gone },
    ...more,
  };
}

const gates = ['Hữu Nghị', 'Tân Thanh', 'Móng Cái', 'Lào Cai', 'Cầu Treo', 'Lao Bảo', 'Mộc Bài', 'Hà Tiên', 'Bờ Y', 'Tịnh Biên'];

/** Values as they were so many seconds ago; waits of gates in their order, as many rows as there are waits. */
export function waitsTable(waits: readonly number[], ageS = 20): FeedTable {
  const asOfMs = Date.now() - ageS * 1_000;
  return {
    sourceId,
    asOfMs,
    columns: [
      { key: 'gate', type: 'text' },
      { key: 'wait', type: 'number' },
      { key: 'at', type: 'time' },
    ],
    rows: waits.map((wait, index) => [
      `${gates[index % gates.length] ?? ''}${index < gates.length ? '' : ` ${Math.floor(index / gates.length) + 1}`}`,
      String(wait),
      asOfMs - index * 60_000,
    ]),
  };
}

/** A release that shows a feed above a notice, as nothing may rest on a feed. */
export function aboveNotice(feed: FixtureItem, { layout, ...more }: Partial<ReleaseParts> = {}): ReleaseParts {
  // short, as a feed that comes back waits for the end of what is on
  const notice: FixtureItem = { id: 'notice', category: 'border', durationMs: 2_000, contents: {} };
  // the notice stands in the lead language whatever that is
  const languages = more.languages ?? Object.keys(feed.contents);
  const lead = { ...notice, contents: { [languages[0] ?? 'vi']: borderNotice.vi } };
  return {
    ...more,
    languages,
    items: [lead, feed],
    playlists: { main: [lead.id], feed: [feed.id] },
    layouts: layout === undefined ? [] : [layout],
    entries: [{ id: 'feed', mode: 'replace', layoutId: layout?.id ?? null }],
  };
}
