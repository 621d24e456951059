import type { Variant } from '@gatecast/protocol';
import { Text } from '@mantine/core';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';

/** From when until when something may be shown, in words; nothing where it always may. */
export function ValidityLine({ validity: { fromMs, untilMs }, zone }: { readonly validity: Variant['validity']; readonly zone: string }) {
  const words = useWords();
  const formats = useFormats();
  if (fromMs === null && untilMs === null) return null;
  return (
    <Text size="sm" c="dimmed">
      {[
        fromMs === null ? null : words('content.validSince', { at: formats.dateTime(fromMs, zone) }),
        untilMs === null ? null : words('content.validTill', { at: formats.dateTime(untilMs, zone) }),
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    </Text>
  );
}
