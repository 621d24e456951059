import { useMemo } from 'react';
import { usePlaces } from '../../parts/places.ts';
import { addressedBy } from '../wall/is-addressed.ts';
import type { Drafted } from './drafted.ts';

/** The screens that an alert would be on, as they are now. */
export function useAddressed({ siteId, targets }: Pick<Drafted, 'siteId' | 'targets'>) {
  const { screens, areas } = usePlaces();
  // a form makes its targets anew with each letter
  const aimed = JSON.stringify({ siteId, targets: { areaIds: targets.areaIds, screenIds: targets.screenIds } });
  return useMemo(
    () => screens.filter(addressedBy(JSON.parse(aimed) as Pick<Drafted, 'siteId' | 'targets'>, areas)),
    [screens, areas, aimed],
  );
}
