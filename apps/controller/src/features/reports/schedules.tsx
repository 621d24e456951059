import { reportKindSchema, reportRoutes, type ReportKind, type ReportSchedule, type SiteId } from '@gatecast/protocol';
import { Alert, Box, Button, Group, Select, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconMail, IconPlus } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { markField } from '../../parts/form-fault.ts';
import { Mark } from '../../parts/mark.tsx';
import { Loading } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useLanguage, useWords } from '../../words/words.ts';

const schedulesQuery = queryOptions({ queryKey: ['report-schedules'], queryFn: () => call(reportRoutes.listReportSchedules, {}) });

/** Reports that go out by mail: which, to whom, how the last sending went; add, change, send at once. */
export function Schedules({ kind }: { kind: ReportKind }) {
  const words = useWords();
  const may = useMay();
  const [editing, setEditing] = useState<ReportSchedule | 'new' | null>(null);
  const { data, error, isPending, refetch } = useQuery(schedulesQuery);
  if (isPending) return <Loading />;
  if (data === undefined) return <Fault error={error} retry={() => void refetch()} />;
  if (editing !== null) return <ScheduleForm schedule={editing === 'new' ? null : editing} kind={kind} onDone={() => setEditing(null)} />;
  return (
    <Stack gap="sm">
      {!data.isMailSet && <Alert color="orange" title={words('reports.noMail')} />}
      {data.schedules.length === 0 && (
        <Text size="sm" c="dimmed">
          {words('reports.noSchedule')}
        </Text>
      )}
      {data.schedules.map((schedule) => (
        <ScheduleCard key={schedule.id} schedule={schedule} onEdit={may('report.schedule') ? () => setEditing(schedule) : null} />
      ))}
      {may('report.schedule') && (
        <Group>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
            {words('reports.addSchedule')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** `onEdit` null: it is only looked at. */
function ScheduleCard({ schedule, onEdit }: { schedule: ReportSchedule; onEdit: (() => void) | null }) {
  const words = useWords();
  const places = usePlaces();
  const formats = useFormats();
  const queries = useQueryClient();
  const { id, kind, every, atHour, siteId, recipients, isOn, nextAtMs, last } = schedule;
  const zone = siteId === null ? places.mainZone : places.zoneOf(siteId);
  const send = useMutation({
    mutationFn: () => call(reportRoutes.sendReport, { params: { scheduleId: id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: schedulesQuery.queryKey }),
  });
  return (
    <Box className="surface" p="sm" component="section" aria-label={words(`reports.kinds.${kind}`)}>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{words(`reports.kinds.${kind}`)}</Text>
        <Mark tone={!isOn ? 'quiet' : last?.problem ? 'bad' : 'good'}>
          {!isOn
            ? words('reports.off')
            : last === null
              ? words('reports.neverSent')
              : words(last.problem === null ? 'reports.sentAt' : 'reports.notSentAt', { at: formats.dateTime(last.atMs, zone) })}
        </Mark>
      </Group>
      <Text size="sm" c="dimmed">
        {[
          words(`reports.every.${every}`),
          hourText(atHour),
          siteId === null ? words('wall.everySite') : places.siteName(siteId),
          recipients.join(', '),
        ].join(' · ')}
      </Text>
      {last !== null && last.problem !== null && (
        <Text size="sm" c="var(--mantine-color-error)">
          {words('reports.problem', { problem: last.problem })}
        </Text>
      )}
      {isOn && (
        <Text size="xs" c="dimmed">
          {words('reports.next', { at: formats.dateTime(nextAtMs, zone) })}
        </Text>
      )}
      <Fault error={send.error} />
      {onEdit !== null && (
        <Group gap="xs" mt="xs">
          <Button size="compact-sm" variant="default" onClick={onEdit}>
            {words('reports.changeSchedule')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            loading={send.isPending}
            leftSection={<IconMail size={14} aria-hidden />}
            onClick={() => send.mutate()}
          >
            {words('reports.sendNow')}
          </Button>
        </Group>
      )}
    </Box>
  );
}

function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

type Values = {
  kind: ReportKind;
  every: 'day' | 'week' | 'month';
  atHour: string;
  siteId: string | null;
  language: 'vi' | 'en';
  recipients: string[];
  isOn: boolean;
};

function ScheduleForm({ schedule, kind, onDone }: { schedule: ReportSchedule | null; kind: ReportKind; onDone: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const places = usePlaces();
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues:
      schedule === null
        ? { kind, every: 'week', atHour: '6', siteId: null, language, recipients: [], isOn: true }
        : { ...schedule, atHour: `${schedule.atHour}`, recipients: [...schedule.recipients] },
    validate: { recipients: (value) => (value.length === 0 ? words('common.required') : null) },
  });
  useUnsaved(form.isDirty());
  const done = async (said: string) => {
    await queries.invalidateQueries({ queryKey: schedulesQuery.queryKey });
    tellDone(said);
    onDone();
  };
  const save = useMutation({
    mutationFn: (onto: number) => {
      const { kind: of, every, atHour, siteId, language: words_, recipients, isOn } = form.values;
      const body = { kind: of, every, atHour: Number(atHour), siteId: siteId as SiteId | null, language: words_, recipients, isOn };
      return schedule === null
        ? call(reportRoutes.createReportSchedule, { body })
        : call(reportRoutes.putReportSchedule, { params: { scheduleId: schedule.id }, body: { ...body, revision: onto } });
    },
    onSuccess: () => done(words('survey.saved')),
    onError: (error) => markField(form, error),
  });
  const remove = useMutation({
    mutationFn: (onto: number) =>
      call(reportRoutes.deleteReportSchedule, { params: { scheduleId: schedule?.id ?? '' }, query: { revision: onto } }),
    onSuccess: () => done(words('removal.done')),
  });
  const label = words(schedule === null ? 'reports.addSchedule' : 'reports.changeSchedule');
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(schedule?.revision ?? 0))} noValidate aria-label={label}>
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <SaveFault error={remove.error} isRemoval onKeep={remove.mutate} onReload={onDone} />
        <Select
          label={words('reports.which')}
          allowDeselect={false}
          data={reportKindSchema.options.map((value) => ({ value, label: words(`reports.kinds.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        <Select
          label={words('reports.often')}
          allowDeselect={false}
          data={(['day', 'week', 'month'] as const).map((value) => ({ value, label: words(`reports.every.${value}`) }))}
          {...form.getInputProps('every')}
        />
        <Select
          label={words('reports.atHour')}
          description={words('reports.atHourAbout')}
          allowDeselect={false}
          data={Array.from({ length: 24 }, (_none, hour) => ({ value: `${hour}`, label: hourText(hour) }))}
          {...form.getInputProps('atHour')}
        />
        <Select
          label={words('common.site')}
          placeholder={words('wall.everySite')}
          clearable
          data={places.sites.map(({ id }) => ({ value: id as string, label: places.siteName(id) }))}
          {...form.getInputProps('siteId')}
        />
        <Select
          label={words('reports.language')}
          allowDeselect={false}
          data={[
            { value: 'vi' as const, label: 'Tiếng Việt' },
            { value: 'en' as const, label: 'English' },
          ]}
          {...form.getInputProps('language')}
        />
        <TagsInput
          label={words('reports.recipients')}
          description={words('reports.recipientsAbout')}
          maxTags={20}
          splitChars={[',', ' ', ';']}
          {...form.getInputProps('recipients')}
          error={form.errors['recipients'] ?? Object.entries(form.errors).find(([path]) => path.startsWith('recipients.'))?.[1]}
        />
        <Switch label={words('reports.isOn')} {...form.getInputProps('isOn', { type: 'checkbox' })} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {schedule === null ? label : words('common.save')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {words('common.cancel')}
          </Button>
          {schedule !== null && (
            <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate(schedule.revision)}>
              {words('removal.remove')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
