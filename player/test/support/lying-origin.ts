import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = { readonly path: string; readonly headers: IncomingHttpHeaders };
export type Answering = (response: ServerResponse, asked: Asked) => void;

/** An origin of media that answers as a test says; it knows no truth of its own. */
export async function lyingOrigin(answering: Answering) {
  const asked: Asked[] = [];
  let how = answering;
  const http = createServer((request, response) => {
    const one = { path: request.url ?? '', headers: request.headers };
    asked.push(one);
    how(response, one);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: (next: Answering) => void (how = next),
    close(): Promise<void> {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
}
