import { contentRoutes, type Item, type Media, type Variant } from '@gatecast/protocol';
import { Alert, Box, Button, Grid, Group, NumberInput, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiFault, call } from '../../api/call.ts';
import { itemQuery, itemsKey } from '../../api/queries.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { tellDone } from '../../parts/fault.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { Mark } from '../../parts/mark.tsx';
import { usePlaces } from '../../parts/places.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import { ClockFields } from './clock-fields.tsx';
import { writeClock } from './clock-form.ts';
import { writeFeed } from './feed-form.ts';
import { FeedFields } from './feed-fields.tsx';
import { MediaSelect } from './media-select.tsx';
import { NoticeFields } from './notice-fields.tsx';
import { PagesFields } from './pages-fields.tsx';
import { ValidityFields } from './validity-fields.tsx';
import { ValidityLine } from './validity-line.tsx';
import type { VariantForm } from './variant-form.ts';
import { VariantPreview } from './variant-preview.tsx';
import { beginWork, bodyOfWork, isDirty, isOvertaken, ontoTheirs, type VariantWork } from './variant-work.ts';

type Props = {
  readonly item: Item;
  readonly language: string;
  readonly media: readonly Media[];
  /** Of the item: of its site, or of lists that span sites. */
  readonly zone: string;
  /** What is typed in this language and not saved; the page keeps it beside those of other languages. */
  readonly work: VariantWork | undefined;
  readonly onWork: (change: (work: VariantWork | undefined) => VariantWork | undefined) => void;
};

/** Writes one language of an item and hands it to a second person. */
export function VariantEditor({ item, language, media, zone, work, onWork }: Props) {
  const words = useWords();
  const may = useMay();
  const queries = useQueryClient();
  const variant = item.variants.find((each) => each.language === language);
  const stored = beginWork({ item, variant, media, zone });
  const { typed } = work ?? stored;
  const isChanged = work !== undefined;
  const params = { itemId: item.id, language };
  const readAgain = () => queries.invalidateQueries({ queryKey: itemsKey });
  const put = async (isKept: boolean) => {
    const sent = work ?? stored;
    // whoever keeps theirs has seen what stands there now, and replaces that
    const onto = isKept ? { onto: variant?.document ?? null } : {};
    const saved = await call(contentRoutes.putVariant, { params, body: bodyOfWork(sent, item, { zone, ...onto }) });
    const { queryKey } = itemQuery(item.id);
    queries.setQueryData(queryKey, (known) => known && withVariant(known, saved));
    // what was typed while it was on its way is work on what is saved now
    const next = beginWork({ item, variant: saved, media, zone });
    onWork((now) => (now === undefined || now.typed === sent.typed ? undefined : ontoTheirs(now, next)));
    return saved.document;
  };
  const type = (change: Partial<VariantWork['typed']>) =>
    onWork((now) => {
      const from = now ?? stored;
      const next = { ...from, typed: { ...from.typed, ...change } };
      return isDirty(next) ? next : undefined;
    });
  const takeTheirs = async () => {
    await queries.fetchQuery({ ...itemQuery(item.id), staleTime: 0 });
    onWork(() => undefined);
    save.reset();
    submit.reset();
  };
  const save = useMutation({
    mutationFn: put,
    onSuccess: async () => {
      await readAgain();
      tellDone(words('content.saved'));
    },
    // what stands there now is shown beside what was typed
    onError: readAgain,
  });
  const submit = useMutation({
    mutationFn: async (isKept: boolean) => {
      // what is handed to the second person is what stands here
      const document = isChanged ? await put(isKept) : (variant?.document ?? '');
      return call(contentRoutes.submitVariant, { params, body: { document } });
    },
    onSuccess: () => tellDone(words('content.submitted')),
    // also after a failure: the draft may have been saved
    onSettled: readAgain,
  });
  const error = save.error ?? submit.error;
  const isBehind = work !== undefined && isOvertaken(work, variant) && !(error instanceof ApiFault && error.problem?.meanwhile);
  if (!may('content.edit'))
    return (
      <Box className="surface" p="md" maw={720}>
        {variant === undefined ? <Text>{words('reviews.missing')}</Text> : <VariantState variant={variant} zone={zone} />}
      </Box>
    );
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Box className="surface" p="md">
          <form
            noValidate
            aria-label={words('content.editVariant')}
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate(false);
            }}
          >
            <Stack gap="sm">
              {variant?.review === 'rejected' && (
                <Alert color="red" title={words('reviews.rejected')}>
                  {variant.reviewNote}
                </Alert>
              )}
              {variant?.isStale && <Alert color="orange">{words('content.stale')}</Alert>}
              {variant?.review === 'submitted' && <Alert color="teal">{words('content.waiting')}</Alert>}
              {isBehind && (
                <Overtaken
                  variant={variant}
                  onMine={() => onWork((now) => now && ontoTheirs(now, stored))}
                  onTheirs={() => onWork(() => undefined)}
                />
              )}
              <SaveFault
                error={error}
                onKeep={() => (save.error === null ? submit : save).mutate(true)}
                onReload={() => void takeTheirs()}
              />
              <VariantFields
                kind={item.kind}
                form={typed.content}
                language={language}
                media={media}
                fault={fieldOf(error)}
                onChange={(content) => type({ content })}
              />
              <ValidityFields
                form={typed.timing}
                zone={zone}
                fault={fieldOf(error)?.path.startsWith('validity') ? fieldOf(error)?.detail : undefined}
                onChange={(timing) => type({ timing })}
              />
              {item.kind !== 'pages' && (
                <NumberInput
                  label={words('content.seconds')}
                  description={words(item.kind === 'video' ? 'content.secondsOfFilm' : 'content.secondsAbout')}
                  placeholder={words('content.secondsAuto')}
                  min={1}
                  max={3_600}
                  decimalScale={1}
                  suffix=" s"
                  w={220}
                  value={typed.timing.seconds ?? ''}
                  error={fieldOf(error)?.path === 'durationMs' ? fieldOf(error)?.detail : undefined}
                  onChange={(seconds) => type({ timing: { ...typed.timing, seconds: seconds === '' ? null : Number(seconds) } })}
                />
              )}
              <Group>
                <Button type="submit" variant="default" loading={save.isPending} disabled={!isChanged && variant !== undefined}>
                  {words('content.saveDraft')}
                </Button>
                <Button
                  loading={submit.isPending}
                  disabled={!isChanged && variant?.review !== 'draft'}
                  onClick={() => submit.mutate(false)}
                >
                  {words('content.submit')}
                </Button>
                {isChanged && (
                  <Text size="xs" c="dimmed" role="status">
                    {words('schedule.unsaved')}
                  </Text>
                )}
              </Group>
            </Stack>
          </form>
        </Box>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>{variant && <VariantState variant={variant} zone={zone} />}</Grid.Col>
    </Grid>
  );
}

