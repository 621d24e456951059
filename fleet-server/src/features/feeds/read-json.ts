import { isDeeperThan } from '../../http/json-body.ts';

const maxDepth = 24;

export type ReadJson = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'unreadable'; readonly detail: string };

/** A stranger's JSON, unless it is nested deeper than any list of values. */
export function readJson(text: string): ReadJson {
  if (isDeeperThan(text, maxDepth)) return { kind: 'unreadable', detail: `is nested deeper than ${maxDepth}` };
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown };
  } catch {
    // the parser's message quotes the document, which may hold anything
    return { kind: 'unreadable', detail: 'is not JSON' };
  }
}
