import type { ScreenState } from '@gatecast/protocol';

/** How often a screen was seen in each state within one minute; `unknown`: nobody could say, or another node had to. */
export type Seen = { readonly healthy: number; readonly impaired: number; readonly offline: number; readonly unknown: number };

export const nothingSeen: Seen = { healthy: 0, impaired: 0, offline: 0, unknown: 0 };

/** One look more. A screen without a player is in none of the states. */
export function seenAgain(seen: Seen, state: ScreenState): Seen {
  const counted = state === 'unpaired' ? 'unknown' : state;
  return { ...seen, [counted]: seen[counted] + 1 };
}

/** The state that stands for the minute: the one that it was in most of it, of equal ones the worse. null: most of it is not known. */
export function stateOfMinute({ healthy, impaired, offline, unknown }: Seen): 'healthy' | 'impaired' | 'offline' | null {
  const most = Math.max(healthy, impaired, offline);
  if (most === 0 || unknown > healthy + impaired + offline) return null;
  if (offline === most) return 'offline';
  return impaired === most ? 'impaired' : 'healthy';
}
