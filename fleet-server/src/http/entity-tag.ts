import { createHash } from 'node:crypto';
import { refuse, type Refusal } from './outcome.ts';

/**
 * The strong ETag (RFC 9110) of an answer that tells its revision, or the name of its document: that, a point, and a hash of the whole answer, as
 * it may tell more than what is edited (a screen its state, a variant who approved it), which changes without an edit. Null: it has none.
 */
export function entityTagOf(answer: unknown, text: string): string | null {
  const read = readOf(answer);
  return read === null ? null : `"${read}.${hashOf(text)}"`;
}

function readOf(answer: unknown): string | number | null {
  if (typeof answer !== 'object' || answer === null) return null;
  if ('document' in answer && typeof answer.document === 'string') return answer.document;
  return 'revision' in answer && typeof answer.revision === 'number' ? answer.revision : null;
}

/** 128 bits of a SHA-256, so that nobody finds two answers of one tag. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** The weak ETag of an answer that has no strong one: what it says, in whichever encoding it is sent. */
export function weakTagOf(text: string): string {
  return `W/"${hashOf(text)}"`;
}

/** Whether If-None-Match names this tag, by the weak comparison (RFC 9110, 13.1.2): then the client has the answer. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  const bare = (one: string) => one.trim().replace(/^W\//, '');
  return ifNoneMatch !== undefined && ifNoneMatch.split(',').some((one) => one.trim() === '*' || bare(one) === bare(tag));
}

type Asked = {
  readonly method: string;
  readonly headers: { readonly 'if-match'?: string | undefined; readonly 'if-none-match'?: string | undefined };
  readonly body: unknown;
  readonly query: unknown;
};
type Read = { readonly kind: 'read'; readonly body: unknown; readonly query: unknown };

/**
 * The body of an edit (of a removal the query), in which If-Match has become the field that says what its editor read; `If-None-Match: *` says
 * of a document that there was none. Whoever says nothing, or `*` ("whatever stands there"), is asked to; a tag that is none of ours, and one
 * that is not what is said there, are refused. What edits nothing (`field` undefined) has no use for the headers.
 */
export function withIfMatch({ method, headers, body, query }: Asked, field: 'revision' | 'edits' | 'document' | undefined): Refusal | Read {
  if (field === undefined) return { kind: 'read', body, query };
  const place = method === 'DELETE' ? 'query' : 'body';
  const told = (place === 'query' ? query : body) ?? {};
  // no fields at all: the schema says what is wrong with it
  if (typeof told !== 'object' || Array.isArray(told)) return { kind: 'read', body, query };
  const said: unknown = (told as Record<string, unknown>)[field];
  const tag = headers['if-match'];
  const header = 'headers.if-match';
  if (tag === undefined || tag === '*') {
    if (said !== undefined) return { kind: 'read', body, query };
    if (field === 'document' && headers['if-none-match'] === '*') return { kind: 'read', body: { ...told, document: null }, query };
    const ofNew = field === 'document' ? '; of a new one If-None-Match: *' : '';
    return refuse('precondition-required', `${header}: must be the ETag that was read, or ${place}.${field}${ofNew}`, { field: header });
  }
  const [, value = ''] = (field === 'document' ? /^"([0-9a-f]{64})(?:\.[\w-]{22})?"$/ : /^"(\d{1,15})(?:\.[\w-]{22})?"$/).exec(tag) ?? [];
  if (value === '') return refuse('bad-input', `${header}: must be the ETag that was read, whole and strong`, { field: header });
  const read = field === 'document' ? value : Number(value);
  // a query's are text
  if (said !== undefined && said !== read && said !== `${read}`)
    return refuse('bad-input', `${header}: is not what ${place}.${field} says`, { field: header });
  return { kind: 'read', body, query, [place]: { ...told, [field]: read } };
}
