import { timetableRoutes, type StoredEntry, type Timetable } from '@gatecast/protocol';
import { Alert, Button, Group, SegmentedControl, Select, Text, Title, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconCalendarPlus,
  IconCalendarTime,
  IconChevronLeft,
  IconChevronRight,
  IconClipboard,
  IconSend,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { call } from '../../api/call.ts';
import { calendarsQuery, entriesQuery, holidaysQuery, placesQuery, screensQuery } from '../../api/queries.ts';
import { serverNow } from '../../api/server-clock.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { instantOfWallClock, wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault, tellDone, tellNote } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { NoSite } from '../../parts/no-site.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { useLanguage, useWords } from '../../words/words.ts';
import { EntryEditor } from '../schedule/entry-editor.tsx';
import { emptyEntryForm, readEntry, type EntryForm } from '../schedule/entry-form.ts';
import { PlanFaults } from '../schedule/plan-faults.tsx';
import { targetKey, targetOf, useTargets } from '../schedule/targets.ts';
import { alwaysDraft, readWhen, type Recurring } from '../schedule/when-draft.ts';
import { UndoButtons } from '../schedule/undo-buttons.tsx';
import { changeWhen, type Shift } from './change-when.ts';
import { pastedForm, type Copied } from './paste-entry.ts';
import { OccurrenceChoice, type Occurrence } from './occurrence-choice.tsx';
import type { SplitWhen } from './split-when.ts';
import { PlannedView } from './planned-view.tsx';
import { stepDate, stripsOf, type View } from './shown-range.ts';
import { YearView } from './year-view.tsx';
import { StripView } from './strip-view.tsx';

type Planned = Extract<Timetable, { kind: 'planned' }>;
type Editing = {
  readonly entry: StoredEntry | null;
  readonly form: EntryForm;
  readonly split?: { readonly from: StoredEntry; readonly kept: Recurring };
} | null;
const stepMinutes = { day: 15, week: 30, month: 60, year: 60 } as const satisfies Record<View, number>;
const firstHolidayYear = 2015;

/** When the entries of a site, area or screen are on: by day, week and month, drawn by the engine, moved by hand. */
export function TimetablePage() {
  const words = useWords();
  const may = useMay();
  const navigate = useNavigate({ from: '/schedule/timetable' });
  const { places, targets, target, zone, view, date } = useShownTarget();
  const [editing, setEditing] = useState<Editing>(null);
  const [copied, setCopied] = useState<Copied | null>(null);
  const [asked, setAsked] = useState<Occurrence | null>(null);
  const formats = useFormats();
  const [told, setTold] = useState('');
  const { data: entries } = useQuery(entriesQuery);
  const shownDay = view === 'year' ? date.slice(0, 4) : date;
  // a year's days are many, and the same for each of its days
  const strips = useMemo(() => stripsOf(view, shownDay.length === 4 ? `${shownDay}-01-01` : shownDay, zone), [view, shownDay, zone]);
  const range = { fromMs: strips[0]?.fromMs ?? 0, untilMs: strips.at(-1)?.untilMs ?? 0 };
  const timetable = useQuery({
    // below `entries`, which says when one was changed
    queryKey: ['entries', 'timetable', target, range],
    queryFn: () => call(timetableRoutes.readTimetable, { body: { target: targetOf(target ?? ''), ...range } }),
    enabled: target !== null && view !== 'year',
    placeholderData: keepPreviousData,
  });
  const holidaysOn = useHolidays(strips.flatMap(({ days }) => days.map((day) => day.date)));
  const change = (part: { view?: View; date?: string; target?: string }) =>
    void navigate({ search: (search) => ({ ...search, ...part }), replace: part.target === undefined });
  const begin = (local: string) => {
    const endMs = (instantOfWallClock(local, 'UTC') ?? 0) + 3_600_000;
    const once = { start: local, end: wallClockOf(endMs, 'UTC') };
    setEditing({
      entry: null,
      form: { ...emptyEntryForm(), targets: target === null ? [] : [target], when: { ...alwaysDraft, kind: 'once', once } },
    });
  };
  const openAll = (entry: StoredEntry, shift: Shift | null) => {
    const form = readEntry(entry);
    const when = shift === null ? entry.when : changeWhen(entry.when, shift);
    if (when === null) tellNote(words('timetable.notMovable'));
    setEditing({ entry, form: when === null ? form : { ...form, when: readWhen(when) } });
  };
  const open = (entry: StoredEntry, shift: Shift | null, startMs: number | null) => {
    const { when } = entry;
    if (startMs === null || when.kind !== 'recurring' || !may('schedule.edit')) openAll(entry, shift);
    else setAsked({ entry, when, startMs, shift });
  };
  const copy = (entry: StoredEntry, startMs: number | null) => {
    setCopied({ entry, start: startMs === null || entry.when.kind !== 'recurring' ? null : wallClockOf(startMs, zone) });
    setTold(words('timetable.copied', { entry: entry.name }));
    tellDone(words('timetable.copied', { entry: entry.name }));
  };
  const paste = () => {
    const day = document.activeElement?.closest<HTMLElement>('[data-date]')?.dataset['date'] ?? date;
    if (copied !== null && target !== null && may('schedule.edit')) setEditing({ entry: null, form: pastedForm(copied, target, day) });
  };
  useHotkeys([['mod+V', paste]]);
  const choose = ({ entry, startMs, shift }: Occurrence, split: SplitWhen | null) => {
    setAsked(null);
    if (split === null) return openAll(entry, shift);
    const name = words('timetable.splitName', { entry: entry.name, day: formats.day(startMs, zone) }).slice(0, 200);
    setEditing({ entry: null, form: { ...readEntry(entry), name, when: readWhen(split.own) }, split: { from: entry, kept: split.kept } });
  };
  if (places.isPending) return <Loading />;
  return (
    <Page
      title={words('timetable.title')}
      about={words('timetable.about')}
      actions={
        <>
          {may('schedule.edit') && <UndoButtons />}
          {may('schedule.edit') && copied !== null && (
            <Button variant="default" leftSection={<IconClipboard size={16} aria-hidden />} onClick={paste}>
              {words('timetable.paste', { day: formats.day(Date.parse(date), 'UTC') })}
            </Button>
          )}
          {may('schedule.edit') && target !== null && (
            <Button variant="default" leftSection={<IconCalendarPlus size={16} aria-hidden />} onClick={() => begin(`${date}T08:00`)}>
              {words('schedule.addEntry')}
            </Button>
          )}
          <Button component={Link} to="/schedule/publish" leftSection={<IconSend size={16} aria-hidden />}>
            {words('schedule.publish')}
          </Button>
        </>
      }
    >
      {target === null ? (
        <NoSite />
      ) : (
        <>
          <Controls
            targets={targets}
            target={target}
            view={view}
            date={date}
            today={wallClockOf(serverNow(), zone).slice(0, 10)}
            onChange={change}
          />
          <Fault error={timetable.error} retry={() => void timetable.refetch()} />
          <VisuallyHidden role="status">{told}</VisuallyHidden>
          {view === 'year' && (
            <YearView
              target={target}
              date={date}
              timeZone={zone}
              today={wallClockOf(serverNow(), zone).slice(0, 10)}
              holidaysOn={holidaysOn}
              onDay={(day) => change({ view: 'day', date: day })}
            >
              {(notPlanned) => <NotPlanned timetable={notPlanned} zone={zone} />}
            </YearView>
          )}
          {view !== 'year' && timetable.isPending && <Loading label={words('timetable.laying')} />}
          {view !== 'year' && timetable.data !== undefined && timetable.data.kind !== 'planned' && (
            <NotPlanned timetable={timetable.data} zone={zone} />
          )}
          {view !== 'year' && timetable.data?.kind === 'planned' && (
            <PlannedView planned={timetable.data} zone={zone} onTarget={(next) => change({ target: next })}>
              {(own) =>
                strips.map((strip) => (
                  <StripView
                    key={strip.fromMs}
                    strip={strip}
                    {...own}
                    holidaysOn={holidaysOn}
                    timeZone={zone}
                    stepMinutes={stepMinutes[view]}
                    isCompact={view === 'month'}
                    mayEdit={may('schedule.edit')}
                    onOpen={open}
                    onBegin={begin}
                    onCopy={copy}
                    onDay={(day) => change({ view: 'day', date: day })}
                    onTell={setTold}
                  />
                ))
              }
            </PlannedView>
          )}
          {may('schedule.edit') && view !== 'year' && (
            <Text size="xs" c="dimmed">
              {words('timetable.help')}
            </Text>
          )}
        </>
      )}
      <FormDrawer
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        size="lg"
        title={editing?.entry === null ? words('schedule.addEntry') : words('schedule.editEntry')}
      >
        {editing !== null && entries !== undefined && (
          <EntryEditor
            entry={editing.entry}
            begun={editing.form}
            {...(editing.split === undefined ? {} : { split: editing.split })}
            onDone={() => setEditing(null)}
          />
        )}
      </FormDrawer>
      <OccurrenceChoice
        occurrence={asked}
        timeZone={zone}
        onChoose={(occurrence, _, split) => choose(occurrence, split)}
        onClose={() => setAsked(null)}
      />
    </Page>
  );
}

/** What the address asks for; without it the first site, this week, and on a phone today. */
function useShownTarget() {
  const words = useWords();
  const search = useSearch({ from: '/shell/schedule/timetable' });
  const { isPending: isPlacesPending } = useQuery(placesQuery);
  const { isPending: isScreensPending } = useQuery(screensQuery);
  const { name, places } = useTargets();
  const keys = {
    sites: places.sites.map(({ id }) => targetKey({ kind: 'site', siteId: id })),
    areas: places.areas.map(({ id }) => targetKey({ kind: 'area', areaId: id })),
    screens: places.screens.map(({ id }) => targetKey({ kind: 'screen', screenId: id })),
  };
  const known = [...keys.sites, ...keys.areas, ...keys.screens];
  const target = search.target !== undefined && known.includes(search.target) ? search.target : (keys.sites[0] ?? null);
  const zone = target === null ? 'UTC' : zoneOfTarget(target, places);
  const view = search.view ?? (window.matchMedia('(max-width: 48em)').matches ? 'day' : 'week');
  const date = search.date ?? wallClockOf(serverNow(), zone).slice(0, 10);
  const groups = (['sites', 'areas', 'screens'] as const).map((group) => ({
    group: words(`schedule.${group}`),
    items: keys[group].map((value) => ({ value, label: name(targetOf(value)) })),
  }));
  return { places: { isPending: isPlacesPending || isScreensPending }, targets: groups, target, zone, view, date };
}

function zoneOfTarget(key: string, places: ReturnType<typeof useTargets>['places']): string {
  const target = targetOf(key);
  switch (target.kind) {
    case 'site':
      return places.zoneOf(target.siteId);
    case 'area':
      return places.zoneOf(places.areas.find(({ id }) => id === target.areaId)?.siteId ?? '');
    case 'screen':
      return places.zoneOfScreen(target.screenId);
  }
}

type ControlsProps = {
  readonly targets: ReturnType<typeof useShownTarget>['targets'];
  readonly target: string;
  readonly view: View;
  readonly date: string;
  readonly today: string;
  readonly onChange: (part: { view?: View; date?: string; target?: string }) => void;
};

function Controls({ targets, target, view, date, today, onChange }: ControlsProps) {
  const words = useWords();
  const language = useLanguage();
  const title = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    ...(view === 'month' || view === 'year' ? {} : { day: 'numeric' }),
    ...(view === 'year' ? {} : { month: 'long' }),
    ...{ timeZone: 'UTC', year: 'numeric' },
  }).format(Date.parse(date));
  return (
    <Group mb="md" gap="sm" align="flex-end">
      <Select
        w={{ base: '100%', xs: 280 }}
        label={words('timetable.target')}
        searchable
        allowDeselect={false}
        data={targets}
        value={target}
        onChange={(next) => next !== null && onChange({ target: next })}
      />
      <SegmentedControl
        aria-label={words('timetable.view')}
        data={(['day', 'week', 'month', 'year'] as const).map((value) => ({ value, label: words(`timetable.views.${value}`) }))}
        value={view}
        onChange={(next) => onChange({ view: next })}
      />
      <Group gap={6}>
        <Button
          variant="default"
          px={8}
          aria-label={words('timetable.earlier')}
          onClick={() => onChange({ date: stepDate(view, date, -1) })}
        >
          <IconChevronLeft size={18} aria-hidden />
        </Button>
        <Button variant="default" onClick={() => onChange({ date: today })}>
          {words('timetable.today')}
        </Button>
        <Button variant="default" px={8} aria-label={words('timetable.later')} onClick={() => onChange({ date: stepDate(view, date, 1) })}>
          <IconChevronRight size={18} aria-hidden />
        </Button>
      </Group>
      <Title order={2} pb={6} aria-live="polite">
        {title}
      </Title>
    </Group>
  );
}

