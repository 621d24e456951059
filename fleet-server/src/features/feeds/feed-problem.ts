import type { FeedContent } from '@gatecast/protocol';
import { refuse, type Refusal } from '../../http/outcome.ts';
import { definitionOf, type FeedRow } from './store.ts';

/** Why a frame would stay empty: its source is not there (one of another site than the item's `siteId` is not), or has no such columns. */
export function feedProblem(source: FeedRow | null, content: FeedContent, siteId: string | null): Refusal | null {
  if (source === null || (source.siteId !== null && siteId !== null && source.siteId !== siteId)) {
    const field = 'body.content.sourceId';
    return refuse('bad-input', `${field}: no such feed source`, { field });
  }
  const given = definitionOf(source).columns;
  const wrong = content.columns.findIndex(({ key, format }) => !given.some((column) => column.key === key && column.type === format.as));
  if (wrong === -1) return null;
  const field = `body.content.columns[${wrong}]`;
  const limit = given.map(({ key, type }) => `${key} (${type})`).join(', ');
  return refuse('bad-input', `${field}: the source has no such column of this type; it has ${limit}`, { field, limit });
}
