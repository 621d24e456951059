import { mediaPath, mostPhotos, type Means, type MediaId, type SiteId } from '@gatecast/protocol';
import { Box, Button, CloseButton, FileButton, Group, Input, Progress } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useState } from 'react';
import { Fault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { uploadMedia } from '../content/upload.ts';
import classes from './survey.module.css';

/** A photo of a form: by its media, with an address to show it at (null: it is still in the making). */
export type FormPhoto = { readonly mediaId: MediaId; readonly address: string | null };

export function formPhotosOf(means: Pick<Means, 'photos'>): readonly FormPhoto[] {
  return means.photos.map(({ mediaId, thumbnail, picture }) => {
    const hash = thumbnail ?? picture;
    return { mediaId, address: hash === null ? null : mediaPath(hash) };
  });
}

type Props = {
  readonly siteId: SiteId;
  readonly photos: readonly FormPhoto[];
  readonly error?: string | undefined;
  readonly onChange: (photos: readonly FormPhoto[]) => void;
  /** Something is on its way: what is saved now would not have it. */
  readonly onBusy: (isBusy: boolean) => void;
};

/** Photos of a means: taken by a phone's camera or chosen, sent at once, shown and taken away. */
export function PhotosField({ siteId, photos, error, onChange, onBusy }: Props) {
  const words = useWords();
  const [share, setShare] = useState<number | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const send = async (files: readonly File[]) => {
    setFault(null);
    onBusy(true);
    const sent = [...photos];
    try {
      for (const file of files.slice(0, mostPhotos - photos.length)) {
        setShare(0);
        const { id } = await uploadMedia(file, (news) => setShare(news.share), { siteId });
        sent.push({ mediaId: id, address: URL.createObjectURL(file) });
        onChange([...sent]);
      }
    } catch (failure) {
      setFault(failure);
    } finally {
      setShare(null);
      onBusy(false);
    }
  };
  return (
    <Input.Wrapper
      label={words('survey.photos')}
      description={words('survey.photosAbout', { most: mostPhotos })}
      error={error}
      labelElement="div"
      role="group"
      aria-label={words('survey.photos')}
    >
      <ul className={classes['photos']}>
        {photos.map(({ mediaId, address }, index) => (
          <li key={mediaId}>
            {address === null ? (
              <span className={classes['making']}>{words('survey.photoMaking')}</span>
            ) : (
              <img src={address} alt={words('survey.photo', { number: index + 1 })} />
            )}
            <CloseButton
              size="sm"
              variant="filled"
              className={classes['remove'] ?? ''}
              aria-label={words('survey.photoRemove', { number: index + 1 })}
              onClick={() => onChange(photos.filter((photo) => photo.mediaId !== mediaId))}
            />
          </li>
        ))}
      </ul>
      <Group mt={6}>
        <FileButton
          multiple
          accept="image/*"
          onChange={(files) => void send(files)}
          inputProps={{ 'aria-label': words('survey.photoAdd') }}
          disabled={photos.length >= mostPhotos || share !== null}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconCamera size={16} aria-hidden />} disabled={photos.length >= mostPhotos}>
              {words('survey.photoAdd')}
            </Button>
          )}
        </FileButton>
      </Group>
      <Box role="status" mt={6}>
        {share !== null && <Progress value={share * 100} aria-label={words('survey.photoSending')} animated />}
      </Box>
      <Fault error={fault} />
    </Input.Wrapper>
  );
}
