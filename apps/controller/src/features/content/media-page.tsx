import type { Media } from '@gatecast/protocol';
import { Box, Group, Progress, Text } from '@mantine/core';
import { IconAppWindow, IconFileText, IconMovie, IconPhoto, IconPhotoPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { mediaListQuery } from '../../api/media-list.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { FindField } from '../../parts/find-field.tsx';
import { Mark } from '../../parts/mark.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';
import { thumbnailOf } from './media-address.ts';
import { UploadZone } from './upload-zone.tsx';
import { useUploads } from './use-uploads.ts';

/** The ingested files, how far each is, and the way in for new ones. */
export function MediaPage() {
  const words = useWords();
  const may = useMay();
  const uploading = useUploads();
  const navigate = useNavigate({ from: '/content/media' });
  const { find = '' } = useSearch({ from: '/shell/content/media' });
  const media = useInfiniteQuery(mediaListQuery(useDeferredValue(find.trim())));
  if (media.isPending) return <Loading />;
  const shown = media.data?.pages.flatMap((page) => page.media) ?? [];
  return (
    <Page title={words('media.title')} about={words('media.about')}>
      <Fault error={media.error} retry={() => void media.refetch()} />
      {may('content.edit') && <UploadZone {...uploading} />}
      {media.data !== undefined && shown.length === 0 && find === '' && uploading.uploads.length === 0 && (
        <Empty icon={IconPhotoPlus} title={words('media.empty')} text={words('media.emptyAbout')} />
      )}
      {(shown.length > 0 || find !== '') && (
        <Group gap="sm" my="md" align="end">
          <FindField
            label={words('media.find')}
            w={{ base: '100%', sm: 280 }}
            value={find}
            onFind={(text) => void navigate({ search: { find: text === '' ? undefined : text }, replace: true })}
          />
          <Text size="sm" c="dimmed" role="status" pb={8}>
            {words(media.hasNextPage ? 'media.shownFirst' : 'media.shown', { count: shown.length })}
          </Text>
        </Group>
      )}
      <ul className={classes['media']}>
        {shown.map((file) => (
          <li key={file.id} className="surface">
            <MediaCard file={file} />
          </li>
        ))}
      </ul>
      <MoreButton list={media}>{words('audit.more')}</MoreButton>
    </Page>
  );
}

function MediaCard({ file }: { file: Media }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const address = thumbnailOf(file);
  const isWorking = file.state === 'probing' || file.state === 'rendering';
  return (
    <>
      <div className={classes['mediaPicture']}>
        {address === null ? (
          file.kind === 'bundle' ? (
            <IconAppWindow size={28} stroke={1.4} aria-hidden />
          ) : file.kind === 'pages' ? (
            <IconFileText size={28} stroke={1.4} aria-hidden />
          ) : file.kind === 'video' ? (
            <IconMovie size={28} stroke={1.4} aria-hidden />
          ) : (
            <IconPhoto size={28} stroke={1.4} aria-hidden />
          )
        ) : (
          <img src={address} alt="" loading="lazy" />
        )}
      </div>
      <Box p="sm">
        <Group justify="space-between" gap={6} wrap="nowrap">
          <Text size="sm" fw={600} truncate title={file.fileName}>
            {file.fileName}
          </Text>
          <Mark look={file.state}>{words(`ingest.${file.state}`)}</Mark>
        </Group>
        {isWorking && <Progress mt={6} value={file.progressBp / 100} aria-label={words('media.ingesting', { name: file.fileName })} />}
        {file.problem !== null && (
          <Text size="xs" c="var(--mantine-color-error)" mt={4}>
            {file.problem}
          </Text>
        )}
        <Text size="xs" c="dimmed" mt={4}>
          {[
            file.rendition && `${file.rendition.widthPx} × ${file.rendition.heightPx}`,
            file.rendition && formats.bytes(file.rendition.sizeBytes),
            file.pages && words('content.pagesHeld', { count: file.pages.count }),
            file.bundle && words('content.bundleHolds', { count: file.bundle.fileCount }),
            file.bundle && formats.bytes(file.bundle.totalBytes),
            file.durationMs !== null &&
              file.kind === 'video' &&
              words('content.duration', { seconds: formats.number(file.durationMs / 1_000) }),
            words(`media.sources.${file.source}`, { at: formats.dateTime(file.addedAtMs, places.mainZone) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Box>
    </>
  );
}
