import { pagesDurationMs, textsOfContent, type VariantContent } from '@gatecast/protocol';

const noticingMs = 2_000;
const shortestMs = 6_000;
const longestMs = 45_000;
/** A table is gone through to one's own row and back; its screen may also turn pages. */
const longestTableMs = 90_000;
/** To take out a telephone and aim it. */
const qrMs = 6_000;
const imageMs = 10_000;
const clockMs = 15_000;
const feedRowMs = 1_000;
const bundleMs = 20_000;

/**
 * Milliseconds that one character takes somebody who stands before a screen, luggage in hand. The rates lie a third below what
 * subtitling guides allow seated viewers (Netflix Timed Text Style Guide: 17 Latin, 12 Korean, 9 Chinese characters a second; its
 * 4 for Japanese counts speech that is heard as well, so kana share the ideographs' rate).
 */
const scripts = [
  { pattern: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, msEach: 170 },
  { pattern: /\p{Script=Hangul}/gu, msEach: 125 },
  {
    pattern: /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{White_Space}\p{Mark}]/gu,
    msEach: 90,
  },
] as const;

/**
 * How long a text stands, in milliseconds: two seconds to be noticed, then each character by its script, from 6 s to the longest,
 * rounded up to half a second. Counting by script, not by language, gives a mixed text (a gate number in Korean) its due.
 */
export function dwellOfText(text: string, atMostMs: number = longestMs): number {
  const readingMs = scripts.reduce((sum, { pattern, msEach }) => sum + [...text.matchAll(pattern)].length * msEach, 0);
  const wholeMs = Math.ceil((noticingMs + readingMs) / 500) * 500;
  return Math.min(Math.max(wholeMs, shortestMs), atMostMs);
}

/** How long a page of a document stands: as long as its text takes, and no less than a picture. */
export function dwellOfPage(text: string): number {
  return Math.max(dwellOfText(text, longestTableMs), imageMs);
}

/** How long a variant stands where its editor named no duration. `videoMs` is the measured length of a film. */
export function dwellOfContent(content: VariantContent, videoMs: number | null): number {
  switch (content.kind) {
    case 'notice': {
      const texts = textsOfContent(content).map(({ text }) => text);
      const readingMs = dwellOfText(texts.join(' '), content.template === undefined ? longestMs : longestTableMs);
      return content.qr === undefined ? readingMs : readingMs + qrMs;
    }
    case 'article':
      // in a loop an article shows as its title and summary; the rest is read at one's own pace
      return dwellOfText(`${content.title} ${content.summary}`);
    case 'image':
      return imageMs;
    case 'video':
      if (videoMs === null) throw new TypeError('a ready video has a measured length');
      return videoMs;
    case 'pages':
      return pagesDurationMs(content);
    case 'clock':
      return clockMs;
    case 'feed':
      // its rows are not known; as many as may come are each looked at once
      return Math.min(
        dwellOfText(
          textsOfContent(content)
            .map(({ text }) => text)
            .join(' '),
        ) +
          content.mostRows * feedRowMs,
        longestTableMs,
      );
    case 'bundle':
    case 'live-url':
      return bundleMs;
  }
}
