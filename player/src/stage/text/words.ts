import type { NoticeTemplate, QrTarget } from '@gatecast/protocol';
import type { Said } from '../director/programme.ts';
import type { FeedRows } from './feed-words.ts';

/** What a variant says in words. */
export type Words = {
  readonly language: string;
  readonly title: string;
  /** May be empty where there is a template. */
  readonly body: string;
  readonly template: NoticeTemplate | FeedRows | null;
  readonly qr: QrTarget | null;
};

/** The words of a notice, or of an article in a loop: its title and summary. Null where a variant has none. */
export function wordsOf({ document }: Said): Words | null {
  const { language, content } = document;
  if (content.kind === 'notice') {
    const { title, body, template = null, qr = null } = content;
    return { language, title, body, template, qr };
  }
  if (content.kind === 'article') return { language, title: content.title, body: content.summary, template: null, qr: null };
  return null;
}
