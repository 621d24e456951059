import { mediaPath, type Means, type SiteId } from '@gatecast/protocol';
import { Box, Button, Group, Table, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useServerNow } from '../../api/server-clock.ts';
import { allMeansQuery, gapQuery } from '../../api/survey-queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { HelpButton } from '../../parts/help-button.tsx';
import { Loading } from '../../parts/page.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { ConditionMark } from './condition-mark.tsx';
import { GapChart } from './gap-chart.tsx';
import { GapTable } from './gap-table.tsx';
import { ReportPlans } from './report-plans.tsx';
import { yearAt } from './survey-search.ts';
import classes from './survey.module.css';

/** Inventory with photos and plans of the sites, what is planned and the gap as one paper, of a site or of all. */
export function ReportPage() {
  const words = useWords();
  const places = usePlaces();
  const formats = useFormats();
  const nowMs = useServerNow();
  const { site, year = yearAt(nowMs) } = useSearch({ from: '/shell/survey/report' });
  const siteId = site as SiteId | undefined;
  const gap = useQuery(gapQuery(siteId, year));
  const list = useQuery(allMeansQuery(siteId));
  const title = words('survey.reportTitle', { place: siteId === undefined ? words('wall.everySite') : places.siteName(siteId), year });
  usePageTitle(title);
  const bySite = Map.groupBy(list.data ?? [], (means) => means.siteId);
  return (
    <Box className={`surface ${classes['report']}`}>
      <Button className="no-print" mb="md" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
        {words('survey.print')}
      </Button>
      <Group gap="xs" wrap="nowrap" align="center">
        <Title order={1}>{title}</Title>
        <HelpButton />
      </Group>
      <Text size="sm" c="dimmed">
        {words('survey.reportAsOf', { day: formats.day(nowMs, places.mainZone) })}
      </Text>
      <Fault error={gap.error ?? list.error} />
      {(gap.isPending || list.isPending) && <Loading />}
      {gap.data !== undefined && (
        <section aria-labelledby="report-gap">
          <Title order={2} id="report-gap" mb="sm">
            {words('survey.gapTitle', { year })}
          </Title>
          <GapChart totals={gap.data.totals} />
          <GapTable rows={gap.data.rows} />
        </section>
      )}
      {[...bySite].map(([id, means]) => (
        <section key={id} aria-labelledby={`report-${id}`}>
          <Title order={2} id={`report-${id}`} mb="sm">
            {places.siteName(id)} · {words('survey.count', { count: means.length })}
          </Title>
          <ReportPlans siteId={id} means={means} />
          <ScrollTable label={places.siteName(id)}>
            <Table fz="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words('survey.number')}</Table.Th>
                  <Table.Th>{words('survey.name')}</Table.Th>
                  <Table.Th>{words('survey.kind')}</Table.Th>
                  <Table.Th>{words('survey.where')}</Table.Th>
                  <Table.Th>{words('survey.condition')}</Table.Th>
                  <Table.Th>{words('survey.owner')}</Table.Th>
                  <Table.Th>{words('survey.surveyed')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {means.map((one, index) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>{index + 1}</Table.Td>
                    <Table.Td>
                      {one.name}
                      <ReportPhotos means={one} />
                    </Table.Td>
                    <Table.Td>{words(`kinds.${one.kind}`)}</Table.Td>
                    <Table.Td>{[places.areaPath(one.areaId), one.position].filter(Boolean).join(' · ')}</Table.Td>
                    <Table.Td>
                      <span>
                        <ConditionMark condition={one.condition} />
                      </span>
                    </Table.Td>
                    <Table.Td>{one.owner}</Table.Td>
                    <Table.Td>
                      {one.surveyedAtMs === null ? words('survey.never') : formats.day(one.surveyedAtMs, places.zoneOf(one.siteId))}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollTable>
        </section>
      ))}
    </Box>
  );
}

/** On paper there is nothing to open: the photos stand under the name. */
function ReportPhotos({ means }: { means: Means }) {
  const words = useWords();
  const hashes = means.photos.flatMap(({ thumbnail, picture }) => thumbnail ?? picture ?? []);
  if (hashes.length === 0) return null;
  return (
    <ul className={classes['photos']}>
      {hashes.map((hash) => (
        <li key={hash}>
          <img src={mediaPath(hash)} alt={words('survey.photoOf', { name: means.name })} />
        </li>
      ))}
    </ul>
  );
}
