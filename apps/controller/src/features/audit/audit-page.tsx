import {
  auditActions,
  auditExportPath,
  auditRoutes,
  auditSubjectKinds,
  type AuditAction,
  type AuditRow,
  type AuditSubjectKind,
} from '@gatecast/protocol';
import { Anchor, Button, Code, Group, NativeSelect, Select, Table, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { call } from '../../api/call.ts';
import { namesQuery } from '../../api/queries.ts';
import { usePersonName } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { instantOfWallClock } from '../../instants/instant-of-wall-clock.ts';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords, type Words } from '../../words/words.ts';
import { partsOfSubject, useSubjectName } from './use-subject-name.ts';

/** Who types asks when they rest. */
const restMs = 300;

/** Who did what, to look through; the whole of it as a file to verify. What narrows it is part of the address. */
export function AuditPage() {
  const words = useWords();
  const { mainZone } = usePlaces();
  const { data: people = [] } = useQuery(namesQuery);
  const navigate = useNavigate({ from: '/audit' });
  const search = useSearch({ from: '/shell/audit' });
  const { actor = '', action = '', subject = '', from = '', until = '' } = search;
  const filter = useMemo(() => ({ actor, action, subject, from, until }), [actor, action, subject, from, until]);
  const set = (change: Partial<typeof filter>) => {
    const next = Object.entries({ ...filter, ...change }).map(([name, value]) => [name, value === '' ? undefined : value]);
    void navigate({ search: Object.fromEntries(next), replace: true });
  };
  // an address may ask for all that begins alike, for example `alert-`
  const actionChoices = [
    ...(filter.action === '' || isKnownAction(filter.action) ? [] : [{ value: filter.action, label: `${filter.action}…` }]),
    ...auditActions.map((value) => ({ value: value as string, label: words(`auditActions.${value}`) })),
  ];
  const [asked] = useDebouncedValue(filter, restMs);
  const fromMs = instantOfWallClock(asked.from, mainZone);
  const untilMs = instantOfWallClock(asked.until, mainZone);
  const query = {
    ...(asked.actor === '' ? {} : { actor: asked.actor }),
    ...(asked.action.trim() === '' ? {} : { action: asked.action.trim() }),
    ...(asked.subject.trim() === '' ? {} : { subject: asked.subject.trim() }),
    ...(fromMs === null ? {} : { fromMs }),
    ...(untilMs === null ? {} : { untilMs }),
  };
  const audit = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam }) => call(auditRoutes.listAudit, { query: { ...query, ...(pageParam === null ? {} : { after: pageParam }) } }),
    // the rows of before stay until the next ones are there
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = audit.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Page
      title={words('audit.title')}
      about={words('audit.about')}
      actions={
        <Button component="a" href={auditExportPath} download variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {words('audit.export')}
        </Button>
      }
    >
      <Group align="end" gap="sm" mb="sm" role="search" aria-label={words('audit.filter')}>
        <NativeSelect
          label={words('audit.actor')}
          value={filter.actor}
          onChange={(event) => set({ actor: event.currentTarget.value })}
          data={[
            { value: '', label: words('audit.anybody') },
            { value: 'system', label: words('audit.system') },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          label={words('audit.action')}
          placeholder={words('audit.anything')}
          w={280}
          clearable
          searchable
          data={actionChoices}
          value={filter.action === '' ? null : filter.action}
          onChange={(next) => set({ action: next ?? '' })}
        />
        <TextInput
          label={words('audit.subject')}
          placeholder="screen:"
          value={filter.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
        />
        <TextInput
          label={words('audit.from')}
          type="datetime-local"
          value={filter.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextInput
          label={words('audit.until')}
          type="datetime-local"
          value={filter.until}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      </Group>
      <Fault error={audit.error} retry={() => void audit.refetch()} />
      {audit.isPending && <Loading />}
      {audit.data !== undefined && <Rows rows={rows} timeZone={mainZone} onSubject={(subject) => set({ subject })} />}
      <MoreButton list={audit}>{words('audit.more')}</MoreButton>
    </Page>
  );
}

type Row = AuditRow & { readonly isSealed: boolean };

function Rows({ rows, timeZone, onSubject }: { rows: readonly Row[]; timeZone: string; onSubject: (subject: string) => void }) {
  const words = useWords();
  const formats = useFormats();
  const personName = usePersonName();
  const subjectName = useSubjectName(rows);
  if (rows.length === 0) return <Text>{words('audit.none')}</Text>;
  return (
    <ScrollTable label={words('audit.title')}>
      <Table miw={860} aria-label={words('audit.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('audit.at')}</Table.Th>
            <Table.Th>{words('audit.actor')}</Table.Th>
            <Table.Th>{words('audit.action')}</Table.Th>
            <Table.Th>{words('audit.subject')}</Table.Th>
            <Table.Th>{words('audit.seal')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ sequence, atMs, actor, action, subject, detail, isSealed }) => (
            <Table.Tr key={sequence}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <time dateTime={new Date(atMs).toISOString()}>{formats.dateTimeWithSeconds(atMs, timeZone)}</time>
              </Table.Td>
              <Table.Td>{personName(actor)?.name ?? actorInWords(actor, words)}</Table.Td>
              <Table.Td>
                {isKnownAction(action) ? words(`auditActions.${action}`) : <code>{action}</code>}
                <details>
                  <summary>{words('audit.detail')}</summary>
                  <Code block style={{ maxWidth: 460 }}>
                    {JSON.stringify({ action, subject, actor, detail: JSON.parse(detail) as unknown }, null, 1)}
                  </Code>
                </details>
              </Table.Td>
              <Table.Td>
                <Anchor component="button" type="button" size="sm" ta="start" title={subject} onClick={() => onSubject(subject)}>
                  {subjectInWords(subject, subjectName({ subject, detail }), words)}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <Mark tone={isSealed ? 'good' : 'quiet'}>{words(isSealed ? 'audit.sealed' : 'audit.unsealed')}</Mark>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

function isKnownAction(action: string): action is AuditAction {
  return (auditActions as readonly string[]).includes(action);
}

function actorInWords(actor: string, words: Words): string {
  if (actor === 'system') return words('audit.system');
  const { kind, id } = partsOfSubject(actor);
  return kind === 'player' ? words('audit.player', { id: id.slice(-8) }) : actor;
}

/** What kind of thing it is and its name; of one whose name nobody knows any more, the end of its id. */
function subjectInWords(subject: string, name: string | null, words: Words): string {
  const { kind, id } = partsOfSubject(subject);
  if (!isKnownKind(kind)) return subject;
  const what = words(`auditSubjects.${kind}`);
  const which = name ?? (id.length > 12 ? `…${id.slice(-8)}` : id);
  return which === '' ? what : words('audit.named', { what, which });
}

function isKnownKind(kind: string): kind is AuditSubjectKind {
  return (auditSubjectKinds as readonly string[]).includes(kind);
}
