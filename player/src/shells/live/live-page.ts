import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { publicLookup } from '@gatecast/public-address';
import { bundleBeat, bundleBeatMs, bundlePainted, liveFailed, liveLeft } from '../../bridge/bundle-frame.ts';
import type { Served } from '../served-file.ts';
import type { LiveAllowance } from './live-allowance.ts';
import type { LivePulse, LivePulses } from './live-pulses.ts';

/** Where the page around a live URL asks its shell whether that one lives, and how many of them were ended. */
const livePulsePath = '/pulse';
const liveEndedPath = '/ended';
const askEndedEveryMs = 1_000;
const feelEveryMs = 2_000;
const pulseStatus = { lives: 200, missing: 404, hung: 410 } as const;

const limitMs = 10_000;
const mostRedirects = 5;
/** The stage hears of a release a moment before it is on disk, from where the allowance is read. */
const allowanceWithinMs = 3_000;
const lookAgainMs = 100;

/**
 * Decides what answers the frame of a live URL: a page with that URL in a frame of its own, where the host is allowed and gives a page now that
 * lets itself be framed; else a page that tells the stage so, which shows the substitute. A browser would show its own error page in a frame,
 * and tell nobody. That page asks from then on whether the other still lives, and tells the stage when it does not. One that hangs
 * once its frame is gone can be reached by nobody any more, and no page of its host could come up again: so it asks once more when it has left.
 * A page that was to come up in a process that was ended meanwhile is asked for again.
 */
export async function servedLivePage(
  allowance: LiveAllowance,
  stageOrigin: string,
  address: Pick<URL, 'pathname' | 'searchParams'>,
  pulses: LivePulses,
): Promise<Served> {
  const url = address.searchParams.get('url') ?? '';
  if (address.pathname === livePulsePath) return pulseAnswer(await pulses.feel(url));
  if (address.pathname === liveEndedPath) return endedAnswer(pulses.ended());
  const isThere = (await isAllowedSoon(allowance, url)) && (await givesPage(allowance, url));
  const bytes = Buffer.from(isThere ? pageFor(url, pulses.ended()) : pageOfFailure);
  return { kind: 'bytes', status: 200, bytes, headers: headersOf(bytes.length, isThere ? allowance.hosts() : [], url, stageOrigin) };
}

function pulseAnswer(pulse: LivePulse): Served {
  const headers = { 'cache-control': 'no-store' };
  if (pulse === 'lives') return { kind: 'bytes', status: pulseStatus[pulse], bytes: Buffer.alloc(0), headers };
  return { kind: 'refused', status: pulseStatus[pulse], headers };
}

function endedAnswer(ended: number): Served {
  const bytes = Buffer.from(String(ended));
  return { kind: 'bytes', status: 200, bytes, headers: { 'cache-control': 'no-store', 'content-length': String(bytes.length) } };
}

async function isAllowedSoon(allowance: LiveAllowance, url: string): Promise<boolean> {
  const untilMs = performance.now() + allowanceWithinMs;
  while (!allowance.allowsUrl(url)) {
    if (performance.now() > untilMs) return false;
    await pause(lookAgainMs);
  }
  return true;
}

/** Whether the address gives a page that may be framed, within ten seconds and over allowed hosts only. */
async function givesPage(allowance: LiveAllowance, url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(limitMs);
  let at = url;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    if (!allowance.allowsUrl(at)) return false;
    const answer = await ask(at, signal);
    if (answer === null) return false;
    const { statusCode = 0, headers } = answer;
    answer.destroy();
    const next = statusCode >= 300 && statusCode < 400 ? headers.location : undefined;
    if (next === undefined) return statusCode === 200 && isPage(headers) && !refusesFrames(headers);
    const address = URL.parse(next, at);
    if (address === null) return false;
    at = address.href;
  }
  return false;
}

function ask(url: string, signal: AbortSignal): Promise<IncomingMessage | null> {
  const host = new URL(url).hostname;
  return new Promise((resolve) => {
    const get = url.startsWith('https:') ? getHttps : getHttp;
    get(url, { signal, headers: { accept: 'text/html' }, ...(isIP(host) === 0 ? { lookup: publicLookup } : {}) }, resolve).on('error', () =>
      resolve(null),
    );
  });
}

function isPage(headers: IncomingMessage['headers']): boolean {
  return /^(text\/html|application\/xhtml\+xml)\b/i.test(headers['content-type'] ?? '');
}

function refusesFrames(headers: IncomingMessage['headers']): boolean {
  const policy = String(headers['content-security-policy'] ?? '');
  const ancestors = /frame-ancestors([^;]*)/i.exec(policy)?.[1]?.trim();
  // its frame is the shell's page, which nobody can name beforehand
  return ancestors === undefined ? headers['x-frame-options'] !== undefined : ancestors !== '*';
}

function headersOf(sizeBytes: number, hosts: readonly string[], url: string, stageOrigin: string): Readonly<Record<string, string>> {
  // http is of this machine only, where hosts are allowed for https as well
  const frames = url.startsWith('http:') ? hosts.map((host) => `http://${host}`) : hosts.map((host) => `https://${host}`);
  const policy = [
    "default-src 'none'",
    "script-src 'unsafe-inline'",
    "style-src 'unsafe-inline'",
    "connect-src 'self'",
    `frame-src ${frames.length === 0 ? "'none'" : frames.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${stageOrigin}`,
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(sizeBytes),
    'cache-control': 'no-store',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

const pageOfFailure = `<!doctype html><script>parent.postMessage('${liveFailed}', '*');</script>`;

function pageFor(url: string, ended: number): string {
  const address = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<!doctype html><meta charset="utf-8"><style>html, body, iframe { margin: 0; width: 100%; height: 100%; border: 0; overflow: hidden }</style>
<iframe sandbox="allow-scripts allow-same-origin" allow="" referrerpolicy="no-referrer" tabindex="-1" src="${address}"></iframe>
<script>
const say = (what) => parent.postMessage(what, '*');
setInterval(() => say('${bundleBeat}'), ${bundleBeatMs});
const other = document.querySelector('iframe');
const pulse = async () => {
  const answer = await fetch('${livePulsePath}' + location.search, { cache: 'no-store' }).catch(() => null);
  return answer === null ? ${pulseStatus.lives} : answer.status;
};
let missing = 0;
let hasLeft = false;
addEventListener('message', async ({ source, data }) => {
  if (source !== parent || data !== '${liveLeft}') return;
  hasLeft = true;
  await pulse();
  other.remove();
});
const feel = async () => {
  const status = await pulse();
  if (hasLeft) return;
  missing = status === ${pulseStatus.missing} ? missing + 1 : 0;
  if (status === ${pulseStatus.hung} || missing === 2) say('${liveFailed}');
  else setTimeout(feel, ${feelEveryMs});
};
let ended = '${ended}';
const comeUp = setInterval(async () => {
  const answer = await fetch('${liveEndedPath}', { cache: 'no-store' }).catch(() => null);
  const now = answer === null ? ended : await answer.text();
  if (now === ended) return;
  ended = now;
  other.src = other.src;
}, ${askEndedEveryMs});
other.addEventListener('load', () => {
  clearInterval(comeUp);
  requestAnimationFrame(() => requestAnimationFrame(() => say('${bundlePainted}')));
  feel();
}, { once: true });
</script>
`;
}
