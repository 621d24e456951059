import type { Socket } from 'node:net';
import { problemOf, type Problem } from '@gatecast/protocol';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isStoreGone } from '../store/is-store-gone.ts';
import { rawProblem } from './admit-connections.ts';
import { ProblemError } from './problem-error.ts';
import { sendProblem } from './send-problem.ts';

/** Every error of the HTTP side leaves as problem+json: the caller's faults by name, ours as `internal` with the log's id. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(reply, problemOfError(error, request)));
}

/** For faults that Fastify finds before any route, such as a path that is not a path. */
export function onFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void sendProblem(reply, problemOfError(error, request));
}

/** What the system and SQLite say where there is no room, or no more for this user. */
const storageFullCodes = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/** What the system says where this process, or the machine, has no file descriptor left. */
const noDescriptorCodes = new Set(['EMFILE', 'ENFILE']);

/** For what is no request, or none that comes in time: there is no request to answer, so the answer is written as it is. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // reset by the other side, or answered before
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) return void socket.destroy();
  switch (error.code ?? '') {
    case 'HPE_HEADER_OVERFLOW':
      return void socket.end(rawProblem(problemOf('too-large', 'the headers are over 16 KiB', { limit: 16 * 1_024 })));
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return void socket.end(rawProblem(problemOf('timed-out', 'the headers did not come in time')));
    default:
      return void socket.end(rawProblem(problemOf('bad-input', 'this is no HTTP request')));
  }
}

function problemOfError(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (storageFullCodes.has(error.code)) {
    request.log.error({ code: error.code }, 'the disk is full');
    return problemOf('storage-full', 'the disk of the server is full; nothing was stored');
  }
  if (noDescriptorCodes.has(error.code)) {
    request.log.error({ code: error.code }, 'no file descriptor is left');
    return problemOf('overloaded', 'the server has no file descriptor left just now; try again', { retryAfterMs: 5_000 });
  }
  if (isStoreGone(error)) {
    request.log.error({ err: error }, 'a store cannot be reached');
    return problemOf('unavailable', 'the database of the server cannot be reached just now; try again', { retryAfterMs: 5_000 });
  }
  const status = error.statusCode ?? 500;
  if (status === 413 || error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return problemOf('too-large', 'the body is over the limit of this route');
  if (status === 429) return problemOf('too-many', error.message);
  if (status === 404) return problemOf('not-found', 'no such address');
  if (status >= 400 && status < 500) {
    const field = error.code?.startsWith('FST_ERR_CTP') || error instanceof SyntaxError ? 'body' : undefined;
    return problemOf('bad-input', error.message.slice(0, 300), field === undefined ? {} : { field });
  }
  request.log.error({ err: error }, 'a request failed');
  return problemOf('internal', 'the server failed; its log has the reason under this requestId');
}
