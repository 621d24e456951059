import type { KeptPerson } from '@gatecast/protocol';
import { usePersonName } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';

type Grant = KeptPerson['grants'][number];

/** A role with where, until when and for whom it holds. */
export function useGrantInWords(): (grant: Grant) => string {
  const words = useWords();
  const formats = useFormats();
  const { siteName, mainZone } = usePlaces();
  const personName = usePersonName();
  return ({ role, siteId, fromMs, untilMs, deputyFor }) => {
    const parts = [
      siteId === null ? null : siteName(siteId),
      fromMs === null ? null : words('people.fromShort', { at: formats.dateTime(fromMs, mainZone) }),
      untilMs === null ? null : words('people.untilShort', { at: formats.dateTime(untilMs, mainZone) }),
      deputyFor === null ? null : words('people.forShort', { name: personName(deputyFor)?.name ?? words('people.other') }),
    ].filter((part) => part !== null);
    return parts.length === 0 ? words(`roles.${role}`) : `${words(`roles.${role}`)} (${parts.join(', ')})`;
  };
}
