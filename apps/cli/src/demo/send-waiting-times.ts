import { feedRoutes, problemSchema } from '@gatecast/protocol';
import { request, type Session } from '../fleet-api/session.ts';
import { Failure } from '../refusal.ts';
import { waitingTimesAt, waitingTimesSource } from './content/waiting-times.ts';

const everyMs = 15_000;

/**
 * Sends waiting times to the server as a counting system would, until the signal; with a token that is made anew for each run, so that none
 * is kept. Where people took the source away, nothing is sent. Gives whether it sends.
 */
export async function sendWaitingTimes(operator: Session, signal: AbortSignal): Promise<boolean> {
  const { sources } = await operator.call(feedRoutes.listFeedSources, {});
  const source = sources.find(({ name, kind }) => name === waitingTimesSource.name && kind === 'push');
  if (source === undefined) return false;
  const { token } = await operator.call(feedRoutes.renewFeedToken, {
    params: { sourceId: source.id },
    body: { revision: source.revision },
  });
  const { method } = feedRoutes.pushFeedValues;
  const path = feedRoutes.pushFeedValues.path.replace(':sourceId', source.id);
  async function send(): Promise<void> {
    const answer = await request(operator.serverUrl, path, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${String(token)}` },
      body: JSON.stringify({ rows: waitingTimesAt(Date.now()) }),
      signal,
    });
    if (answer.ok) return;
    const problem = problemSchema.safeParse(await answer.json().catch(() => null));
    throw new Failure(`${method} ${path}: ${problem.success ? problem.data.detail : `answered ${answer.status}`}`);
  }
  await send();
  // one that is lost is made good by the next, as they would be from a real one; that it was lost is said
  const say = (error: unknown): void => {
    if (!signal.aborted) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  };
  const timer = setInterval(() => void send().catch(say), everyMs);
  timer.unref();
  signal.addEventListener('abort', () => clearInterval(timer));
  return true;
}