/** The names of public holidays and of the house's own calendars, by date. */
function useHolidays(dates: readonly string[]): (date: string) => readonly string[] {
  const language = useLanguage();
  const year = (date: string | undefined) => Math.max(firstHolidayYear, Number(date?.slice(0, 4) ?? firstHolidayYear));
  const { data: holidays } = useQuery(holidaysQuery(year(dates[0]), year(dates.at(-1))));
  const { data: calendars } = useQuery(calendarsQuery);
  const shown = new Set(dates);
  const names = new Map<string, readonly string[]>();
  const add = (date: string, name: string) => {
    const known = names.get(date) ?? [];
    if (shown.has(date) && !known.includes(name)) names.set(date, [...known, name]);
  };
  for (const holiday of holidays ?? []) if (holiday.basis !== 'custom') add(holiday.date, holiday.names[language]);
  for (const calendar of calendars ?? []) for (const date of calendar.dates) add(date, calendar.name);
  return (date) => names.get(date) ?? [];
}

function NotPlanned({ timetable, zone }: { timetable: Exclude<Timetable, Planned>; zone: string }) {
  const words = useWords();
  switch (timetable.kind) {
    case 'refused':
      return (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={words('findings.refused')} mb="md">
          <PlanFaults faults={timetable.faults} zone={zone} />
        </Alert>
      );
    case 'no-screen':
      return <Empty icon={IconCalendarTime} title={words('timetable.noScreen')} text={words('timetable.noScreenAbout')} />;
    case 'unaddressed':
      return <Empty icon={IconCalendarTime} title={words('schedule.empty')} text={words('schedule.emptyAbout')} />;
  }
}
