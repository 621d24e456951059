import { conditionSchema, mediaPath, meansExportPath, meansKindSchema, type Means, type MeansId } from '@gatecast/protocol';
import { Button, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { IconClipboardList, IconPlus, IconSearch, IconUpload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useMay } from '../../api/session.ts';
import { meansPagesQuery } from '../../api/survey-queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { ExportButtons } from '../../parts/export-buttons.tsx';
import { Fault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Loading } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { MoreButton } from '../../parts/more-button.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useLanguage, useWords } from '../../words/words.ts';
import { ConditionMark } from './condition-mark.tsx';
import { MeansDetails } from './means-details.tsx';
import { MeansForm } from './means-form.tsx';
import { queryText } from '../../parts/query-text.ts';
import { SheetImport } from './sheet-import.tsx';
import type { ViewProps } from './survey-search.ts';
import classes from './survey.module.css';

/** The inventory: found, opened, changed, out to files and in from them. */
export function InventoryView({ search, siteId, onChange }: ViewProps) {
  const words = useWords();
  const language = useLanguage();
  const may = useMay();
  const [doing, setDoing] = useState<'add' | 'import' | null>(null);
  const { kind, condition, find, means: opened } = search;
  const wanted = useDeferredValue(find);
  const filter = useMemo(() => ({ siteId, kind, condition, search: wanted }), [siteId, kind, condition, wanted]);
  const list = useInfiniteQuery(meansPagesQuery(filter));
  const rows = list.data?.pages.flatMap(({ means }) => means) ?? [];
  const total = list.data?.pages.at(-1)?.total;
  const isBare = Object.values(filter).every((value) => value === undefined);
  const close = () => setDoing(null);
  return (
    <>
      <Group gap="sm" mb="sm">
        <TextInput
          w={{ base: '100%', sm: 240 }}
          type="search"
          aria-label={words('survey.find')}
          placeholder={words('survey.find')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={find ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ find: value === '' ? undefined : value })}
        />
        <Select
          w={{ base: '100%', xs: 180 }}
          clearable
          aria-label={words('survey.kind')}
          placeholder={words('survey.everyKind')}
          data={meansKindSchema.options.map((value) => ({ value, label: words(`kinds.${value}`) }))}
          value={kind ?? null}
          onChange={(next) => onChange({ kind: next ?? undefined })}
        />
        <Select
          w={{ base: '100%', xs: 180 }}
          clearable
          aria-label={words('survey.condition')}
          placeholder={words('survey.everyCondition')}
          data={conditionSchema.options.map((value) => ({ value, label: words(`survey.conditions.${value}`) }))}
          value={condition ?? null}
          onChange={(next) => onChange({ condition: next ?? undefined })}
        />
      </Group>
      <Group gap="xs" mb="xs" mih={36}>
        <Text size="sm" role="status">
          {total !== undefined && words('survey.count', { count: total })}
          {total !== undefined && rows.length < total && ` · ${words('survey.shown', { count: rows.length })}`}
        </Text>
        <ExportButtons hrefOf={(format) => `${meansExportPath(format)}?${queryText({ ...filter, language })}`} />
        {may('survey.edit') && (
          <>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconUpload size={14} aria-hidden />}
              onClick={() => setDoing('import')}
            >
              {words('sheets.import')}
            </Button>
            <Button size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setDoing('add')}>
              {words('survey.addMeans')}
            </Button>
          </>
        )}
      </Group>
      <Fault error={list.error} retry={() => void list.refetch()} />
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && (
        <Empty
          icon={isBare ? IconClipboardList : IconSearch}
          title={words(isBare ? 'survey.empty' : 'survey.nothingFound')}
          text={words(isBare ? 'survey.emptyAbout' : 'wall.nothingFoundAbout')}
        />
      )}
      {rows.length > 0 && <Rows rows={rows} onOpen={(id) => onChange({ means: id })} />}
      <MoreButton list={list}>{words('survey.more')}</MoreButton>
      <FormDrawer isOpen={doing === 'add'} title={words('survey.addMeans')} onClose={close}>
        {doing === 'add' && <MeansForm means={null} siteId={siteId} onDone={close} />}
      </FormDrawer>
      <FormDrawer isOpen={doing === 'import'} size="lg" title={words('sheets.import')} onClose={close}>
        {doing === 'import' && <SheetImport list="means" onDone={close} />}
      </FormDrawer>
      <FormDrawer isOpen={opened !== undefined} title={words('survey.means')} onClose={() => onChange({ means: undefined })}>
        {opened !== undefined && <MeansDetails key={opened} meansId={opened as MeansId} onDone={() => onChange({ means: undefined })} />}
      </FormDrawer>
    </>
  );
}

function Rows({ rows, onOpen }: { rows: readonly Means[]; onOpen: (id: MeansId) => void }) {
  const words = useWords();
  const places = usePlaces();
  const formats = useFormats();
  return (
    <ScrollTable label={words('survey.views.inventory')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('survey.name')}</Table.Th>
            <Table.Th>{words('survey.kind')}</Table.Th>
            <Table.Th>{words('survey.where')}</Table.Th>
            <Table.Th>{words('survey.condition')}</Table.Th>
            <Table.Th>{words('survey.owner')}</Table.Th>
            <Table.Th>{words('survey.surveyed')}</Table.Th>
            <Table.Th>{words('survey.photos')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((means) => (
            <Table.Tr key={means.id}>
              <Table.Td>
                <button type="button" className="row-button text-link" onClick={() => onOpen(means.id)}>
                  {means.name}
                </button>
              </Table.Td>
              <Table.Td>{words(`kinds.${means.kind}`)}</Table.Td>
              <Table.Td>
                {[places.siteName(means.siteId), places.areaPath(means.areaId), means.position].filter(Boolean).join(' · ')}
              </Table.Td>
              <Table.Td>
                <span>
                  <ConditionMark condition={means.condition} />
                </span>
              </Table.Td>
              <Table.Td>{means.owner}</Table.Td>
              <Table.Td className="tabular">
                {means.surveyedAtMs === null ? words('survey.never') : formats.day(means.surveyedAtMs, places.zoneOf(means.siteId))}
              </Table.Td>
              <Table.Td>
                <PhotoThumb means={means} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

function PhotoThumb({ means: { photos, name } }: { means: Means }) {
  const words = useWords();
  const hash = photos.find(({ thumbnail }) => thumbnail !== null)?.thumbnail ?? null;
  if (hash === null) return <span>{photos.length === 0 ? '–' : photos.length}</span>;
  return <img className={classes['thumb']} src={mediaPath(hash)} alt={words('survey.photoOf', { name })} loading="lazy" />;
}
