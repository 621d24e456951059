import { createHash } from 'node:crypto';
import { refuse, type Refusal } from './outcome.ts';

/** The ETag (RFC 9110, strong) of an answer that tells its revision, or the name of its document; null: it has none. */
export function entityTagOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  if ('document' in answer && typeof answer.document === 'string') return `"${answer.document}"`;
  return 'revision' in answer && typeof answer.revision === 'number' ? `"${answer.revision}"` : null;
}

/**
 * The weak ETag of an answer that has no strong one: what it says, in whichever encoding it is sent. 128 bits of a SHA-256, so that nobody
 * finds two answers of one tag.
 */
export function weakTagOf(text: string): string {
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** Whether If-None-Match names this tag, by the weak comparison (RFC 9110, 13.1.2): then the client has the answer. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  const bare = (one: string) => one.trim().replace(/^W\//, '');
  return ifNoneMatch !== undefined && ifNoneMatch.split(',').some((one) => one.trim() === '*' || bare(one) === bare(tag));
}

type Asked = {
  readonly method: string;
  readonly headers: { readonly 'if-match'?: string | undefined };
  readonly body: unknown;
  readonly query: unknown;
};
type Read = { readonly kind: 'read'; readonly body: unknown; readonly query: unknown };

/**
 * The body of an edit (of a removal the query), in which If-Match has become the revision (or the document) that its editor read. `*` asks
 * for nothing that the routes do not ask for anyway. A tag that is none of ours, and one that is not what is said there, are refused.
 */
export function withIfMatch({ method, headers, body, query }: Asked): Refusal | Read {
  const tag = headers['if-match'];
  if (tag === undefined || tag === '*' || (method !== 'PUT' && method !== 'PATCH' && method !== 'DELETE'))
    return { kind: 'read', body, query };
  const field = 'headers.if-match';
  const [, value = ''] = /^"(\d{1,15}|[0-9a-f]{64})"$/.exec(tag) ?? [];
  if (value === '') return refuse('bad-input', `${field}: must be the ETag that was read, whole and strong`, { field });
  const place = method === 'DELETE' ? 'query' : 'body';
  const told = place === 'query' ? query : body;
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return { kind: 'read', body, query };
  const name = value.length === 64 ? 'document' : 'revision';
  const said: unknown = (told as Record<string, unknown>)[name];
  const read = name === 'document' ? value : Number(value);
  // a query's are text
  if (said !== undefined && said !== read && said !== `${read}`)
    return refuse('bad-input', `${field}: is not what ${place}.${name} says`, { field });
  return { kind: 'read', body, query, [place]: { ...told, [name]: read } };
}
