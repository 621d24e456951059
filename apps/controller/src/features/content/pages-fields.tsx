import { pagesLimits, type Media } from '@gatecast/protocol';
import { Group, NumberInput, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { mediaPagesQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';
import { mediaAddress } from './media-address.ts';
import { MediaSelect } from './media-select.tsx';
import type { VariantForm } from './variant-form.ts';

type Props = {
  readonly form: VariantForm;
  readonly media: readonly Media[];
  readonly error: (part: string) => string | undefined;
  readonly onChange: (form: VariantForm) => void;
};

/** Which document, which of its pages, and for how long each. */
export function PagesFields({ form, media, error, onChange }: Props) {
  const words = useWords();
  const file = media.find(({ id }) => id === form.mediaId);
  const count = file?.pages?.count ?? pagesLimits.pages;
  const numberOf = (value: string | number) => (value === '' ? null : Number(value));
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words('content.pagesAbout')}
      </Text>
      <MediaSelect
        kind="pages"
        media={media}
        value={form.mediaId}
        error={error('mediaId')}
        // another document has other pages
        onChange={(mediaId) => onChange({ ...form, mediaId, fromPage: null, toPage: null })}
      />
      <Group gap="sm" align="start">
        <NumberInput
          label={words('content.fromPage')}
          w={130}
          min={1}
          max={count}
          allowDecimal={false}
          placeholder="1"
          value={form.fromPage ?? ''}
          error={error('fromPage')}
          onChange={(value) => onChange({ ...form, fromPage: numberOf(value) })}
        />
        <NumberInput
          label={words('content.toPage')}
          w={130}
          min={form.fromPage ?? 1}
          max={count}
          allowDecimal={false}
          placeholder={file?.pages ? String(file.pages.count) : ''}
          value={form.toPage ?? ''}
          error={error('toPage')}
          onChange={(value) => onChange({ ...form, toPage: numberOf(value) })}
        />
        <NumberInput
          label={words('content.pageSeconds')}
          w={170}
          min={pagesLimits.shortestPageMs / 1_000}
          max={pagesLimits.longestPageMs / 1_000}
          decimalScale={1}
          placeholder={words('content.pageSecondsAuto')}
          value={form.pageSeconds ?? ''}
          error={error('pageMs')}
          onChange={(value) => onChange({ ...form, pageSeconds: numberOf(value) })}
        />
      </Group>
      {file !== undefined && <ChosenPages file={file} form={form} />}
    </Stack>
  );
}

/** Every page of the document, those that will be shown marked, and how long they take together. */
function ChosenPages({ file, form }: { file: Media; form: VariantForm }) {
  const words = useWords();
  const formats = useFormats();
  const pages = useQuery(mediaPagesQuery(file.id));
  const all = pages.data ?? [];
  const isShown = (number: number) => number >= (form.fromPage ?? 1) && number <= (form.toPage ?? all.length);
  const secondsOf = (durationMs: number) => form.pageSeconds ?? durationMs / 1_000;
  const shown = all.filter(({ number }) => isShown(number));
  const total = shown.reduce((sum, { durationMs }) => sum + secondsOf(durationMs), 0);
  return (
    <>
      <Fault error={pages.error} retry={() => void pages.refetch()} />
      <Text size="sm" role="status">
        {words('content.pagesChosen', { count: shown.length, seconds: formats.number(total) })}
      </Text>
      <ul className={classes['pages']} aria-label={words('content.pages')}>
        {all.map(({ number, thumbnail, durationMs }) => (
          <li key={number} data-shown={isShown(number)}>
            <img src={mediaAddress(thumbnail)} alt="" loading="lazy" />
            <span>
              {words('content.page', { number })} ·{' '}
              {isShown(number)
                ? words('content.duration', { seconds: formats.number(secondsOf(durationMs)) })
                : words('content.pageLeftOut')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
