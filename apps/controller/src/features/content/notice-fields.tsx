import { directionSignSchema } from '@gatecast/protocol';
import { Checkbox, Group, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useWords } from '../../words/words.ts';
import { emptyDirection, emptyFee, type NoticeForm } from './notice-form.ts';
import { RowList } from './row-list.tsx';

type Props = {
  readonly form: NoticeForm;
  readonly lang: string | undefined;
  /** What the server says of a field such as `template.rows.0.amount`. */
  readonly error: (field: string) => string | undefined;
  readonly onChange: (form: NoticeForm) => void;
};

const templates = ['plain', 'steps', 'fees', 'directions'] as const;

/** The template of a notice with its rows, and the address that its code leads to. */
export function NoticeFields(props: Props) {
  const { form, onChange } = props;
  const words = useWords();
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500} mb={4} id="notice-template">
          {words('notice.template')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="notice-template"
          data={templates.map((value) => ({ value, label: words(`notice.${value}`) }))}
          value={form.template}
          onChange={(template) => onChange({ ...form, template })}
        />
      </div>
      <TemplateFields {...props} />
      <Checkbox
        label={words('notice.hasQr')}
        checked={form.hasQr}
        onChange={({ currentTarget }) => onChange({ ...form, hasQr: currentTarget.checked })}
      />
      {form.hasQr && <QrFields {...props} />}
    </Stack>
  );
}

function TemplateFields({ form, lang, error, onChange }: Props) {
  const words = useWords();
  switch (form.template) {
    case 'plain':
      return null;
    case 'steps':
      return (
        <RowList
          label={words('notice.steps')}
          rows={form.steps}
          most={8}
          empty=""
          onChange={(steps) => onChange({ ...form, steps })}
          render={(step, index, change) => (
            <Textarea
              flex={1}
              autosize
              lang={lang}
              aria-label={words('notice.step', { number: index + 1 })}
              placeholder={words('notice.step', { number: index + 1 })}
              maxLength={160}
              value={step}
              error={error(`template.steps.${index}`)}
              onChange={({ currentTarget }) => change(currentTarget.value)}
            />
          )}
        />
      );
    case 'fees':
      return <FeeFields form={form} lang={lang} error={error} onChange={onChange} />;
    case 'directions':
      return <DirectionFields form={form} lang={lang} error={error} onChange={onChange} />;
  }
}

function FeeFields({ form, lang, error, onChange }: Props) {
  const words = useWords();
  return (
    <>
      <RowList
        label={words('notice.fees')}
        rows={form.fees}
        most={12}
        empty={emptyFee}
        onChange={(fees) => onChange({ ...form, fees })}
        render={(row, index, change) => (
          <Group gap={6} wrap="nowrap" flex={1} align="flex-start">
            <TextInput
              flex={2}
              lang={lang}
              aria-label={words('notice.feeName', { number: index + 1 })}
              placeholder={words('notice.feeName', { number: index + 1 })}
              maxLength={80}
              value={row.name}
              error={error(`template.rows.${index}.name`)}
              onChange={({ currentTarget }) => change({ ...row, name: currentTarget.value })}
            />
            <TextInput
              flex={1}
              lang={lang}
              aria-label={words('notice.feeAmount', { number: index + 1 })}
              placeholder={words('notice.feeAmount', { number: index + 1 })}
              maxLength={40}
              value={row.amount}
              error={error(`template.rows.${index}.amount`)}
              onChange={({ currentTarget }) => change({ ...row, amount: currentTarget.value })}
            />
          </Group>
        )}
      />
      <TextInput
        label={words('notice.note')}
        lang={lang}
        maxLength={200}
        value={form.note}
        error={error('template.note')}
        onChange={({ currentTarget }) => onChange({ ...form, note: currentTarget.value })}
      />
    </>
  );
}

function DirectionFields({ form, lang, error, onChange }: Props) {
  const words = useWords();
  const signs = directionSignSchema.options.map((value) => ({ value, label: words(`signs.${value}`) }));
  return (
    <RowList
      label={words('notice.directions')}
      rows={form.directions}
      most={8}
      empty={emptyDirection}
      onChange={(directions) => onChange({ ...form, directions })}
      render={(row, index, change) => (
        <Group gap={6} flex={1} align="flex-start">
          <Select
            w={130}
            allowDeselect={false}
            aria-label={words('notice.sign', { number: index + 1 })}
            data={signs}
            value={row.sign}
            error={error(`template.rows.${index}.sign`)}
            onChange={(sign) => change({ ...row, sign: directionSignSchema.catch(row.sign).parse(sign) })}
          />
          <TextInput
            flex="2 1 10rem"
            lang={lang}
            aria-label={words('notice.place', { number: index + 1 })}
            placeholder={words('notice.place', { number: index + 1 })}
            maxLength={80}
            value={row.place}
            error={error(`template.rows.${index}.place`)}
            onChange={({ currentTarget }) => change({ ...row, place: currentTarget.value })}
          />
          <TextInput
            flex="1 1 7rem"
            lang={lang}
            aria-label={words('notice.distance', { number: index + 1 })}
            placeholder={words('notice.distance', { number: index + 1 })}
            maxLength={40}
            value={row.distance}
            error={error(`template.rows.${index}.distance`)}
            onChange={({ currentTarget }) => change({ ...row, distance: currentTarget.value })}
          />
        </Group>
      )}
    />
  );
}

function QrFields({ form, lang, error, onChange }: Props) {
  const words = useWords();
  return (
    <>
      <TextInput
        type="url"
        label={words('notice.qrUrl')}
        description={words('notice.qrUrlAbout')}
        maxLength={300}
        value={form.qrUrl}
        error={error('qr.url')}
        onChange={({ currentTarget }) => onChange({ ...form, qrUrl: currentTarget.value })}
      />
      <TextInput
        label={words('notice.qrCaption')}
        lang={lang}
        maxLength={80}
        value={form.qrCaption}
        error={error('qr.caption')}
        onChange={({ currentTarget }) => onChange({ ...form, qrCaption: currentTarget.value })}
      />
    </>
  );
}
