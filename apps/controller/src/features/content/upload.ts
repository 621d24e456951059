import { uploadRoutes, type Media, type SiteId, type Upload } from '@gatecast/protocol';
import { ApiFault, call } from '../../api/call.ts';
import { fingerprintOf } from './file-fingerprint.ts';
import { sendPart } from './send-part.ts';
import { afterFault, firstPartBytes, nextPartBytes } from './upload-pace.ts';

export type UploadNews = {
  /** Of the server; null: it has not been asked yet. */
  readonly id: Upload['id'] | null;
  /** `away`: waits for the connection; `judging`: all is there, and the server looks at it. */
  readonly standing: 'sending' | 'away' | 'judging';
  /** So much of the file is at the server or on its way. */
  readonly share: number;
  /** Where it went on the last time that it had to; null: it did not have to. */
  readonly resumedShare: number | null;
};

/**
 * Sends one file in parts until the server has made a file of its library of it. What came is never sent again: not after a lost
 * connection, which is waited for, and not where the same file was begun before. `siteId`: whose it shall be. Called off by `signal`, it
 * throws away what came. Rejects with ApiFault, or with what the browser says of a file that cannot be read any more.
 */
export async function uploadMedia(
  file: File,
  onNews: (news: UploadNews) => void,
  { siteId, signal }: { readonly siteId?: SiteId; readonly signal?: AbortSignal } = {},
): Promise<Media> {
  const fingerprint = await fingerprintOf(file);
  const body = { fileName: file.name, sizeBytes: file.size, fingerprint, ...(siteId === undefined ? {} : { siteId }) };
  let upload: Upload | null = null;
  let resumedShare: number | null = null;
  let partBytes = firstPartBytes;
  /** Whether the server must be asked where it stands. */
  let isAstray = false;
  let tries = 0;
  function tell(standing: UploadNews['standing'], sentBytes = upload?.offsetBytes ?? 0): void {
    onNews({ id: upload?.id ?? null, standing, share: file.size === 0 ? 1 : Math.min(1, sentBytes / file.size), resumedShare });
  }
  /** One step; gives the file once there is one. */
  async function step(): Promise<Media | null> {
    if (upload === null || isAstray) {
      upload =
        upload === null
          ? await call(uploadRoutes.beginUpload, { body })
          : await call(uploadRoutes.readUpload, { params: { uploadId: upload.id } });
      isAstray = false;
      if (upload.offsetBytes > 0) resumedShare = upload.offsetBytes / file.size;
    }
    if (upload.media !== null) return upload.media;
    if (upload.offsetBytes === file.size) {
      tell('judging');
      return call(uploadRoutes.finishUpload, { params: { uploadId: upload.id } });
    }
    const { offsetBytes } = upload;
    tell('sending');
    const fromMs = performance.now();
    upload = await sendPart(file, upload, partBytes, { onSent: (bytes) => tell('sending', offsetBytes + bytes), signal });
    partBytes = nextPartBytes(partBytes, performance.now() - fromMs);
    tries = 0;
    return null;
  }
  /** Waits where that helps; throws the fault where it does not. */
  async function recover(fault: unknown): Promise<void> {
    if (!(fault instanceof ApiFault) || signal?.aborted === true) throw fault;
    const then = afterFault(fault.problem, tries);
    if (then.kind === 'fail') throw fault;
    tries += 1;
    isAstray = true;
    if (then.kind === 'begin-anew') upload = null;
    else {
      if (then.isAway) tell('away');
      await waitFor(then.waitMs, signal);
    }
  }
  try {
    for (;;) {
      signal?.throwIfAborted();
      try {
        const media = await step();
        if (media !== null) return media;
      } catch (fault) {
        await recover(fault);
      }
    }
  } finally {
    if (signal?.aborted === true && signal.reason !== leftAlone) throwAway(upload);
  }
}

/** Why an upload is called off whose bytes shall stay. */
export const leftAlone = new DOMException('left for later', 'AbortError');

function throwAway(upload: Upload | null): void {
  // where nobody answers, the server throws it away itself after a day
  if (upload !== null) call(uploadRoutes.endUpload, { params: { uploadId: upload.id } }).catch(() => undefined);
}

/** Waits so long; until the browser is connected again, if that is sooner; or until it is called off. */
async function waitFor(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, waitMs);
  const end = () => resolve();
  window.addEventListener('online', end);
  signal?.addEventListener('abort', end);
  await promise;
  clearTimeout(timer);
  window.removeEventListener('online', end);
  signal?.removeEventListener('abort', end);
}
