import type { NoticeContent } from '@gatecast/protocol';
import type { DemoCategory, DemoLanguage } from './demo-language.ts';

export type DemoNotice = {
  readonly key: string;
  readonly category: DemoCategory;
  /** A title says its thing alone, because the ticker runs titles; a body fits one screen, 220 characters at most. */
  readonly variants: Readonly<Record<DemoLanguage, Omit<NoticeContent, 'kind'>>>;
};