function withVariant(item: Item, saved: Variant): Item {
  const isNew = item.variants.every(({ language }) => language !== saved.language);
  return {
    ...item,
    variants: isNew ? [...item.variants, saved] : item.variants.map((each) => (each.language === saved.language ? saved : each)),
  };
}

/** A colleague saved another text while this one was typed: theirs stands beside it. */
function Overtaken({ variant, onMine, onTheirs }: { variant: Variant | undefined; onMine: () => void; onTheirs: () => void }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const personName = usePersonName();
  const by = variant === undefined ? null : (personName(variant.authorId)?.name ?? words('people.other'));
  return (
    <Alert color="orange" title={words('common.meanwhileTitle')} role="alert">
      <Text size="sm" mb="sm">
        {variant === undefined || by === null
          ? words('common.meanwhileAbout')
          : words('common.meanwhileBy', { name: by, at: formats.dateTime(variant.changedAtMs, places.mainZone) })}
      </Text>
      <Group gap="xs">
        <Button variant="default" onClick={onTheirs}>
          {words('common.meanwhileReload')}
        </Button>
        <Button color="red" onClick={onMine}>
          {words('common.meanwhileKeep')}
        </Button>
      </Group>
    </Alert>
  );
}

function VariantState({ variant, zone }: { variant: Variant; zone: string }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const personName = usePersonName();
  const nameOf = (id: string | null) => personName(id)?.name ?? words('people.other');
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Title order={2}>{words('content.revision', { revision: variant.revision })}</Title>
        <Mark look={variant.review}>{words(`reviews.${variant.review}`)}</Mark>
      </Group>
      <Text size="sm" c="dimmed">
        {words('content.writtenBy', { name: nameOf(variant.authorId), at: formats.dateTime(variant.changedAtMs, places.mainZone) })}
        {variant.reviewerId !== null && ` · ${words('content.decidedBy', { name: nameOf(variant.reviewerId) })}`}
      </Text>
      <Text size="sm" c="dimmed">
        {variant.approvedRevision === null
          ? words('content.nothingPlays')
          : words('content.playsRevision', { revision: variant.approvedRevision })}{' '}
        · {words('content.duration', { seconds: formats.number(variant.durationMs / 1_000) })}
      </Text>
      <ValidityLine validity={variant.validity} zone={zone} />
      <VariantPreview content={variant.content} language={variant.language} />
    </Stack>
  );
}

