import { feedLimits } from '@gatecast/protocol';
import { Checkbox, Group, NumberInput, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { feedSourcesQuery } from '../../api/queries.ts';
import { useWords } from '../../words/words.ts';
import { columnsOfForm, withSource, type FeedColumnForm, type FeedForm } from './feed-form.ts';

type Props = {
  readonly form: FeedForm;
  readonly lang: string | undefined;
  /** What the server says of a field such as `columns.0`. */
  readonly error: (field: string) => string | undefined;
  readonly onChange: (form: FeedForm) => void;
};

/** The frame of a feed: its source, the columns with their words, and what is said when values are old or gone. */
export function FeedFields({ form, lang, error, onChange }: Props) {
  const words = useWords();
  const { data: sources } = useQuery(feedSourcesQuery);
  const source = sources?.find(({ id }) => id === form.sourceId);
  const columns = columnsOfForm(form, source);
  return (
    <Stack gap="sm">
      <Select
        label={words('feed.source')}
        description={
          <Link to="/content/feeds" className="text-link">
            {words('feed.toSources')}
          </Link>
        }
        data={(sources ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
        value={form.sourceId}
        error={error('sourceId')}
        onChange={(id) => {
          const chosen = sources?.find((each) => each.id === id);
          if (chosen !== undefined) onChange(withSource(form, chosen));
        }}
      />
      {columns.map((column, index) => (
        <ColumnFields
          key={column.key}
          column={column}
          lang={lang}
          error={error(`columns.${columns.slice(0, index).filter(({ isShown }) => isShown).length}`)}
          onChange={(next) => onChange({ ...form, columns: columns.map((each) => (each.key === next.key ? next : each)) })}
        />
      ))}
      <Group align="flex-start">
        <NumberInput
          label={words('feed.mostRows')}
          min={1}
          max={feedLimits.rows}
          allowDecimal={false}
          w={150}
          value={form.mostRows}
          error={error('mostRows')}
          onChange={(mostRows) => onChange({ ...form, mostRows: Number(mostRows) })}
        />
        <NumberInput
          label={words('feed.oldAfter')}
          min={0.5}
          max={10_080}
          suffix={words('feed.minutes')}
          w={190}
          value={form.oldAfterMinutes}
          error={error('oldAfterS')}
          onChange={(minutes) => onChange({ ...form, oldAfterMinutes: Number(minutes) })}
        />
        <NumberInput
          label={words('feed.goneAfter')}
          min={0.5}
          max={10_080}
          suffix={words('feed.minutes')}
          w={190}
          value={form.goneAfterMinutes}
          error={error('goneAfterS')}
          onChange={(minutes) => onChange({ ...form, goneAfterMinutes: Number(minutes) })}
        />
      </Group>
      <div>
        <Text size="sm" fw={500} mb={4} id="feed-when-gone">
          {words('feed.whenGone')}
        </Text>
        <SegmentedControl
          aria-labelledby="feed-when-gone"
          data={(['text', 'skip'] as const).map((value) => ({ value, label: words(`feedWhenGone.${value}`) }))}
          value={form.whenGone}
          onChange={(whenGone) => onChange({ ...form, whenGone })}
        />
      </div>
      {form.whenGone === 'text' && (
        <Textarea
          label={words('feed.goneText')}
          lang={lang}
          autosize
          maxLength={300}
          value={form.goneText}
          error={error('whenGone.text')}
          onChange={({ currentTarget }) => onChange({ ...form, goneText: currentTarget.value })}
        />
      )}
    </Stack>
  );
}

type ColumnProps = {
  readonly column: FeedColumnForm;
  readonly lang: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (column: FeedColumnForm) => void;
};

function ColumnFields({ column, lang, error, onChange }: ColumnProps) {
  const words = useWords();
  const named = { key: column.key };
  return (
    <Group gap="xs" align="flex-end" role="group" aria-label={words('feed.column', named)}>
      <Checkbox
        w={150}
        mb={8}
        label={`${column.key} (${words(`feedTypes.${column.type}`)})`}
        checked={column.isShown}
        error={column.isShown ? error : undefined}
        onChange={({ currentTarget }) => onChange({ ...column, isShown: currentTarget.checked })}
      />
      {column.isShown && (
        <TextInput
          flex="1 1 130px"
          label={words('feed.label')}
          aria-label={words('feed.labelOf', named)}
          lang={lang}
          maxLength={40}
          value={column.label}
          onChange={({ currentTarget }) => onChange({ ...column, label: currentTarget.value })}
        />
      )}
      {column.isShown && column.type === 'number' && (
        <>
          <NumberInput
            w={110}
            label={words('feed.decimals')}
            aria-label={words('feed.decimalsOf', named)}
            min={0}
            max={6}
            allowDecimal={false}
            value={column.decimals}
            onChange={(decimals) => onChange({ ...column, decimals: Number(decimals) })}
          />
          <TextInput
            w={90}
            label={words('feed.unit')}
            aria-label={words('feed.unitOf', named)}
            lang={lang}
            maxLength={16}
            value={column.unit}
            onChange={({ currentTarget }) => onChange({ ...column, unit: currentTarget.value })}
          />
        </>
      )}
      {column.isShown && column.type === 'time' && (
        <Select
          w={170}
          label={words('feed.style')}
          aria-label={words('feed.styleOf', named)}
          allowDeselect={false}
          data={(['time', 'date', 'date-and-time'] as const).map((value) => ({ value, label: words(`feedTimes.${value}`) }))}
          value={column.style}
          onChange={(style) => onChange({ ...column, style: style ?? 'time' })}
        />
      )}
    </Group>
  );
}
