import type { Clock } from '@gatecast/clock';
import type { FastifyBaseLogger } from 'fastify';
import { createClient } from 'redis';
import { z } from 'zod';
import type { Bus } from './bus.ts';
import { messageSchema, type Fact } from './facts.ts';

const stream = 'gatecast:facts';
/** Nodes that were away for so many messages read truth instead. */
const keptMessages = 10_000;
const factsPerMessage = 500;
/** What happens within so long travels together: a storm of ten thousand players is some hundred messages. */
const gatherMs = 10;
const blockMs = 2_000;
const retryMs = 500;
const readAtOnce = 100;

const entriesSchema = z
  .array(z.object({ messages: z.array(z.object({ id: z.string(), message: z.looseObject({ told: z.string().optional() }) })) }))
  .nullable();

/**
 * The bus over one Redis stream. It connects by itself, again and again, and nobody waits for it: a server starts and works while
 * Redis is away. Reading goes on after the last message that was read, so a short absence loses nothing that Redis kept.
 */
export function createRedisBus(
  url: string,
  nodeId: string,
  { clock, log }: { readonly clock: Clock; readonly log: Pick<FastifyBaseLogger, 'warn' | 'info'> },
): Bus {
  const listeners: ((fact: Fact, from: string) => void)[] = [];
  const writer = createClient({ url, disableOfflineQueue: true });
  // reading blocks its connection
  const reader = writer.duplicate();
  let gathered: Fact[] = [];
  let cancelGather: (() => void) | null = null;
  const closing = new AbortController();
  let isAway = false;

  for (const client of [writer, reader]) {
    client.on('error', (error: Error) => {
      if (!isAway) log.warn({ err: error }, 'Redis is away; nodes learn from truth until it is back');
      isAway = true;
    });
    client.on('ready', () => {
      if (isAway) log.info('Redis is back');
      isAway = false;
    });
    client.connect().catch((error: unknown) => {
      if (!closing.signal.aborted) log.warn({ err: error }, 'Redis cannot be used');
    });
  }

  function flush(): void {
    cancelGather = null;
    while (gathered.length > 0) {
      const facts = gathered.slice(0, factsPerMessage);
      gathered = gathered.slice(factsPerMessage);
      if (!writer.isReady) continue;
      const told = JSON.stringify({ node: nodeId, facts });
      const trim = { strategy: 'MAXLEN', strategyModifier: '~', threshold: keptMessages } as const;
      writer.xAdd(stream, '*', { told }, { TRIM: trim }).catch((error: unknown) => {
        log.warn({ err: error }, 'a message to the other nodes was lost');
      });
    }
  }
  function hear(told: string | undefined): void {
    let parsed;
    try {
      parsed = messageSchema.safeParse(JSON.parse(told ?? ''));
    } catch {
      parsed = null;
    }
    if (parsed?.success !== true) return log.warn('something on the bus is no message of a node');
    if (parsed.data.node === nodeId) return;
    for (const fact of parsed.data.facts) for (const listener of listeners) listener(fact, parsed.data.node);
  }
  /** Some time later, or when the bus is closed. */
  async function wait(): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = () => {
        cancel();
        closing.signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.after(retryMs, end);
      closing.signal.addEventListener('abort', end);
    });
  }
  async function lastId(): Promise<string> {
    return (await reader.xRevRange(stream, '+', '-', { COUNT: 1 }))?.[0]?.id ?? '0-0';
  }
  async function read(): Promise<void> {
    let after: string | null = null;
    while (!closing.signal.aborted) {
      try {
        after ??= await lastId();
        const answer = entriesSchema.parse(await reader.xRead({ key: stream, id: after }, { BLOCK: blockMs, COUNT: readAtOnce }));
        for (const { id, message } of answer?.flatMap(({ messages }) => messages) ?? []) {
          after = id;
          hear(message.told);
        }
      } catch {
        // the client says why and connects again; asked at once it would only refuse at once
        await wait();
      }
    }
  }
  const reading = read();

  return {
    nodeId,
    isShared: true,
    tell(fact) {
      if (closing.signal.aborted) return;
      gathered.push(fact);
      cancelGather ??= clock.after(gatherMs, flush);
    },
    onFact: (listener) => void listeners.push(listener),
    async close() {
      cancelGather?.();
      flush();
      closing.abort();
      // a command that blocks or waits for a connection ends with its client
      if (writer.isReady) await writer.close();
      else if (writer.isOpen) writer.destroy();
      if (reader.isOpen) reader.destroy();
      await reading;
    },
  };
}
