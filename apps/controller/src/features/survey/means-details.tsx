import { mediaPath, meansRoutes, type MeansId } from '@gatecast/protocol';
import { Anchor, Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconClipboardCheck, IconEdit, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { usePersonName, useMay } from '../../api/session.ts';
import { oneMeansQuery } from '../../api/survey-queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { Loading } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import { ConditionMark } from './condition-mark.tsx';
import { MeansForm } from './means-form.tsx';
import { SheetForm } from './sheet-form.tsx';
import classes from './survey.module.css';

/** All that is known of one means: where, whose, how it was found each time; and from here on to change it. */
export function MeansDetails({ meansId, onDone }: { meansId: MeansId; onDone: () => void }) {
  const words = useWords();
  const may = useMay();
  const places = usePlaces();
  const formats = useFormats();
  const personName = usePersonName();
  const queries = useQueryClient();
  const { data: means, error, isPending, refetch } = useQuery(oneMeansQuery(meansId));
  const [doing, setDoing] = useState<'edit' | 'sheet' | 'remove' | null>(null);
  const remove = useMutation({
    mutationFn: (revision: number) => call(meansRoutes.deleteMeans, { params: { meansId }, query: { revision } }),
    onSuccess: async () => {
      tellDone(words('removal.done'));
      onDone();
      await queries.invalidateQueries({ queryKey: ['means', 'list'] });
    },
  });
  if (isPending) return <Loading />;
  if (means === undefined) return <Fault error={error} retry={() => void refetch()} />;
  if (doing === 'edit') return <MeansForm means={means} siteId={means.siteId} onDone={onDone} />;
  if (doing === 'sheet') return <SheetForm means={means} onDone={() => setDoing(null)} />;
  const zone = places.zoneOf(means.siteId);
  const facts = [
    [words('survey.kind'), words(`kinds.${means.kind}`)],
    [words('survey.where'), [places.siteName(means.siteId), places.areaPath(means.areaId), means.position].filter(Boolean).join(' · ')],
    [words('survey.owner'), means.owner],
    [words('survey.installedYear'), means.installedYear === null ? '' : `${means.installedYear}`],
    [words('survey.notes'), means.notes],
  ] as const;
  return (
    <Stack gap="sm">
      <Title order={2}>{means.name}</Title>
      <div>
        <ConditionMark condition={means.condition} />
      </div>
      {means.photos.length > 0 && <Photos photos={means.photos} />}
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text size="xs" c="dimmed">
            {name}
          </Text>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {value === '' ? '–' : value}
          </Text>
        </div>
      ))}
      {means.screenId !== null && (
        <Link to="/screens/$screenId" params={{ screenId: means.screenId }} className="text-link">
          {words('survey.toScreen', { name: places.screenName(means.screenId) })}
        </Link>
      )}
      {may('survey.edit') && (
        <Group gap="xs">
          <Button leftSection={<IconClipboardCheck size={16} aria-hidden />} onClick={() => setDoing('sheet')}>
            {words('survey.sheet')}
          </Button>
          <Button variant="default" leftSection={<IconEdit size={16} aria-hidden />} onClick={() => setDoing('edit')}>
            {words('survey.editMeans')}
          </Button>
          <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDoing('remove')}>
            {words('removal.remove')}
          </Button>
        </Group>
      )}
      <Title order={3} mt="sm">
        {words('survey.history')}
      </Title>
      {means.surveys.length === 0 && (
        <Text size="sm" c="dimmed">
          {words('survey.never')}
        </Text>
      )}
      {means.surveys.map((survey) => (
        <Box key={survey.atMs} className="surface" p="sm">
          <Group gap="xs" justify="space-between">
            <ConditionMark condition={survey.condition} />
            <Text size="xs" c="dimmed">
              {formats.dateTime(survey.atMs, zone)} · {personName(survey.by)?.name ?? ''}
            </Text>
          </Group>
          {[survey.position, survey.notes].filter(Boolean).map((text) => (
            <Text key={text} size="sm" mt={4}>
              {text}
            </Text>
          ))}
          {survey.photos.length > 0 && <Photos photos={survey.photos} />}
        </Box>
      ))}
      <Confirm
        isOpen={doing === 'remove'}
        title={words('removal.title', { name: means.name })}
        confirm={words('removal.remove')}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate(means.revision)}
        onClose={() => setDoing(null)}
      >
        {words('survey.removeAbout')}
        <SaveFault
          error={remove.error}
          isRemoval
          onKeep={remove.mutate}
          onReload={() => {
            remove.reset();
            setDoing(null);
          }}
        />
      </Confirm>
    </Stack>
  );
}

function Photos({
  photos,
}: {
  photos: readonly { readonly mediaId: string; readonly thumbnail: string | null; readonly picture: string | null }[];
}) {
  const words = useWords();
  return (
    <ul className={classes['photos']}>
      {photos.map(({ mediaId, thumbnail, picture }, index) => (
        <li key={mediaId}>
          {picture === null ? (
            <span className={classes['making']}>{words('survey.photoMaking')}</span>
          ) : (
            <Anchor href={mediaPath(picture)} target="_blank" rel="noreferrer">
              <img src={mediaPath(thumbnail ?? picture)} alt={words('survey.photo', { number: index + 1 })} loading="lazy" />
            </Anchor>
          )}
        </li>
      ))}
    </ul>
  );
}
