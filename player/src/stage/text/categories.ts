// How a category looks and what it is called. Categories are the operator's own slugs; these are the usual ones.

export type CategoryLook = {
  /** Names a colour of tokens.css: `--accent-<accent>`. */
  readonly accent: 'blue' | 'teal' | 'amber' | 'red' | 'green' | 'violet';
  /** Path of an icon on a 24 by 24 grid. */
  readonly icon: string;
  readonly names: Readonly<Record<string, string>>;
};

const information: CategoryLook = {
  accent: 'blue',
  icon: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1.2 15h-2.4v-6.6h2.4V17ZM12 8.9a1.5 1.5 0 1 1 0-3 1.5 1.5 0 0 1 0 3Z',
  names: { vi: 'Thông tin', en: 'Information', 'zh-Hans': '信息', ko: '안내', ja: 'ご案内', fr: 'Information' },
};
const shield = 'M12 2 4 5v6c0 5 3.4 9.6 8 11 4.6-1.4 8-6 8-11V5l-8-3Zm-1.1 14.2-3.6-3.6 1.6-1.6 2 2 4.3-4.4 1.6 1.6-5.9 6Z';
const temple = 'M12 2 2 8v2h20V8L12 2ZM4 11.5V18h3v-6.5H4Zm6.5 0V18h3v-6.5h-3Zm6.5 0V18h3v-6.5h-3ZM2 19.5V22h20v-2.5H2Z';

const looks: Readonly<Record<string, CategoryLook>> = {
  information,
  border: {
    accent: 'teal',
    icon: shield,
    names: { vi: 'Cửa khẩu', en: 'Border control', 'zh-Hans': '口岸', ko: '출입국', ja: '出入国', fr: 'Frontière' },
  },
  customs: {
    accent: 'violet',
    icon: 'M9 3a2 2 0 0 0-2 2v2H4a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-3V5a2 2 0 0 0-2-2H9Zm0 2h6v2H9V5Zm-2.5 6h2v6h-2v-6Zm9 0h2v6h-2v-6Z',
    names: { vi: 'Hải quan', en: 'Customs', 'zh-Hans': '海关', ko: '세관', ja: '税関', fr: 'Douane' },
  },
  transport: {
    accent: 'blue',
    icon: 'M6 3c-1.7 0-3 1.3-3 3v10a2 2 0 0 0 1.5 1.9V20a1 1 0 0 0 1 1H7a1 1 0 0 0 1-1v-2h8v2a1 1 0 0 0 1 1h1.5a1 1 0 0 0 1-1v-2.1A2 2 0 0 0 21 16V6c0-1.7-1.3-3-3-3H6Zm-.5 3.5h13V11h-13V6.5ZM7 13.2a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Zm10 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Z',
    names: { vi: 'Đi lại', en: 'Transport', 'zh-Hans': '交通', ko: '교통', ja: '交通', fr: 'Transports' },
  },
  travel: {
    accent: 'green',
    icon: temple,
    names: { vi: 'Du lịch', en: 'Travel', 'zh-Hans': '旅游', ko: '여행', ja: '観光', fr: 'Voyage' },
  },
  tourism: {
    accent: 'green',
    icon: temple,
    names: { vi: 'Du lịch', en: 'Tourism', 'zh-Hans': '旅游', ko: '관광', ja: '観光', fr: 'Tourisme' },
  },
  culture: {
    accent: 'amber',
    icon: temple,
    names: { vi: 'Văn hóa', en: 'Culture', 'zh-Hans': '文化', ko: '문화', ja: '文化', fr: 'Culture' },
  },
  health: {
    accent: 'teal',
    icon: 'M10 3h4v7h7v4h-7v7h-4v-7H3v-4h7V3Z',
    names: { vi: 'Y tế', en: 'Health', 'zh-Hans': '健康', ko: '보건', ja: '健康', fr: 'Santé' },
  },
  law: {
    accent: 'violet',
    icon: shield,
    names: { vi: 'Pháp luật', en: 'Law', 'zh-Hans': '法律', ko: '법률', ja: '法律', fr: 'Droit' },
  },
  investment: {
    accent: 'green',
    icon: 'M3 20V4h2.4v13.6H21V20H3Zm4.2-4.4 4-5 3 2.6 4.3-6 1.9 1.4-5.8 8.1-3-2.6-2.5 3.1-1.9-1.6Z',
    names: { vi: 'Đầu tư', en: 'Investment', 'zh-Hans': '投资', ko: '투자', ja: '投資', fr: 'Investissement' },
  },
  correction: {
    accent: 'amber',
    icon: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.7 14.6-4.2-4.2 1.7-1.7 2.5 2.5 5.9-5.9 1.7 1.7-7.6 7.6Z',
    names: { vi: 'Đính chính', en: 'Correction', 'zh-Hans': '辟谣更正', ko: '사실 확인', ja: '訂正', fr: 'Rectification' },
  },
  urgent: {
    accent: 'red',
    icon: 'M12 2 1 21h22L12 2Zm1.2 16h-2.4v-2.4h2.4V18Zm0-4h-2.4V9h2.4v5Z',
    names: { vi: 'Thông báo khẩn', en: 'Urgent notice', 'zh-Hans': '紧急通知', ko: '긴급 안내', ja: '緊急のお知らせ', fr: 'Avis urgent' },
  },
};

/** The look of a category; one the house does not know looks like plain information. */
export function categoryLook(category: string): CategoryLook {
  return (Object.hasOwn(looks, category) ? looks[category] : undefined) ?? information;
}
