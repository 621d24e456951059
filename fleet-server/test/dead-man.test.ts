import { simulatedClock } from '@gatecast/clock';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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
    const ping = pingDeadMan({ clock, truth: world.app.context.truth, log: log as never }, url, () => lookedMs);
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
