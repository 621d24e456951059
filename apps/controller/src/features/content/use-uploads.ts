import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { uploadQueueOf, type Upload, type UploadQueue } from './upload-queue.ts';

export type Uploads = Pick<UploadQueue, 'add' | 'again' | 'callOff'> & { readonly uploads: readonly Upload[] };

/** Files on their way to the server, whichever page they were chosen on. */
export function useUploads(): Uploads {
  const queue = uploadQueueOf(useQueryClient());
  const uploads = useSyncExternalStore(queue.subscribe, queue.uploads);
  const { add, again, callOff } = queue;
  return { uploads, add, again, callOff };
}
