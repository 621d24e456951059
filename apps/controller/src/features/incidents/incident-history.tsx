import { incidentKinds, screenIncidentKinds, type ScreenId } from '@gatecast/protocol';
import { Box, Group, Select, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { incidentHistoryQuery } from '../../api/incident-history.ts';
import { Fault } from '../../parts/fault.tsx';
import { Loading } from '../../parts/page.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { useWords } from '../../words/words.ts';
import { IncidentTable } from './incident-table.tsx';

/** What was wrong with one screen and is over, the last first, in pages; those that are not over stand at the top of its page. */
export function IncidentHistory({ screenId }: { screenId: ScreenId }) {
  const words = useWords();
  const navigate = useNavigate({ from: '/screens/$screenId' });
  const { incidents: kind } = useSearch({ from: '/shell/screens/$screenId' });
  const history = useInfiniteQuery(incidentHistoryQuery(screenId, kind));
  const rows = history.data?.pages.flatMap(({ incidents }) => incidents) ?? [];
  return (
    <Box className="surface" p="md" component="section" aria-label={words('incidents.history')}>
      <Group justify="space-between" align="flex-end" gap="xs" mb="xs">
        <Title order={2}>{words('incidents.history')}</Title>
        <Select
          label={words('incidents.kind')}
          placeholder={words('incidents.everyKind')}
          size="xs"
          clearable
          data={screenIncidentKinds.map((value) => ({ value, label: words(`incidentKinds.${value}`) }))}
          value={kind ?? null}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, incidents: incidentKinds.find((one) => one === value) }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </Group>
      <Fault error={history.error} retry={() => void history.refetch()} />
      {history.isPending && <Loading />}
      {history.data !== undefined && rows.length === 0 && (
        <Text size="sm" role="status">
          {words(kind === undefined ? 'incidents.noneEver' : 'incidents.noMatch')}
        </Text>
      )}
      {rows.length > 0 && <IncidentTable incidents={rows} onAcknowledge={null} isOfOneScreen />}
      <MoreButton list={history} size="xs">
        {words('incidents.earlier')}
      </MoreButton>
    </Box>
  );
}
