import type { FaultCode } from '@gatecast/protocol';
import { Box, Button, FileButton, Group, Progress, Text } from '@mantine/core';
import { IconRefresh, IconUpload, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiFault } from '../../api/call.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { useWords, type WordKey } from '../../words/words.ts';
import classes from './content.module.css';
import { UnfinishedUploads } from './unfinished-uploads.tsx';
import type { Upload } from './upload-queue.ts';
import type { Uploads } from './use-uploads.ts';

/** The way in for files: chosen or dropped, several at once, each with how far it is and what to do where it failed. */
export function UploadZone({ uploads, add, again, callOff }: Uploads) {
  const words = useWords();
  const [isOver, setIsOver] = useState(false);
  return (
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
        add([...event.dataTransfer.files]);
      }}
    >
      <Group>
        <FileButton multiple accept="image/*,video/*,.pdf,.zip" onChange={add} inputProps={{ 'aria-label': words('media.choose') }}>
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
      <ul className={classes['uploads']} aria-label={words('media.onTheWay')}>
        {uploads.map((upload) => (
          <UploadRow key={upload.key} upload={upload} onAgain={() => again(upload)} onCallOff={() => callOff(upload)} />
        ))}
      </ul>
      <UnfinishedUploads sent={uploads.map(({ id }) => id)} onChoose={add} />
    </Box>
  );
}

function UploadRow({ upload, onAgain, onCallOff }: { upload: Upload; onAgain: () => void; onCallOff: () => void }) {
  const words = useWords();
  const formats = useFormats();
  const { file, state, share, resumedShare, error } = upload;
  const isFailed = state === 'failed';
  return (
    <li>
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {[
            file.name,
            formats.bytes(file.size),
            ...(state === 'waiting' ? [words('media.waiting')] : []),
            ...(state === 'sending' || state === 'away' ? [`${percentOf(share)} %`] : []),
            // all is there, and the server still looks at it
            ...(state === 'judging' ? [words('ingest.probing')] : []),
          ].join(' · ')}
        </Text>
        <Group gap={6} wrap="nowrap">
          {isFailed && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size={14} aria-hidden />}
              aria-label={words('media.againOf', { name: file.name })}
              onClick={onAgain}
            >
              {words('media.again')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconX size={14} aria-hidden />}
            aria-label={words(isFailed ? 'media.dismiss' : 'media.callOffOf', { name: file.name })}
            onClick={onCallOff}
          >
            {words(isFailed ? 'common.close' : 'media.callOff')}
          </Button>
        </Group>
      </Group>
      <Text size="sm" role="status" c={state === 'away' ? 'var(--mantine-color-error)' : 'dimmed'}>
        {state === 'away' && words('media.away')}
        {state === 'sending' && resumedShare !== null && words('media.resumed', { percent: percentOf(resumedShare) })}
      </Text>
      {!isFailed && (
        <Progress
          value={share * 100}
          aria-label={words('media.uploading', { name: file.name })}
          animated={state === 'sending' || state === 'judging'}
        />
      )}
      <Fault error={error} />
      {isFailed && (
        <Text size="sm" role="status">
          {words(adviceOn(error))}
        </Text>
      )}
    </li>
  );
}

/** Never more than is there: 100 is whole. */
function percentOf(share: number): number {
  return Math.floor(share * 100);
}

const advice: Partial<Record<FaultCode, WordKey>> = {
  'too-large': 'media.advice.tooLarge',
  'bad-file': 'media.advice.badFile',
  'too-many': 'media.advice.tooMany',
  'not-signed-in': 'media.advice.signIn',
};

/** What to do about an upload that failed. */
function adviceOn(error: unknown): WordKey {
  if (!(error instanceof ApiFault)) return 'media.advice.changed';
  return (error.problem && advice[error.problem.code]) ?? 'media.advice.other';
}
