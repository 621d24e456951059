import { problemOf } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem-error.ts';

/** No document of the house nests deeper; a body that does is an attack on whoever walks it. */
const maxDepth = 32;

/** JSON bodies: refuses prototype keys, deep nesting and what is not JSON, each with the reason. */
export function useJsonBody(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    // a DELETE or POST that takes nothing may say it is JSON and then send nothing
    if (text === '') return done(null, undefined);
    if (isDeeperThan(text, maxDepth)) {
      return done(new ProblemError(problemOf('bad-input', `body: is nested deeper than ${maxDepth}`, { field: 'body', limit: maxDepth })));
    }
    void parse(request, text, done);
  });
}

/** Counts brackets outside strings, before anything recursive sees the text. */
export function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isInString) {
      if (code === 0x5c) index++;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > limit) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}
