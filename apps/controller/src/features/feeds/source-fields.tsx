import { feedColumnTypeSchema, syndicationFields } from '@gatecast/protocol';
import { Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { RowList } from '../content/row-list.tsx';
import { emptyColumn, type SourceForm } from './source-form.ts';

const kinds = ['json', 'csv', 'syndication', 'push'] as const;
const separators = [
  { value: ',', label: ',' },
  { value: ';', label: ';' },
  { value: '\t', label: 'Tab' },
] as const;
const everySite = 'every';

type Props = {
  readonly form: SourceForm;
  readonly isNew: boolean;
  readonly fault: { readonly path: string; readonly detail: string } | null;
  readonly onChange: (form: SourceForm) => void;
};

/** What a source is called, where its values come from, and which of them are taken. */
export function SourceFields(props: Props) {
  const { form, isNew, fault, onChange } = props;
  const words = useWords();
  const places = usePlaces();
  const error = (path: string) => (fault?.path === path ? fault.detail : undefined);
  return (
    <>
      <TextInput
        label={words('feeds.name')}
        maxLength={100}
        value={form.name}
        error={error('name')}
        onChange={({ currentTarget }) => onChange({ ...form, name: currentTarget.value })}
      />
      <Select
        label={words('common.site')}
        allowDeselect={false}
        data={[
          { value: everySite, label: words('feeds.everySite') },
          ...places.sites.map(({ id }) => ({ value: id as string, label: places.siteName(id) })),
        ]}
        value={form.siteId ?? everySite}
        error={error('siteId')}
        onChange={(siteId) => onChange({ ...form, siteId: siteId === everySite ? null : siteId })}
      />
      <Select
        label={words('feeds.kind')}
        description={words(`feedKindsAbout.${form.kind}`)}
        allowDeselect={false}
        data={kinds
          .filter((kind) => isNew || (kind === 'push') === (form.kind === 'push'))
          .map((kind) => ({ value: kind, label: words(`feedKinds.${kind}`) }))}
        value={form.kind}
        error={error('intake.kind')}
        onChange={(kind) => onChange({ ...form, kind: kind ?? 'json' })}
      />
      {form.kind !== 'push' && <FetchFields {...props} />}
      <ColumnFields {...props} />
    </>
  );
}

function FetchFields({ form, fault, onChange }: Props) {
  const words = useWords();
  const error = (path: string) => (fault?.path === path ? fault.detail : undefined);
  return (
    <>
      <TextInput
        label={words('feeds.url')}
        description={words('feeds.urlAbout')}
        type="url"
        maxLength={1000}
        value={form.url}
        error={error('intake.url')}
        onChange={({ currentTarget }) => onChange({ ...form, url: currentTarget.value })}
      />
      <NumberInput
        label={words('feeds.everyS')}
        min={30}
        max={86_400}
        allowDecimal={false}
        suffix=" s"
        w={200}
        value={form.everyS}
        error={error('intake.everyS')}
        onChange={(everyS) => onChange({ ...form, everyS: Number(everyS) })}
      />
      {form.kind === 'json' && (
        <>
          <TextInput
            label={words('feeds.rowsPath')}
            description={words('feeds.rowsPathAbout')}
            maxLength={200}
            value={form.rowsPath}
            error={error('intake.rowsPath')}
            onChange={({ currentTarget }) => onChange({ ...form, rowsPath: currentTarget.value })}
          />
          <TextInput
            label={words('feeds.asOfPath')}
            description={words('feeds.asOfPathAbout')}
            maxLength={200}
            value={form.asOfPath}
            error={error('intake.asOfPath')}
            onChange={({ currentTarget }) => onChange({ ...form, asOfPath: currentTarget.value })}
          />
        </>
      )}
      {form.kind === 'csv' && (
        <Select
          label={words('feeds.separator')}
          allowDeselect={false}
          w={200}
          data={separators}
          value={form.separator}
          onChange={(separator) => onChange({ ...form, separator: separator ?? ',' })}
        />
      )}
    </>
  );
}

function ColumnFields({ form, fault, onChange }: Props) {
  const words = useWords();
  const error = (path: string) => (fault?.path === path ? fault.detail : undefined);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {words('feeds.columns')}
      </Text>
      <Text size="xs" c="dimmed">
        {words('feeds.columnsAbout')}
      </Text>
      <RowList
        label={words('feeds.columns')}
        rows={form.columns}
        most={8}
        empty={emptyColumn}
        onChange={(columns) => onChange({ ...form, columns })}
        render={(column, index, change) => (
          <Group flex={1} gap={6} align="flex-start">
            <TextInput
              flex="1 1 110px"
              aria-label={words('feeds.key', { number: index + 1 })}
              placeholder={words('feeds.keyHint')}
              maxLength={32}
              value={column.key}
              error={error(`columns.${index}.key`)}
              onChange={({ currentTarget }) => change({ ...column, key: currentTarget.value })}
            />
            <Select
              w={110}
              aria-label={words('feeds.type', { number: index + 1 })}
              allowDeselect={false}
              data={feedColumnTypeSchema.options.map((type) => ({ value: type, label: words(`feedTypes.${type}`) }))}
              value={column.type}
              onChange={(type) => change({ ...column, type: type ?? 'text' })}
            />
            <TextInput
              flex="1 1 130px"
              aria-label={words('feeds.from', { number: index + 1 })}
              placeholder={form.kind === 'syndication' ? syndicationFields.join(', ') : words('feeds.fromHint')}
              maxLength={120}
              value={column.from}
              error={error(`columns.${index}.from`)}
              onChange={({ currentTarget }) => change({ ...column, from: currentTarget.value })}
            />
          </Group>
        )}
      />
    </Stack>
  );
}
