import type { Item, Media, Variant, variantDraftSchema } from '@gatecast/protocol';
import type { z } from 'zod';
import { beginClock, emptyClockForm, readClock, writeClock, type ClockForm } from './clock-form.ts';
import { emptyFeedForm, readFeed, writeFeed, type FeedForm } from './feed-form.ts';
import { emptyNoticeForm, readNotice, writeNotice, type NoticeForm } from './notice-form.ts';

/** A variant as its editor holds it: all kinds' fields in one, so that a kind's form reads only its own. */
export type VariantForm = {
  readonly title: string;
  /** A notice's body. */
  readonly body: string;
  readonly notice: NoticeForm;
  readonly feed: FeedForm;
  readonly clock: ClockForm;
  readonly summary: string;
  /** An article's blocks as plain text, see `blocksOf`. */
  readonly text: string;
  readonly mediaId: string | null;
  readonly alternative: string;
  /** Of a film, in percent of full; 0 is silent. */
  readonly loudnessPercent: number;
  /** Of a document: its first and last page that are shown; null: its own. */
  readonly fromPage: number | null;
  readonly toPage: number | null;
  /** How long each page stands; null: as long as reading it takes. */
  readonly pageSeconds: number | null;
  /** Of a live URL. */
  readonly url: string;
};
export type VariantDraft = z.input<typeof variantDraftSchema>;
type Blocks = Extract<VariantDraft, { kind: 'article' }>['blocks'];

export const emptyVariantForm: VariantForm = {
  title: '',
  body: '',
  notice: emptyNoticeForm,
  feed: emptyFeedForm,
  clock: emptyClockForm,
  summary: '',
  text: '',
  mediaId: null,
  alternative: '',
  loudnessPercent: 0,
  fromPage: null,
  toPage: null,
  pageSeconds: null,
  url: '',
};

export function readVariant(variant: Variant | undefined, media: readonly Media[]): VariantForm {
  const content = variant?.content;
  if (content === undefined) return emptyVariantForm;
  switch (content.kind) {
    case 'notice':
      return { ...emptyVariantForm, title: content.title, body: content.body, notice: readNotice(content) };
    case 'article':
      return { ...emptyVariantForm, title: content.title, summary: content.summary, text: textOf(content.blocks) };
    case 'image':
    case 'video':
      return {
        ...emptyVariantForm,
        mediaId: media.find(({ rendition }) => rendition?.hash === content.media.hash)?.id ?? null,
        alternative: content.alternative,
        loudnessPercent: content.kind === 'video' ? (content.levelBp ?? 0) / 100 : 0,
      };
    case 'pages': {
      const [first] = content.pages;
      const isUniform = content.pages.every(({ durationMs }) => durationMs === first?.durationMs);
      return {
        ...emptyVariantForm,
        mediaId: media.find(({ pages }) => pages?.source === content.source)?.id ?? null,
        alternative: content.alternative,
        fromPage: first?.number ?? null,
        toPage: content.pages.at(-1)?.number ?? null,
        pageSeconds: isUniform && first !== undefined ? first.durationMs / 1_000 : null,
      };
    }
    case 'bundle':
      return {
        ...emptyVariantForm,
        mediaId: media.find(({ bundle }) => bundle?.manifest.hash === content.manifest.hash)?.id ?? null,
        alternative: content.alternative,
        loudnessPercent: (content.levelBp ?? 0) / 100,
      };
    case 'live-url':
      return { ...emptyVariantForm, url: content.url, alternative: content.alternative };
    case 'feed':
      return { ...emptyVariantForm, title: content.title, feed: readFeed(content) };
    case 'clock':
      return { ...emptyVariantForm, clock: readClock(content) };
  }
}

/** What a new language begins with: of a feed the frame, of a clock the places of the language that is there, to be worded anew. */
export function beginVariant(item: Item): VariantForm {
  const content = item.variants[0]?.content;
  if (content?.kind === 'clock') return { ...emptyVariantForm, clock: beginClock(content) };
  if (content?.kind !== 'feed') return emptyVariantForm;
  const feed = readFeed(content);
  return { ...emptyVariantForm, feed: { ...feed, goneText: '', columns: feed.columns.map((column) => ({ ...column, label: '' })) } };
}

export function writeVariant(kind: Item['kind'], form: VariantForm): VariantDraft {
  switch (kind) {
    case 'notice':
      return { kind, title: form.title, body: form.body, ...writeNotice(form.notice) };
    case 'article':
      return { kind, title: form.title, summary: form.summary, blocks: blocksOf(form.text) };
    case 'video':
    case 'bundle': {
      const sound = form.loudnessPercent > 0 ? { levelBp: Math.round(form.loudnessPercent * 100) } : {};
      return { kind, mediaId: form.mediaId ?? '', alternative: form.alternative, ...sound };
    }
    case 'pages':
      return {
        ...{ kind, mediaId: form.mediaId ?? '', alternative: form.alternative },
        ...(form.fromPage === null ? {} : { fromPage: form.fromPage }),
        ...(form.toPage === null ? {} : { toPage: form.toPage }),
        ...(form.pageSeconds === null ? {} : { pageMs: Math.round(form.pageSeconds * 1_000) }),
      };
    case 'image':
      return { kind, mediaId: form.mediaId ?? '', alternative: form.alternative };
    case 'live-url':
      return { kind, url: form.url.trim(), alternative: form.alternative };
    case 'feed':
      return writeFeed(form.title, form.feed);
    case 'clock':
      return writeClock(form.clock);
  }
}

/** Plain text with four marks: `# ` a heading, `- ` a list, `1. ` steps, an empty line between paragraphs. */
export function blocksOf(text: string): Blocks {
  const blocks: Blocks = [];
  for (const part of text.split(/\n\s*\n/)) {
    const lines = part
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    let paragraph: string[] = [];
    const endParagraph = () => {
      if (paragraph.length > 0) blocks.push({ kind: 'paragraph', text: paragraph.join(' ') });
      paragraph = [];
    };
    for (const line of lines) {
      const item = /^(- |\d+\. )(.+)$/.exec(line);
      if (line.startsWith('# ')) {
        endParagraph();
        blocks.push({ kind: 'heading', text: line.slice(2).trim() });
      } else if (item?.[1] !== undefined && item[2] !== undefined) {
        endParagraph();
        const kind = item[1] === '- ' ? 'list' : 'steps';
        const last = blocks.at(-1);
        // lines that follow one another are one list; an empty line begins the next
        if (last?.kind === kind && lines.indexOf(line) > 0) last.items.push(item[2]);
        else blocks.push({ kind, items: [item[2]] });
      } else paragraph.push(line);
    }
    endParagraph();
  }
  return blocks;
}

/** The text that `blocksOf` reads back to the same blocks. */
export function textOf(blocks: Blocks): string {
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'heading':
          return `# ${block.text}`;
        case 'paragraph':
          return block.text.replaceAll(/\s*\n\s*/g, ' ');
        case 'list':
          return block.items.map((item) => `- ${item}`).join('\n');
        case 'steps':
          return block.items.map((item, index) => `${index + 1}. ${item}`).join('\n');
      }
    })
    .join('\n\n');
}
