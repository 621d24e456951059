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

type Asked = { readonly method: string; readonly headers: { readonly 'if-match'?: string | undefined }; readonly body: unknown };

/**
 * The body of an edit, in which If-Match has become the revision (or the document) that its editor read. `*` asks for nothing that the
 * routes do not ask for anyway. A tag that is none of ours, and one that is not what the body says, are refused.
 */
export function withIfMatch({ method, headers, body }: Asked): Refusal | { readonly kind: 'body'; readonly body: unknown } {
  const tag = headers['if-match'];
  if (tag === undefined || tag === '*' || (method !== 'PUT' && method !== 'PATCH')) return { kind: 'body', body };
  const field = 'headers.if-match';
  const [, value = ''] = /^"(\d{1,15}|[0-9a-f]{64})"$/.exec(tag) ?? [];
  if (value === '') return refuse('bad-input', `${field}: must be the ETag that was read, whole and strong`, { field });
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { kind: 'body', body };
  const read = value.length === 64 ? { document: value } : { revision: Number(value) };
  const [name, wanted] = Object.entries(read)[0] ?? [];
  const said: unknown = name === undefined ? undefined : (body as Record<string, unknown>)[name];
  if (said !== undefined && said !== wanted) return refuse('bad-input', `${field}: is not what body.${name} says`, { field });
  return { kind: 'body', body: { ...body, ...read } };
}
