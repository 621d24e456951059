// What is sure to be asked for is asked for before the code that asks is here: the server answers while the browser still reads scripts.

/** So many screens come first, as a wall of any window shows no more before it is scrolled. */
export const firstScreens = 200;

/** An answer that nobody has taken by then is old. */
const keptMs = 15_000;

const begun = new Map<string, { readonly answer: Promise<Response>; readonly atMs: number }>();

/** `no-store`: the query cache is the only one. */
export function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const early = begun.get(url);
  begun.delete(url);
  const isPlain = init.method === undefined || init.method === 'GET';
  if (early !== undefined && isPlain && performance.now() - early.atMs < keptMs) return early.answer;
  return fetch(url, { ...init, credentials: 'same-origin', cache: 'no-store' });
}

/** Begins to ask for what the page at a path will ask for first; each answer is given once, to `ask` of the same address. */
export function askEarly(path: string): void {
  const wall = ['/api/sites', '/api/alerts', `/api/screens?limit=${firstScreens}`];
  for (const url of ['/api/me', ...(path === '/' ? wall : [])]) {
    const answer = ask(url, { headers: { accept: 'application/json' } });
    // told to whoever takes it; where nobody does, nobody misses it
    answer.catch(() => undefined);
    begun.set(url, { answer, atMs: performance.now() });
  }
}

const storageKey = 'gatecast.signed-in';

/** Whether somebody was signed in here when the server was asked last. The session itself no script sees. */
export function wasSignedIn(): boolean {
  return localStorage.getItem(storageKey) !== null;
}
export function rememberSignedIn(isSignedIn: boolean): void {
  if (isSignedIn) localStorage.setItem(storageKey, 'yes');
  else localStorage.removeItem(storageKey);
}
