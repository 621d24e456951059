import { longestReportDays, reportExportPath, reportKindSchema, type ReportKind, type SiteId } from '@gatecast/protocol';
import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload, IconFileTypePdf, IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import type { reportSearchSchema } from '../../app/router.tsx';
import { reportQuery } from '../../api/report-queries.ts';
import { useMay } from '../../api/session.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { NoSite } from '../../parts/no-site.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { SiteFilter } from '../../parts/site-filter.tsx';
import { usePlaces } from '../../parts/places.ts';
import { queryText } from '../../parts/query-text.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { ReportSection } from './report-section.tsx';
import { reportSpans, spanOf } from './report-span.ts';
import { Schedules } from './schedules.tsx';

const dayMs = 86_400_000;

/** Reports over a span, of a site or of all, as charts, tables and files. What is chosen is part of the address. */
export function ReportsPage() {
  const words = useWords();
  const language = useLanguage();
  const may = useMay();
  const [isScheduling, setIsScheduling] = useState(false);
  const places = usePlaces();
  const formats = useFormats();
  const nowMs = useServerNow();
  const search = useSearch({ from: '/shell/reports' });
  const { report: kind = 'air-time', site, span = 'week', from, until } = search;
  const zone = site === undefined ? places.mainZone : places.zoneOf(site);
  const range = spanOf({ span, from, until }, nowMs, zone);
  const filter = { ...range, siteId: site as SiteId | undefined, language };
  const isLong = range.untilMs <= range.fromMs || range.untilMs - range.fromMs > longestReportDays[kind] * dayMs;
  const report = useQuery({ ...reportQuery(kind, filter), enabled: !isLong && places.sites.length > 0 });
  const hrefOf = (format: string, section?: string) => `${reportExportPath(kind, format)}?${queryText({ ...filter, section })}`;
  return (
    <Page
      title={words('reports.title')}
      about={words(`reports.about.${kind}`)}
      actions={
        <Group gap="xs" className="no-print">
          {may('report-schedules.read') && (
            <Button variant="default" leftSection={<IconMail size={16} aria-hidden />} onClick={() => setIsScheduling(true)}>
              {words('reports.schedules')}
            </Button>
          )}
          {report.data !== undefined && (
            <>
              <Button component="a" variant="default" href={hrefOf('xlsx')} download leftSection={<IconDownload size={16} aria-hidden />}>
                {words('sheets.save.xlsx')}
              </Button>
              <Button component="a" variant="default" href={hrefOf('pdf')} download leftSection={<IconFileTypePdf size={16} aria-hidden />}>
                {words('sheets.save.pdf')}
              </Button>
            </>
          )}
        </Group>
      }
    >
      <Filters />
      {places.isKnown && places.sites.length === 0 && <NoSite />}
      {isLong ? (
        <Alert color="orange" title={words('reports.tooLong', { days: longestReportDays[kind] })} />
      ) : (
        <Fault error={report.error} retry={() => void report.refetch()} />
      )}
      {report.isFetching && <Loading label={words('reports.making')} />}
      {report.data !== undefined && !isLong && (
        <Stack gap="md">
          <Text size="sm" c="dimmed" role="status">
            {words('reports.of', {
              from: formats.dateTime(report.data.fromMs, zone),
              until: formats.dateTime(report.data.untilMs, zone),
              place: site === undefined ? words('wall.everySite') : places.siteName(site),
            })}
          </Text>
          {report.data.sections.map((section) => (
            <ReportSection
              key={`${kind} ${section.key}`}
              section={section}
              timeZone={report.data.timeZone}
              csvHref={hrefOf('csv', section.key)}
            />
          ))}
          {report.data.notes.map((note) => (
            <Text key={note} size="sm" c="dimmed">
              {note}
            </Text>
          ))}
        </Stack>
      )}
      <FormDrawer isOpen={isScheduling} title={words('reports.schedules')} onClose={() => setIsScheduling(false)}>
        {isScheduling && <Schedules kind={kind} />}
      </FormDrawer>
    </Page>
  );
}

function Filters() {
  const words = useWords();
  const navigate = useNavigate({ from: '/reports' });
  const { report: kind = 'air-time', site, span = 'week', from, until } = useSearch({ from: '/shell/reports' });
  const change = (part: z.infer<typeof reportSearchSchema>) =>
    void navigate({ search: (search) => ({ ...search, ...part }), replace: true });
  return (
    <Group gap="sm" mb="md" align="flex-end" className="no-print">
      <Select
        w={{ base: '100%', xs: 250 }}
        label={words('reports.which')}
        allowDeselect={false}
        data={reportKindSchema.options.map((value) => ({ value: value as string, label: words(`reports.kinds.${value}`) }))}
        value={kind}
        onChange={(next) => change({ report: (next ?? 'air-time') as ReportKind })}
      />
      <Select
        w={{ base: '100%', xs: 190 }}
        label={words('reports.span')}
        allowDeselect={false}
        data={reportSpans.map((value) => ({ value: value as string, label: words(`reports.spans.${value}`) }))}
        value={span}
        onChange={(next) => change({ span: (next ?? 'week') as typeof span })}
      />
      {span === 'days' && (
        <>
          <TextInput
            type="date"
            label={words('reports.from')}
            value={from ?? ''}
            onChange={({ currentTarget: { value } }) => change({ from: value === '' ? undefined : value })}
          />
          <TextInput
            type="date"
            label={words('reports.until')}
            value={until ?? ''}
            onChange={({ currentTarget: { value } }) => change({ until: value === '' ? undefined : value })}
          />
        </>
      )}
      <SiteFilter value={site} onChange={(next) => change({ site: next })} />
    </Group>
  );
}
