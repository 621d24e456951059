import { uploadRoutes, type Upload } from '@gatecast/protocol';
import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconFile, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { uploadsQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';

type Props = {
  /** Those that this page sends are told elsewhere. */
  readonly sent: readonly (Upload['id'] | null)[];
  readonly onChoose: (files: readonly File[]) => void;
};

/** What this person began, here or elsewhere, and nobody sends now: the same file chosen again goes on where it stopped. */
export function UnfinishedUploads({ sent, onChoose }: Props) {
  const words = useWords();
  const { data } = useQuery(uploadsQuery);
  const unfinished = (data ?? []).filter(({ id }) => !sent.includes(id));
  if (unfinished.length === 0) return null;
  return (
    <section aria-label={words('media.unfinished')} className={classes['unfinished']}>
      <Text size="sm" fw={600}>
        {words('media.unfinished')}
      </Text>
      <Text size="sm" c="dimmed">
        {words('media.unfinishedAbout')}
      </Text>
      <ul className={classes['uploads']}>
        {unfinished.map((upload) => (
          <UnfinishedRow key={upload.id} upload={upload} onChoose={onChoose} />
        ))}
      </ul>
    </section>
  );
}

function UnfinishedRow({ upload, onChoose }: { readonly upload: Upload; readonly onChoose: Props['onChoose'] }) {
  const words = useWords();
  const formats = useFormats();
  const { mainZone } = usePlaces();
  const queries = useQueryClient();
  const { id, fileName: name, sizeBytes, offsetBytes, expiresAtMs } = upload;
  const discard = useMutation({
    mutationFn: () => call(uploadRoutes.endUpload, { params: { uploadId: id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: uploadsQuery.queryKey }),
  });
  const percent = sizeBytes === 0 ? 100 : Math.floor((offsetBytes / sizeBytes) * 100);
  return (
    <li>
      <Group gap={6} justify="space-between">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {[name, formats.bytes(sizeBytes), words('media.arrived', { percent, until: formats.dateTime(expiresAtMs, mainZone) })].join(
            ' · ',
          )}
        </Text>
        <Group gap={6} wrap="nowrap">
          <FileButton onChange={(file) => file !== null && onChoose([file])} inputProps={{ 'aria-label': words('media.goOnOf', { name }) }}>
            {(props) => (
              <Button
                {...props}
                size="compact-sm"
                variant="default"
                leftSection={<IconFile size={14} aria-hidden />}
                aria-label={words('media.goOnOf', { name })}
              >
                {words('media.goOn')}
              </Button>
            )}
          </FileButton>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconTrash size={14} aria-hidden />}
            aria-label={words('media.discardOf', { name })}
            loading={discard.isPending}
            onClick={() => discard.mutate()}
          >
            {words('media.discard')}
          </Button>
        </Group>
      </Group>
      <Fault error={discard.error} />
    </li>
  );
}
