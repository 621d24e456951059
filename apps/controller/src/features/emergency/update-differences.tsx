import type { StoredAlert } from '@gatecast/protocol';
import { Table, Text } from '@mantine/core';
import { useServerNow } from '../../api/server-clock.ts';
import { useFormats } from '../../instants/formats.ts';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';

/** What an update would change of the alert that is on: each line as it is now and as it would be. The end is as if it were approved now. */
export function UpdateDifferences({ alert, update }: { readonly alert: StoredAlert; readonly update: StoredAlert }) {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const places = usePlaces();
  const zone = places.zoneOf(alert.siteId);
  const now = useServerNow();
  const placesIn = ({ targets: { areaIds, screenIds } }: StoredAlert) => {
    const names = [...areaIds.map((id) => places.areaPath(id)), ...screenIds.map((id) => places.screenName(id))];
    return names.length === 0 ? words('emergency.everywhere') : formats.list(names);
  };
  const textIn = ({ texts }: StoredAlert, tag: string) => [texts[tag]?.headline, texts[tag]?.instruction].filter(Boolean).join('\n');
  const tags = [...new Set([...Object.keys(alert.texts), ...Object.keys(update.texts)])];
  const lines: readonly (readonly [name: string, present: string, then: string, tag?: string])[] = [
    ...tags.map((tag) => [languageName(tag, language), textIn(alert, tag), textIn(update, tag), tag] as const),
    [words('emergency.severity'), words(`severities.${alert.severity}`), words(`severities.${update.severity}`)],
    [words('emergency.urgency'), words(`urgencies.${alert.urgency}`), words(`urgencies.${update.urgency}`)],
    [words('emergency.style'), words(`alertStyles.${alert.style}`), words(`alertStyles.${update.style}`)],
    [words('emergency.targets'), placesIn(alert), placesIn(update)],
    [words('emergency.ends'), formats.time(alert.expiresMs, zone), formats.time(now + update.expiresMs - update.effectiveMs, zone)],
  ];
  const changed = lines.filter(([, present, then]) => present !== then);
  return (
    <>
      {changed.every(([name]) => name === words('emergency.ends')) && (
        <Text size="sm" fw={600} mb={4}>
          {words('emergency.onlyLonger')}
        </Text>
      )}
      <ScrollTable label={words('emergency.differences')} isSurface={false}>
        <Table aria-label={words('emergency.differences')} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={130}>{words('emergency.difference')}</Table.Th>
              <Table.Th>{words('emergency.onNow')}</Table.Th>
              <Table.Th>{words('emergency.thereafter')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changed.map(([name, present, then, tag]) => (
              <Table.Tr key={name}>
                <Table.Td>{name}</Table.Td>
                <Table.Td lang={tag} style={{ whiteSpace: 'pre-line' }}>
                  {present}
                </Table.Td>
                <Table.Td lang={tag} style={{ whiteSpace: 'pre-line' }} fw={620}>
                  {then}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </>
  );
}
