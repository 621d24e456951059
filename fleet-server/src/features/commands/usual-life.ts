import type { OrderName } from '@gatecast/protocol';

const minuteMs = 60_000;

/** How long an order stands where nobody says. What is for the eyes of somebody who stands there, or a surprise when it comes late, stands shortly. */
export function usualLifeMs(name: OrderName): number {
  switch (name) {
    case 'screenshot':
    case 'identify':
    case 'reload-stage':
      return minuteMs;
    case 'restart-player':
    case 'reboot':
    case 'known-good':
      return 10 * minuteMs;
    case 'clear-cache':
    case 'volume':
    case 'quiet-hours':
    case 'display-power':
    case 'brightness':
    case 'log-bundle':
      return 60 * minuteMs;
  }
}
