import { foldedText, type SiteId } from '@gatecast/protocol';
import { Box, Button, Group, SegmentedControl, Select, Switch, Text, TextInput } from '@mantine/core';
import { IconHeartbeat, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { siteHealthQuery, stripSpans, type StripSpanName } from '../../api/health-queries.ts';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { NoSite } from '../../parts/no-site.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './health.module.css';
import { StripAxis } from './strip-axis.tsx';
import { TimelineRows } from './timeline-rows.tsx';
import { UptimeBar } from './uptime-bar.tsx';
import { useUptimeText } from './uptime-text.ts';
import { worstFirst } from './worst-first.ts';

/** How every screen of a site was over a day or a week, the worst first. What narrows it is part of the address. */
export function TimelinePage() {
  const words = useWords();
  const may = useMay();
  const places = usePlaces();
  const uptimeText = useUptimeText();
  const navigate = useNavigate({ from: '/health' });
  const search = useSearch({ from: '/shell/health' });
  const { span = 'day', find = '', only } = search;
  const site = places.sites.find(({ id }) => id === search.site) ?? places.sites[0];
  const siteId = site?.id;
  const { data, error, isPending, refetch } = useQuery({
    ...siteHealthQuery(siteId ?? ('' as SiteId), span),
    enabled: siteId !== undefined,
  });
  const all = useMemo(() => {
    const byId = new Map(places.screens.map((screen) => [screen.id, screen]));
    const named = (data?.screens ?? []).map((tally) => {
      const screen = byId.get(tally.screenId);
      return {
        ...tally,
        name: places.screenName(tally.screenId),
        place: places.areaPath(screen?.areaId ?? null),
        state: screen?.state ?? null,
      };
    });
    return worstFirst(named);
  }, [data, places]);
  const rows = useMemo(() => {
    const sought = foldedText(find.trim());
    return all.filter(
      ({ name, place, offline, impaired }) =>
        (only === undefined || offline + impaired > 0) && (sought === '' || foldedText(`${name} ${place}`).includes(sought)),
    );
  }, [all, find, only]);
  const change = (part: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const timeZone = site?.timeZone ?? 'UTC';
  return (
    <Page title={words('health.pageTitle')} about={words('health.pageAbout')}>
      <Group align="end" gap="sm" mb="md">
        <Select
          label={words('common.site')}
          w={240}
          allowDeselect={false}
          searchable
          data={places.sites.map(({ id }) => ({ value: id, label: places.siteName(id) }))}
          value={siteId ?? null}
          onChange={(next) => change({ site: next ?? undefined })}
        />
        <TextInput
          label={words('health.find')}
          value={find}
          leftSection={<IconSearch size={16} aria-hidden />}
          onChange={({ currentTarget: { value } }) => change({ find: value === '' ? undefined : value })}
        />
        <SegmentedControl
          aria-label={words('health.span')}
          value={span}
          onChange={(next: StripSpanName) => change({ span: next === 'day' ? undefined : next })}
          data={stripSpans.map((name) => ({ value: name, label: words(`health.spans.${name}`) }))}
        />
        <Switch
          label={words('health.onlyUnwell')}
          checked={only === 'unwell'}
          onChange={({ currentTarget: { checked } }) => change({ only: checked ? 'unwell' : undefined })}
          pb={8}
        />
      </Group>
      <Fault error={error} retry={() => void refetch()} />
      {places.isKnown && siteId === undefined && <NoSite />}
      {siteId !== undefined && isPending && <Loading />}
      {data && all.length === 0 && (
        <Empty icon={IconHeartbeat} title={words('health.noPlayers')} text={words('health.noPlayersAbout')}>
          {may('fleet.enrol') && (
            <Button component={Link} to="/enrol">
              {words('nav.enrol')}
            </Button>
          )}
        </Empty>
      )}
      {data && siteId !== undefined && all.length > 0 && (
        <>
          <Text size="sm" mb={6} role="status">
            {words('health.shown', { count: rows.length, all: all.length })} · {words('health.uptime')}:{' '}
            <strong>{uptimeText(data.total)}</strong>
          </Text>
          <UptimeBar total={data.total} />
          {rows.length === 0 ? (
            <Empty icon={IconSearch} title={words('health.noMatch')} />
          ) : (
            <Box className={`surface ${classes['timeline']}`} mt="md">
              <div className={classes['head']}>
                <StripAxis fromMs={data.fromMs} untilMs={data.untilMs} span={span} timeZone={timeZone} />
              </div>
              <TimelineRows rows={rows} siteId={siteId} span={span} timeZone={timeZone} label={words('health.pageTitle')} />
            </Box>
          )}
          <Text size="xs" c="dimmed" mt={6}>
            {words(span === 'day' ? 'health.partsDay' : 'health.partsWeek')} {words('health.about')}
          </Text>
        </>
      )}
    </Page>
  );
}
