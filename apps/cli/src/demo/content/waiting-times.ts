import type { FeedContent, FeedDefinition } from '@gatecast/protocol';
import type { DemoCategory, DemoLanguage } from './demo-language.ts';

// Waiting times at passport control: values that a counting system would send. The demo makes them up, and says so by its name.

export const waitingTimesSource = {
  name: 'Waiting times at passport control (made up by the demo)',
  intake: { kind: 'push' },
  columns: [
    { key: 'counters', type: 'text', from: 'counters' },
    { key: 'minutes', type: 'number', from: 'minutes' },
    { key: 'people', type: 'number', from: 'people' },
  ],
} as const satisfies Omit<FeedDefinition, 'siteId' | 'columns'> & { readonly columns: readonly FeedDefinition['columns'][number][] };

type Words = {
  readonly title: string;
  /** Headings of the columns, in their order. */
  readonly labels: readonly [counters: string, minutes: string, people: string];
  readonly minutes: string;
  readonly gone: string;
};

export const waitingTimes: {
  readonly key: string;
  readonly category: DemoCategory;
  readonly variants: Readonly<Record<DemoLanguage, Words>>;
} = {
  key: 'waiting-times',
  category: 'border',
  variants: {
    vi: {
      title: 'Thời gian chờ làm thủ tục nhập cảnh',
      labels: ['Quầy', 'Thời gian chờ', 'Số người'],
      minutes: 'phút',
      gone: 'Hiện chưa có số liệu về thời gian chờ. Xin theo hướng dẫn của cán bộ tại quầy.',
    },
    en: {
      title: 'Waiting times at passport control',
      labels: ['Counters', 'Wait', 'People'],
      minutes: 'min',
      gone: 'Waiting times are not known at present. Please follow the officers at the counters.',
    },
    'zh-Hans': {
      title: '入境检查等候时间',
      labels: ['柜台', '等候时间', '人数'],
      minutes: '分钟',
      gone: '目前没有等候时间数据，请听从柜台工作人员的指引。',
    },
    ko: {
      title: '입국심사 대기 시간',
      labels: ['심사대', '대기 시간', '인원'],
      minutes: '분',
      gone: '현재 대기 시간 정보가 없습니다. 심사대 직원의 안내를 따라 주세요.',
    },
    ja: {
      title: '入国審査の待ち時間',
      labels: ['カウンター', '待ち時間', '人数'],
      minutes: '分',
      gone: '現在、待ち時間の情報がありません。カウンターの係員の案内に従ってください。',
    },
    fr: {
      title: 'Temps d’attente au contrôle des passeports',
      labels: ['Guichets', 'Attente', 'Personnes'],
      minutes: 'min',
      gone: 'Les temps d’attente ne sont pas connus pour le moment. Suivez les agents aux guichets.',
    },
  },
};

/** The approved frame in a language, over the source that the server made. */
export function waitingTimesFrame({ title, labels, minutes, gone }: Words, sourceId: string): FeedContent {
  const [counters, wait, people] = labels;
  return {
    kind: 'feed',
    title,
    sourceId,
    columns: [
      { key: 'counters', label: counters, format: { as: 'text' } },
      { key: 'minutes', label: wait, format: { as: 'number', decimals: 0, unit: minutes } },
      { key: 'people', label: people, format: { as: 'number', decimals: 0, unit: '' } },
    ],
    mostRows: 6,
    oldAfterS: 120,
    goneAfterS: 600,
    whenGone: { kind: 'text', text: gone },
  };
}

const counters = ['A 1–8', 'B 9–16', 'C 17–24', 'D 25–32'] as const;

/** Rows as a counting system would send them at an instant: each queue swells and empties at a pace of its own. */
export function waitingTimesAt(
  instantMs: number,
): readonly { readonly counters: string; readonly minutes: number; readonly people: number }[] {
  return counters.map((name, index) => {
    const swing = Math.sin((instantMs / 60_000) * (0.9 + index * 0.23) + index * 2);
    const people = Math.round(28 + index * 9 + swing * (18 + index * 5));
    return { counters: name, people, minutes: Math.max(1, Math.round(people * 0.45)) };
  });
}
