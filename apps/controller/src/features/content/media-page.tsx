import type { Media } from '@gatecast/protocol';
import { Box, Button, CloseButton, FileButton, Group, Progress, Text } from '@mantine/core';
import { IconAppWindow, IconFileText, IconMovie, IconPhoto, IconPhotoPlus, IconUpload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { merged } from '../../api/merged.ts';
import { mediaQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';
import { thumbnailOf } from './media-address.ts';
import { uploadMedia } from './upload.ts';

type Upload = { readonly key: number; readonly name: string; readonly share: number; readonly error: unknown };
let uploadCount = 0;

/** The ingested files, how far each is, and the way in for new ones. */
export function MediaPage() {
  const words = useWords();
  const may = useMay();
  const queries = useQueryClient();
  const media = useQuery(mediaQuery);
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [isOver, setIsOver] = useState(false);
  if (media.isPending) return <Loading />;
  const change = (key: number, news: Partial<Upload>) =>
    setUploads((list) => list.map((upload) => (upload.key === key ? { ...upload, ...news } : upload)));
  const send = async (file: File) => {
    uploadCount += 1;
    const key = uploadCount;
    setUploads((list) => [...list, { key, name: file.name, share: 0, error: null }]);
    try {
      const stored = await uploadMedia(file, (share) => change(key, { share }));
      queries.setQueryData(mediaQuery.queryKey, (list) => list && merged(list, [stored]));
      setUploads((list) => list.filter((upload) => upload.key !== key));
    } catch (error) {
      change(key, { error });
    }
  };
  const sendAll = (files: readonly File[]) => {
    for (const file of files) void send(file);
  };
  return (
    <Page title={words('media.title')} about={words('media.about')}>
      <Fault error={media.error} retry={() => void media.refetch()} />
      {may('content.edit') && (
        <Box
          className={classes['drop'] ?? ''}
          mb="md"
          data-over={isOver}
          onDragOver={(event) => {
            event.preventDefault();
            setIsOver(true);
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setIsOver(false);
            sendAll([...event.dataTransfer.files]);
          }}
        >
          <Group>
            <FileButton multiple accept="image/*,video/*,.pdf,.zip" onChange={sendAll} inputProps={{ 'aria-label': words('media.choose') }}>
              {(props) => (
                <Button {...props} leftSection={<IconUpload size={16} aria-hidden />}>
                  {words('media.upload')}
                </Button>
              )}
            </FileButton>
            <Text size="sm" c="dimmed">
              {words('media.drop')}
            </Text>
          </Group>
          <div role="status">
            {uploads.map(({ key, name, share, error }) => (
              <Box key={key} mt="sm">
                <Group gap={6}>
                  <Text size="sm">
                    {name}
                    {/* all is sent, and the server still looks at it */}
                    {error === null && (share < 1 ? ` · ${Math.round(share * 100)} %` : ` · ${words('ingest.probing')}`)}
                  </Text>
                  {error !== null && (
                    <CloseButton
                      size="sm"
                      aria-label={words('media.dismiss', { name })}
                      onClick={() => setUploads((list) => list.filter((upload) => upload.key !== key))}
                    />
                  )}
                </Group>
                {error === null && <Progress value={share * 100} aria-label={words('media.uploading', { name })} animated />}
                <Fault error={error} />
              </Box>
            ))}
          </div>
        </Box>
      )}
      {media.data?.length === 0 && uploads.length === 0 && (
        <Empty icon={IconPhotoPlus} title={words('media.empty')} text={words('media.emptyAbout')} />
      )}
      <ul className={classes['media']}>
        {(media.data ?? []).map((file) => (
          <li key={file.id} className="surface">
            <MediaCard file={file} />
          </li>
        ))}
      </ul>
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
            words(`media.sources.${file.source}`),
            formats.dateTime(file.addedAtMs, places.mainZone),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Box>
    </>
  );
}
