/** Talks to a fleet server as a signed-in person would from outside: plain HTTP, nothing of the server's source. */
export type Api = {
  readonly get: <T = Json>(path: string) => Promise<T>;
  readonly post: <T = Json>(path: string, body?: unknown) => Promise<T>;
  readonly put: <T = Json>(path: string, body: unknown) => Promise<T>;
  /** Writes one language of an item over what stands there now, as somebody does who has just read it. */
  readonly putVariant: <T = Json>(path: string, body: object) => Promise<T>;
  readonly patch: <T = Json>(path: string, body: unknown) => Promise<T>;
  readonly upload: <T = Json>(path: string, fileName: string, bytes: Uint8Array) => Promise<T>;
  readonly bytes: (path: string) => Promise<Buffer>;
  readonly cookie: string;
};
/** What an answer holds is for the journey to say. */
// oxlint-disable-next-line typescript/no-explicit-any -- an outside look at JSON whose shape the journey asserts
export type Json = any;

export async function signIn(url: string, email: string, password: string): Promise<Api> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`sign-in of ${email}: ${response.status} ${await response.text()}`);
  return apiOf(
    url,
    response.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; '),
  );
}

export function apiOf(url: string, cookie: string): Api {
  async function ask(method: string, path: string, init: { body?: BodyInit; type?: string } = {}): Promise<Response> {
    const headers = { origin: url, cookie, ...(init.type === undefined ? {} : { 'content-type': init.type }) };
    const response = await fetch(url + path, { method, headers, ...(init.body === undefined ? {} : { body: init.body }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
  const get = async (path: string): Promise<Json> => (await ask('GET', path)).json();
  const json = (body: unknown) => (body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' });
  return {
    cookie,
    get,
    post: async (path, body) => (await ask('POST', path, json(body))).json(),
    put: async (path, body) => (await ask('PUT', path, json(body))).json(),
    async putVariant(path, body) {
      const [, item = '', language = ''] = /^(.+)\/variants\/([^/]+)$/.exec(path) ?? [];
      const { variants } = await get(item);
      const document = variants.find((one: Json) => one.language === language)?.document ?? null;
      return (await ask('PUT', path, json({ ...body, document }))).json();
    },
    patch: async (path, body) => (await ask('PATCH', path, json(body))).json(),
    async upload(path, fileName, bytes) {
      const form = new FormData();
      form.append('file', new Blob([Buffer.from(bytes)]), fileName);
      return (await ask('POST', path, { body: form })).json();
    },
    bytes: async (path) => Buffer.from(await (await ask('GET', path)).arrayBuffer()),
  };
}
