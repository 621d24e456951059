import { contentRoutes, problemSchema, type Media, type SiteId } from '@gatecast/protocol';
import { ApiFault } from '../../api/call.ts';

/** Sends one file, which shall belong to a site, if one is named, until `signal` calls it off. XMLHttpRequest, because fetch tells nothing of how far an upload is. Rejects with ApiFault. */
export function uploadMedia(file: File, onProgress: (share: number) => void, siteId?: SiteId, signal?: AbortSignal): Promise<Media> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const { method, path } = contentRoutes.uploadMedia;
    request.open(method, siteId === undefined ? path : `${path}?siteId=${siteId}`);
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    request.addEventListener('error', () => reject(new ApiFault(null, file.name)));
    request.addEventListener('abort', () => reject(new ApiFault(null, file.name)));
    request.addEventListener('load', () => {
      const json = parsed(request.responseText);
      const media = contentRoutes.uploadMedia.answer.safeParse(json);
      const problem = problemSchema.safeParse(json);
      if (request.status < 300 && media.success) resolve(media.data);
      else if (problem.success) reject(new ApiFault(problem.data, problem.data.detail));
      else reject(new ApiFault(null, `status ${request.status}`));
    });
    const body = new FormData();
    body.append('file', file);
    signal?.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // a proxy's HTML page is no answer of ours; the caller tells it by its status
    return undefined;
  }
}
