import { gapExportPath } from '@gatecast/protocol';
import { Box, Group, NumberInput, Stack, Title } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useServerNow } from '../../api/server-clock.ts';
import { gapQuery } from '../../api/survey-queries.ts';
import { piece } from '../../app/piece.ts';
import { Empty } from '../../parts/empty.tsx';
import { ExportButtons } from '../../parts/export-buttons.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading } from '../../parts/page.tsx';
import { queryText } from '../../parts/query-text.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { GapTable } from './gap-table.tsx';
import { yearAt, type ViewProps } from './survey-search.ts';

// charts bring a library of their own, which lists and forms do not wait for
const GapChart = lazy(async () => ({ default: (await piece(import('./gap-chart.tsx'))).GapChart }));

/** What is planned by a year against what was found, as a chart and as a table. */
export function GapView({ siteId, search, onChange }: ViewProps) {
  const words = useWords();
  const language = useLanguage();
  const nowMs = useServerNow();
  const year = search.year ?? yearAt(nowMs);
  const gap = useQuery(gapQuery(siteId, year));
  return (
    <>
      <Group gap="sm" mb="md" align="flex-end">
        <NumberInput
          w={140}
          label={words('survey.byYear')}
          min={1980}
          max={2100}
          thousandSeparator=""
          clampBehavior="strict"
          value={year}
          onChange={(next) => typeof next === 'number' && next >= 1980 && onChange({ year: next })}
        />
        <ExportButtons hrefOf={(format) => `${gapExportPath(format)}?${queryText({ siteId, year, language })}`} />
      </Group>
      <Fault error={gap.error} retry={() => void gap.refetch()} />
      {gap.isPending && <Loading />}
      {gap.data?.rows.length === 0 && <Empty icon={IconScale} title={words('survey.gapEmpty')} text={words('survey.gapEmptyAbout')} />}
      {gap.data !== undefined && gap.data.rows.length > 0 && (
        <Stack gap="md">
          <Box className="surface" p="md">
            <Title order={2} mb="sm">
              {words('survey.gapTitle', { year })}
            </Title>
            <Suspense fallback={<Loading />}>
              <GapChart totals={gap.data.totals} />
            </Suspense>
          </Box>
          <GapTable rows={gap.data.rows} />
        </Stack>
      )}
    </>
  );
}
