import type { PublicationPreview } from '@gatecast/protocol';
import type { PublicationPlan } from './plan-publication.ts';

type Refused = PublicationPreview['refused'][number];

/** Of so many faults a caller is told, and a row keeps them. */
export const namedFaults = 100;

/** Why a screen got no release, as it is told. */
export function shortenedRefusal({ screenId, faults }: PublicationPlan['refused'][number]): Omit<Refused, 'isStopping'> {
  return {
    screenId: screenId as Refused['screenId'],
    faults: faults.slice(0, namedFaults).map(({ path, code, message, overbooked }) => ({
      ...{ path, code, message },
      ...(overbooked === undefined ? {} : { overbooked }),
    })),
  };
}
