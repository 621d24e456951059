import { simulatedClock } from '@gatecast/clock';
import { isWithin } from '@gatecast/public-address';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { pingDeadMan } from '../src/features/incidents/ping-dead-man.ts';
import { openContentWorld, until } from './content-world.ts';

test('a sign of life is given every minute while the fleet is looked at, and never again after the end, not even by one that was on its way', async () => {
  const asked: ServerResponse[] = [];
  let isAnswering = true;
  const service = createServer((_request, response) => {
    asked.push(response);
    if (isAnswering) response.end();
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const world = await openContentWorld();
  try {
    const clock = simulatedClock(0);
    const warnings: unknown[] = [];
    const log = { ...world.app.context.log, warn: (said: unknown) => void warnings.push(said) };
    let lookedMs = 0;
    const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/secret-key`;
    const ping = pingDeadMan(
      { clock, truth: world.app.context.truth, log: log as never },
      { url, isNamed: isWithin(['127.0.0.1']) },
      () => lookedMs,
    );
    const turn = async (holds: () => boolean) =>
      until('what is awaited', async () => {
        clock.advance(5_000);
        lookedMs = clock.monotonicMs();
        return holds();
      });
    await turn(() => asked.length === 1);
    await turn(() => asked.length === 2);
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(60_000);

    // a watch that has stopped is no sign of life
    await until('a warning', async () => (clock.advance(60_000), warnings.length > 0));
    expect([JSON.stringify(warnings[0]), asked.length]).toEqual(['{"error":"the watch over the fleet has stopped"}', 2]);

    isAnswering = false;
    await turn(() => asked.length === 3);
    const gone = once(asked[2] ?? service, 'close');
    ping.close();
    // the request ends with it
    await gone;
    const told = warnings.length;
    for (let minute = 0; minute < 5; minute++) {
      lookedMs = clock.monotonicMs();
      clock.advance(60_000);
      await world.app.context.truth.selectFrom('sites').select('id').execute();
    }
    expect([asked.length, warnings.length]).toEqual([3, told]);
  } finally {
    service.closeAllConnections();
    service.close();
    await world.close();
  }
});

test('a whole server gives its sign of life to the address of its settings, also after an answer that was none, and is silent once its database is gone', async () => {
  const asked: string[] = [];
  let status = 200;
  const service = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(status).end('anything');
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const clock = simulatedClock(Date.UTC(2026, 6, 29, 6, 46));
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/ping/secret-key`;
  const world = await openContentWorld({ GATECAST_DEAD_MAN_URL: url, GATECAST_SERVICE_NETWORKS: '127.0.0.1' }, clock);
  try {
    const turnUntil = async (count: number) =>
      until(`${count} signs of life`, async () => {
        clock.advance(5_000);
        return asked.length >= count;
      });
    const startedMs = clock.monotonicMs();
    await turnUntil(1);
    status = 503;
    await turnUntil(2);
    status = 200;
    await turnUntil(3);
    expect(clock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(120_000);
    expect(new Set(asked)).toEqual(new Set(['/ping/secret-key']));
    const { truth } = world.app.context;
    await truth.destroy();
    const before = asked.length;
    for (let minute = 0; minute < 5; minute++) {
      for (let look = 0; look < 12; look++) {
        clock.advance(5_000);
        await letOthersRun();
      }
    }
    expect(asked.length).toBe(before);
  } finally {
    service.closeAllConnections();
    service.close();
    await world.close();
  }
});
