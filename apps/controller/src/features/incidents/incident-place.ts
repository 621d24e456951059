import type { Incident } from '@gatecast/protocol';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';

/** Where incidents are: the screen and its site, or the server itself, which is of no site and told in the zone of lists. */
export function useIncidentPlace() {
  const words = useWords();
  const places = usePlaces();
  return ({ screenId, siteId }: Pick<Incident, 'screenId' | 'siteId'>) =>
    screenId === null || siteId === null
      ? { name: words('incidents.server'), site: '', zone: places.mainZone }
      : { name: places.screenName(screenId), site: places.siteName(siteId), zone: places.zoneOf(siteId) };
}