type FieldsProps = {
  readonly kind: Item['kind'];
  readonly form: VariantForm;
  readonly language: string;
  readonly media: readonly Media[];
  readonly fault: { readonly path: string; readonly detail: string } | null;
  readonly onChange: (form: VariantForm) => void;
};

function VariantFields({ kind, form, language, media, fault, onChange }: FieldsProps) {
  const words = useWords();
  const lang = language === 'zxx' ? undefined : language;
  const error = (part: string) =>
    fault !== null && (fault.path === part || fault.path.startsWith(`content.${part}`)) ? fault.detail : undefined;
  const alternative = language !== 'zxx' && (
    <TextInput
      label={words('content.alternative')}
      description={words('content.alternativeAbout')}
      lang={lang}
      maxLength={400}
      value={form.alternative}
      error={error('alternative')}
      onChange={({ currentTarget }) => onChange({ ...form, alternative: currentTarget.value })}
    />
  );
  const title = (maxLength: number) => (
    <TextInput
      label={words('content.titleText')}
      lang={lang}
      maxLength={maxLength}
      value={form.title}
      error={error('title')}
      onChange={({ currentTarget }) => onChange({ ...form, title: currentTarget.value })}
    />
  );
  switch (kind) {
    case 'notice':
      return (
        <Stack gap="sm">
          {title(120)}
          <Textarea
            label={words('content.body')}
            description={words('content.characters', { count: form.body.length, limit: 600 })}
            lang={lang}
            autosize
            minRows={4}
            maxLength={600}
            value={form.body}
            error={error('body')}
            onChange={({ currentTarget }) => onChange({ ...form, body: currentTarget.value })}
          />
          <NoticeFields form={form.notice} lang={lang} error={error} onChange={(notice) => onChange({ ...form, notice })} />
        </Stack>
      );
    case 'article':
      return (
        <Stack gap="sm">
          {title(160)}
          <Textarea
            label={words('content.summary')}
            lang={lang}
            autosize
            minRows={2}
            maxLength={400}
            value={form.summary}
            error={error('summary')}
            onChange={({ currentTarget }) => onChange({ ...form, summary: currentTarget.value })}
          />
          <Textarea
            label={words('content.text')}
            description={words('content.textAbout')}
            lang={lang}
            autosize
            minRows={10}
            value={form.text}
            error={error('blocks')}
            onChange={({ currentTarget }) => onChange({ ...form, text: currentTarget.value })}
          />
        </Stack>
      );
    case 'image':
    case 'video':
    case 'bundle':
      return (
        <Stack gap="sm">
          {kind === 'bundle' && (
            <Text size="sm" c="dimmed">
              {words('content.bundleAbout')}
            </Text>
          )}
          <MediaSelect
            kind={kind}
            media={media}
            value={form.mediaId}
            error={error('mediaId')}
            onChange={(mediaId) => onChange({ ...form, mediaId })}
          />
          {kind !== 'image' && (
            <NumberInput
              label={words('content.loudness')}
              description={words('content.loudnessAbout')}
              min={0}
              max={100}
              allowDecimal={false}
              suffix=" %"
              w={180}
              value={form.loudnessPercent}
              error={error('levelBp')}
              onChange={(percent) => onChange({ ...form, loudnessPercent: Number(percent) })}
            />
          )}
          {alternative}
        </Stack>
      );
    case 'pages':
      return (
        <Stack gap="sm">
          <PagesFields form={form} media={media} error={error} onChange={onChange} />
          {alternative}
        </Stack>
      );
    case 'live-url':
      return (
        <Stack gap="sm">
          <TextInput
            label={words('content.url')}
            description={words('content.urlAbout')}
            type="url"
            maxLength={1000}
            value={form.url}
            error={error('url')}
            onChange={({ currentTarget }) => onChange({ ...form, url: currentTarget.value })}
          />
          {alternative}
        </Stack>
      );
    case 'feed':
      return (
        <Stack gap="sm">
          {title(120)}
          <FeedFields form={form.feed} lang={lang} error={error} onChange={(feed) => onChange({ ...form, feed })} />
          {form.feed.sourceId !== null && <VariantPreview content={writeFeed(form.title, form.feed)} language={language} />}
        </Stack>
      );
    case 'clock':
      return (
        <Stack gap="sm">
          <ClockFields form={form.clock} lang={lang} error={error} onChange={(clock) => onChange({ ...form, clock })} />
          <VariantPreview content={writeClock(form.clock)} language={language} />
        </Stack>
      );
  }
}
