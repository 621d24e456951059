import type { CommandEnd, Order } from '@gatecast/protocol';

/** A player, or a machine, that was told to start again and has not by then never will. */
const restartWithinMs = 60_000;
const rebootWithinMs = 300_000;

/** Which life of the machine and of the shell an agent lives in. */
export type Lives = { readonly bootId: string; readonly shellLife: string };

export function lifeText({ bootId, shellLife }: Lives): string {
  return `${bootId} ${shellLife}`;
}

/** What came of an order to start again, by the life that accepted it and the one that is; null: nobody knows yet, or it is another order. */
export function endOfRestart(order: Order, acceptedLife: string, now: Lives, sinceMs: number): CommandEnd | null {
  const [bootId, shellLife] = acceptedLife.split(' ');
  if (order.name !== 'restart-player' && order.name !== 'reboot') return null;
  const isMachine = order.name === 'reboot';
  if (isMachine ? bootId !== now.bootId : shellLife !== now.shellLife) return { kind: 'done' };
  const withinMs = isMachine ? rebootWithinMs : restartWithinMs;
  if (sinceMs <= withinMs) return null;
  return { kind: 'failed', detail: `the ${isMachine ? 'machine' : 'player'} did not start again within ${withinMs / 1_000} s` };
}
