import { feedAge, type FeedContent, type FeedTable, type VariantDocument } from '@gatecast/protocol';
import type { Programme } from './programme.ts';

/** What gives the newest values of a source; null: none came. */
export type ValuesOf = (sourceId: string) => FeedTable | null;

/** A variant that is passed over while its values are gone. */
export type SkippingFeed = { readonly name: string; readonly content: FeedContent };

/** The variants of a release that are not shown without values; the others say something instead. */
export function skippingFeeds(documents: Readonly<Record<string, VariantDocument>>): readonly SkippingFeed[] {
  return Object.entries(documents).flatMap(([name, { content }]) =>
    content.kind === 'feed' && content.whenGone.kind === 'skip' ? [{ name, content }] : [],
  );
}

/** Names of those whose values are gone at an instant of the server's time. */
export function dryFeeds(feeds: readonly SkippingFeed[], valuesOf: ValuesOf, nowMs: number): readonly string[] {
  return feeds.filter(({ content }) => feedAge(content, valuesOf(content.sourceId), nowMs) === 'gone').map(({ name }) => name);
}

/** A programme that says nothing in these documents, as if they were withdrawn; it is not compiled again. */
export function withoutDocuments(programme: Programme, names: readonly string[]): Programme {
  if (names.length === 0) return programme;
  const gone = new Set(names);
  return {
    ...programme,
    isWhole: false,
    said(itemId, language) {
      const said = programme.said(itemId, language);
      return said === null || gone.has(said.name) ? null : said;
    },
  };
}
