import type { Conflict } from '@gatecast/schedules';

/** A sentence for problems and logs; the controller words conflicts itself, in the reader's language and the site's zone. */
export function conflictInWords(conflict: Conflict): string {
  const when = `from ${new Date(conflict.fromMs).toISOString()} until ${new Date(conflict.untilMs).toISOString()}`;
  switch (conflict.kind) {
    case 'tie':
      return `entries ${conflict.entryIds.join(', ')} are on together ${when}; ${conflict.winnerId} wins by ${conflict.decidedBy}`;
    case 'shares-over-whole':
      return `interrupts ${conflict.entryIds.join(', ')} are promised ${conflict.shareBp / 100} % together ${when}`;
  }
}
