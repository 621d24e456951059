import type { Means, SiteId } from '@gatecast/protocol';
import { Box, Button, Progress, Select, Text } from '@mantine/core';
import { IconClipboardList, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { allMeansQuery } from '../../api/survey-queries.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { useFormats } from '../../instants/formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { ConditionMark } from './condition-mark.tsx';
import { MeansForm } from './means-form.tsx';
import { SheetForm } from './sheet-form.tsx';
import classes from './survey.module.css';

/** What was looked at since then counts as done in this round. */
const roundMs = 90 * 86_400_000;

/** A round through a site, on a phone: what is to be looked at, the longest unseen first, and a sheet for each. */
export function SheetsPage() {
  const words = useWords();
  const places = usePlaces();
  const formats = useFormats();
  const nowMs = useServerNow();
  const navigate = useNavigate({ from: '/survey/sheets' });
  const { site = places.sites[0]?.id, means: chosen } = useSearch({ from: '/shell/survey/sheets' });
  const list = useQuery({ ...allMeansQuery(site as SiteId | undefined), enabled: site !== undefined });
  const [isAdding, setIsAdding] = useState(false);
  const choose = (means: string | undefined) => void navigate({ search: (search) => ({ ...search, means }), replace: means === undefined });
  const all = (list.data ?? []).toSorted((a, b) => (a.surveyedAtMs ?? 0) - (b.surveyedAtMs ?? 0));
  const isSeen = ({ surveyedAtMs }: Means) => surveyedAtMs !== null && surveyedAtMs > nowMs - roundMs;
  const seenCount = all.filter(isSeen).length;
  const open = all.find(({ id }) => id === chosen);
  return (
    <Page title={words('survey.sheetsTitle')} about={words('survey.sheetsAbout')}>
      <Select
        mb="sm"
        maw={420}
        label={words('common.site')}
        allowDeselect={false}
        data={places.sites.map(({ id }) => ({ value: id as string, label: places.siteName(id) }))}
        value={site ?? null}
        onChange={(next) => void navigate({ search: { site: next ?? undefined }, replace: true })}
      />
      <Fault error={list.error} retry={() => void list.refetch()} />
      {list.isPending && site !== undefined && <Loading />}
      {list.data !== undefined && (
        <Box maw={720}>
          {all.length === 0 ? (
            <Empty icon={IconClipboardList} title={words('survey.empty')} text={words('survey.emptySheets')} />
          ) : (
            <>
              <Text size="sm" mb={6} role="status">
                {words('survey.seen', { count: seenCount, all: all.length })}
              </Text>
              <Progress mb="md" value={(seenCount / all.length) * 100} aria-label={words('survey.seenShare')} />
              <ul className={classes['walk']}>
                {all.map((means) => (
                  <li key={means.id} className="surface">
                    <button type="button" className={`row-button ${classes['stop']}`} onClick={() => choose(means.id)}>
                      <span>
                        <Text fw={600}>{means.name}</Text>
                        <Text size="xs" c="dimmed">
                          {[words(`kinds.${means.kind}`), places.areaPath(means.areaId), means.position].filter(Boolean).join(' · ')}
                        </Text>
                      </span>
                      <span className={classes['standing']}>
                        <ConditionMark condition={means.condition} />
                        <Text size="xs" c="dimmed">
                          {means.surveyedAtMs === null
                            ? words('survey.never')
                            : formats.day(means.surveyedAtMs, places.zoneOf(means.siteId))}
                        </Text>
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
          <Button mt="md" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
            {words('survey.addFound')}
          </Button>
        </Box>
      )}
      <FormDrawer isOpen={open !== undefined} title={open?.name ?? ''} onClose={() => choose(undefined)}>
        {open !== undefined && <SheetForm key={open.id} means={open} onDone={() => choose(undefined)} />}
      </FormDrawer>
      <FormDrawer isOpen={isAdding} title={words('survey.addMeans')} onClose={() => setIsAdding(false)}>
        {isAdding && <MeansForm means={null} siteId={site} onDone={() => setIsAdding(false)} />}
      </FormDrawer>
    </Page>
  );
}
