import { problemOf, problemSchema, uploadRoutes, type Upload } from '@gatecast/protocol';
import { ApiFault } from '../../api/call.ts';
import { sha256Of } from './file-fingerprint.ts';

/** A connection on which nothing moves for so long is a lost one, whatever the browser thinks of it. */
const silenceMs = 30_000;

/**
 * Sends the bytes of a file from where its upload stands, and gives where it stands then. XMLHttpRequest, because fetch tells nothing of how
 * far it is. Rejects with ApiFault; its problem is null where nobody answered.
 */
export async function sendPart(
  file: File,
  { id, offsetBytes }: Pick<Upload, 'id' | 'offsetBytes'>,
  partBytes: number,
  { onSent, signal }: { readonly onSent: (bytes: number) => void; readonly signal?: AbortSignal | undefined },
): Promise<Upload> {
  // rejects where the file is not what it was when it was chosen, which is no lost connection
  const bytes = await file.slice(offsetBytes, offsetBytes + partBytes).arrayBuffer();
  const sha256 = await sha256Of(bytes);
  signal?.throwIfAborted();
  const { method, path, answer } = uploadRoutes.sendPart;
  const check = sha256 === null ? '' : `&sha256=${sha256}`;
  const { promise, resolve, reject } = Promise.withResolvers<Upload>();
  const request = new XMLHttpRequest();
  const lose = () => reject(new ApiFault(null, file.name));
  const abort = () => request.abort();
  let silence = setTimeout(abort, silenceMs);
  request.open(method, `${path.replace(':uploadId', id)}?fromByte=${offsetBytes}${check}`);
  request.setRequestHeader('accept', 'application/json');
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.upload.addEventListener('progress', ({ loaded }) => {
    clearTimeout(silence);
    silence = setTimeout(abort, silenceMs);
    onSent(loaded);
  });
  request.addEventListener('error', lose);
  request.addEventListener('abort', lose);
  request.addEventListener('load', () => {
    const json = parsed(request.responseText);
    const upload = answer.safeParse(json);
    const problem = problemSchema.safeParse(json);
    if (request.status < 300 && upload.success) resolve(upload.data);
    else if (problem.success) reject(new ApiFault(problem.data, problem.data.detail));
    else if (request.status === 413) reject(refusedOnTheWay('too-large', request.status));
    else if (request.status >= 400 && request.status < 500) reject(refusedOnTheWay('bad-input', request.status));
    else lose();
  });
  signal?.addEventListener('abort', abort);
  request.send(bytes);
  try {
    return await promise;
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener('abort', abort);
  }
}

/** A proxy refused what the server never saw: asking again is no use. */
function refusedOnTheWay(code: 'too-large' | 'bad-input', status: number): ApiFault {
  const problem = problemOf(code, `status ${status}, not from the server but from something before it`);
  return new ApiFault(problem, problem.detail);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // a proxy's HTML page is no answer of ours; the caller tells it by its status
    return undefined;
  }
}
