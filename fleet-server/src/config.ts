import { isWithin, judgeTarget } from '@gatecast/public-address';
import { isAbsolute, resolve } from 'node:path';
import type { PictureTerm } from './features/fleet/sweep-pictures.ts';
import { z } from 'zod';
import type { SingleSignOnSettings } from './features/people/single-sign-on.ts';
import { withSecretFiles } from './secret-files.ts';
import type { S3Place } from './store/s3-store.ts';

/** An empty variable counts as one that is not set. */
const dayMs = 86_400_000;
const optionalText = z
  .string()
  .max(4_096)
  .transform((text) => (text.trim() === '' ? null : text.trim()))
  .nullable()
  .default(null);

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

/** A page that people are led to. */
const webPage = z
  .url({ protocol: /^https?$/ })
  .max(500)
  // it is judged also where it is no address at all, which has been said then
  .refine(
    (url) => !URL.canParse(url) || (new URL(url).username === '' && new URL(url).password === ''),
    'must hold no name and no password',
  )
  .nullable();

const environmentSchema = z.object({
  GATECAST_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  GATECAST_HOST: z.string().min(1).max(255).default('127.0.0.1'),
  GATECAST_DATA: z.string().min(1).max(4_096).default('.gatecast/server'),
  GATECAST_TRUTH: optionalText.pipe(postgresUrl.nullable()),
  GATECAST_TELEMETRY: optionalText.pipe(postgresUrl.nullable()),
  GATECAST_REDIS: optionalText.pipe(z.url({ protocol: /^rediss?$/ }).nullable()),
  GATECAST_KEYS: optionalText,
  GATECAST_S3: optionalText.pipe(z.url({ protocol: /^s3$/ }).nullable()),
  GATECAST_S3_ENDPOINT: optionalText.pipe(z.url({ protocol: /^https?$/ }).nullable()),
  GATECAST_FILES_SHARED: z.enum(['0', '1']).default('0'),
  GATECAST_INBOX: optionalText,
  GATECAST_UPLOAD_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(64 * 1024 ** 3)
    .default(4 * 1024 ** 3),
  GATECAST_PICTURE_DAYS: z.coerce.number().int().min(0).max(366).default(7),
  GATECAST_ORDERED_PICTURE_DAYS: z.coerce.number().int().min(1).max(1_000).default(90),
  GATECAST_PICTURE_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(64 * 1024 ** 3)
    .default(64 * 1024 ** 2),
  GATECAST_CONTROLLER: optionalText,
  GATECAST_STAGE_PREVIEW: optionalText,
  GATECAST_PUBLIC_URL: optionalText.pipe(z.url({ protocol: /^https?$/ }).nullable()),
  GATECAST_PASSWORD_RANGE: optionalText.pipe(z.url({ protocol: /^https?$/ }).nullable()),
  GATECAST_ORGANISATION: z.string().min(1).max(200).default('Gatecast'),
  GATECAST_SOFTWARE_KEYS: optionalText,
  GATECAST_TRUSTED_PROXIES: optionalText,
  GATECAST_TLS_CERT: optionalText,
  GATECAST_TLS_KEY: optionalText,
  GATECAST_CONNECTIONS: z.coerce.number().int().min(8).max(1_000_000).default(25_000),
  GATECAST_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).max(1_000_000).default(5_000),
  GATECAST_REQUESTS_PER_USER: z.coerce.number().int().min(10).max(10_000_000).default(6_000),
  GATECAST_FILES_PER_ADDRESS: z.coerce.number().int().min(60).max(100_000_000).default(600_000),
  GATECAST_FEED_NETWORKS: optionalText,
  GATECAST_SMTP: optionalText.pipe(z.url({ protocol: /^smtps?$/ }).nullable()),
  GATECAST_MAIL_FROM: optionalText,
  GATECAST_WEBHOOK_NETWORKS: optionalText,
  GATECAST_SERVICE_NETWORKS: optionalText,
  GATECAST_OIDC_ISSUER: optionalText.pipe(z.url({ protocol: /^https?$/ }).nullable()),
  GATECAST_OIDC_CLIENT_ID: optionalText,
  GATECAST_OIDC_CLIENT_SECRET: optionalText,
  GATECAST_OIDC_NAME: z.string().min(1).max(60).default('Single sign-on'),
  GATECAST_TRAINING: z.enum(['0', '1']).default('0'),
  GATECAST_TRAINING_URL: optionalText.pipe(webPage),
  GATECAST_SERVICE_URL: optionalText.pipe(webPage),
  GATECAST_DEAD_MAN_URL: optionalText.pipe(z.url({ protocol: /^https?$/ }).nullable()),
  GATECAST_METRICS_TOKEN: optionalText.pipe(z.string().min(16, 'must have 16 characters at least').max(500).nullable()),
  GATECAST_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  GATECAST_SQLITE_BINDING: optionalText,
});

/** What the server is told when it starts. Folders are absolute. */
export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** PostgreSQL of truth and of telemetry; null: a SQLite file in the data folder. */
  readonly truthUrl: string | null;
  readonly telemetryUrl: string | null;
  /** The bus between nodes; null: this server is alone. */
  readonly redisUrl: string | null;
  /** The server's keys, which all nodes share. */
  readonly keysFolder: string;
  /** The bucket of media, packages and logs; null: they lie in the data folder. */
  readonly s3: S3Place | null;
  /** Files that are put here are ingested. */
  readonly inboxFolder: string;
  /** The largest file that is taken in, by upload or inbox. */
  readonly uploadMaxBytes: number;
  /** How long pictures of screens are kept. */
  readonly pictureTerm: PictureTerm;
  /** The built controller; null: none is served. */
  readonly controllerFolder: string | null;
  /** The stage built for looking at; null: none is served. */
  readonly stagePreviewFolder: string | null;
  /** Where browsers and players reach this server, when that differs from host and port (a proxy, TLS). */
  readonly publicUrl: string | null;
  /** Origin of a k-anonymity range service of leaked passwords; null: only the list that comes along. */
  readonly passwordRangeOrigin: string | null;
  /** Stands in the root document. */
  readonly organisation: string;
  /** Public keys of the offline role that signs player software, base64; they stand in the root document that a first start makes. */
  readonly softwareKeys: readonly string[];
  /** Addresses or CIDR ranges whose X-Forwarded-* headers are believed. */
  readonly trustedProxies: readonly string[];
  /** PEM files of the certificate chain and its key; null: plain HTTP, for this machine or behind a proxy. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | null;
  /** Browsers reach this server over TLS, its own or a proxy's: cookies are `Secure`, and HTTPS is promised. */
  readonly isSecure: boolean;
  /** Connections at once, in all and from one address; the limit of file descriptors may lower them. */
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** Requests a minute of one person or token. */
  readonly requestsPerUser: number;
  /** Files and states that one address fetches a minute without saying who asks. */
  readonly filesPerAddress: number;
  /** Addresses or CIDR ranges of private networks from which feeds may be fetched, also over http. */
  readonly feedNetworks: readonly string[];
  /** The organisation's own sign-in service; null: there is none. */
  readonly singleSignOn: SingleSignOnSettings | null;
  /** How mail leaves; null: none does. The address holds a password. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  /** Addresses or CIDR ranges of private networks that webhooks may lead to. */
  readonly webhookNetworks: readonly string[];
  /** Those in which the services may lie that this server is set to ask: for sign-in, leaked passwords and its own sign of life. */
  readonly serviceNetworks: readonly string[];
  /** A server to practise on: every page of the controller says so, and only players that were started to practise are taken. */
  readonly isTraining: boolean;
  /** Where the controller leads to: from a server in service to the one to practise on, from there back; null: nowhere. */
  readonly otherServerUrl: string | null;
  /** Asked for every minute, so that somebody outside notices when this server is silent. */
  readonly deadManUrl: string | null;
  /** What Prometheus must carry to read the metrics; null: they are told on this machine only. */
  readonly metricsToken: string | null;
  readonly logLevel: string;
  /** Path of a better-sqlite3 binary for another runtime than this Node. */
  readonly sqliteBinding: string | null;
};

export type ReadConfig =
  | { readonly kind: 'ok'; readonly config: Config }
  | { readonly kind: 'refused'; readonly field: string; readonly detail: string };

/** Reads the configuration from environment variables; the README has the table. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, workingFolder: string): ReadConfig {
  const secrets = withSecretFiles(environment);
  if (secrets.kind === 'refused') return secrets;
  const parsed = environmentSchema.safeParse(secrets.environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { kind: 'refused', field: issue?.path.join('.') ?? '', detail: issue?.message ?? 'is not valid' };
  }
  const env = parsed.data;
  if (env.GATECAST_SMTP !== null && env.GATECAST_MAIL_FROM === null)
    return { kind: 'refused', field: 'GATECAST_MAIL_FROM', detail: 'must be set where GATECAST_SMTP is' };
  const alone = problemOfNodes(env);
  if (alone !== null) return { kind: 'refused', ...alone };
  const singleSignOn = singleSignOnOf(env);
  if (singleSignOn !== null && 'field' in singleSignOn) return { kind: 'refused', ...singleSignOn };
  const closed = problemOfServices(env);
  if (closed !== null) return { kind: 'refused', ...closed };
  if ((env.GATECAST_TLS_CERT === null) !== (env.GATECAST_TLS_KEY === null)) {
    const [field, other] =
      env.GATECAST_TLS_CERT === null ? ['GATECAST_TLS_CERT', 'GATECAST_TLS_KEY'] : ['GATECAST_TLS_KEY', 'GATECAST_TLS_CERT'];
    return { kind: 'refused', field, detail: `must be set where ${other} is` };
  }
  const isTraining = env.GATECAST_TRAINING === '1';
  const [needless, needlessUrl] = isTraining
    ? (['GATECAST_TRAINING_URL', env.GATECAST_TRAINING_URL] as const)
    : (['GATECAST_SERVICE_URL', env.GATECAST_SERVICE_URL] as const);
  if (needlessUrl !== null)
    return { kind: 'refused', field: needless, detail: `must not be set where GATECAST_TRAINING is ${env.GATECAST_TRAINING}` };
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(workingFolder, path));
  const dataFolder = absolute(env.GATECAST_DATA);
  const tls =
    env.GATECAST_TLS_CERT === null || env.GATECAST_TLS_KEY === null
      ? null
      : { certificateFile: absolute(env.GATECAST_TLS_CERT), keyFile: absolute(env.GATECAST_TLS_KEY) };
  return {
    kind: 'ok',
    config: {
      port: env.GATECAST_PORT,
      host: env.GATECAST_HOST,
      dataFolder,
      truthUrl: env.GATECAST_TRUTH,
      telemetryUrl: env.GATECAST_TELEMETRY ?? env.GATECAST_TRUTH,
      redisUrl: env.GATECAST_REDIS,
      keysFolder: env.GATECAST_KEYS === null ? resolve(dataFolder, 'keys') : absolute(env.GATECAST_KEYS),
      s3: env.GATECAST_S3 === null ? null : s3PlaceOf(env.GATECAST_S3, env.GATECAST_S3_ENDPOINT),
      inboxFolder: env.GATECAST_INBOX === null ? resolve(dataFolder, 'inbox') : absolute(env.GATECAST_INBOX),
      uploadMaxBytes: env.GATECAST_UPLOAD_MAX_BYTES,
      pictureTerm: {
        hourlyMs: env.GATECAST_PICTURE_DAYS * dayMs,
        orderedMs: env.GATECAST_ORDERED_PICTURE_DAYS * dayMs,
        bytesPerScreen: env.GATECAST_PICTURE_BYTES,
      },
      controllerFolder: env.GATECAST_CONTROLLER === null ? null : absolute(env.GATECAST_CONTROLLER),
      stagePreviewFolder: env.GATECAST_STAGE_PREVIEW === null ? null : absolute(env.GATECAST_STAGE_PREVIEW),
      publicUrl: env.GATECAST_PUBLIC_URL,
      passwordRangeOrigin: env.GATECAST_PASSWORD_RANGE?.replace(/\/+$/, '') ?? null,
      organisation: env.GATECAST_ORGANISATION,
      softwareKeys: listOf(env.GATECAST_SOFTWARE_KEYS),
      trustedProxies: listOf(env.GATECAST_TRUSTED_PROXIES),
      tls,
      isSecure: tls !== null || (env.GATECAST_PUBLIC_URL?.startsWith('https:') ?? false),
      connections: env.GATECAST_CONNECTIONS,
      connectionsPerAddress: env.GATECAST_CONNECTIONS_PER_ADDRESS,
      requestsPerUser: env.GATECAST_REQUESTS_PER_USER,
      filesPerAddress: env.GATECAST_FILES_PER_ADDRESS,
      feedNetworks: listOf(env.GATECAST_FEED_NETWORKS),
      mail:
        env.GATECAST_SMTP === null || env.GATECAST_MAIL_FROM === null ? null : { smtpUrl: env.GATECAST_SMTP, from: env.GATECAST_MAIL_FROM },
      singleSignOn,
      webhookNetworks: listOf(env.GATECAST_WEBHOOK_NETWORKS),
      serviceNetworks: listOf(env.GATECAST_SERVICE_NETWORKS),
      isTraining,
      otherServerUrl: isTraining ? env.GATECAST_SERVICE_URL : env.GATECAST_TRAINING_URL,
      deadManUrl: env.GATECAST_DEAD_MAN_URL,
      metricsToken: env.GATECAST_METRICS_TOKEN,
      logLevel: env.GATECAST_LOG,
      sqliteBinding: env.GATECAST_SQLITE_BINDING,
    },
  };
}

/** What nodes on one bus must share, beside their keys, which the database tells (`features/keys/agree-on-root.ts`). */
function problemOfNodes(env: z.infer<typeof environmentSchema>): { readonly field: string; readonly detail: string } | null {
  if (env.GATECAST_REDIS === null) return null;
  if (env.GATECAST_TRUTH === null)
    return {
      field: 'GATECAST_TRUTH',
      detail: 'must be set where GATECAST_REDIS is: nodes share one PostgreSQL, and a file is of one alone',
    };
  if (env.GATECAST_S3 === null && env.GATECAST_FILES_SHARED === '0')
    return {
      field: 'GATECAST_S3',
      detail:
        'must be set where GATECAST_REDIS is: nodes share their media, packages, logs and pictures; or set GATECAST_FILES_SHARED=1 where these folders of GATECAST_DATA are storage that all nodes share',
    };
  return null;
}

function singleSignOnOf(
  env: z.infer<typeof environmentSchema>,
): SingleSignOnSettings | { readonly field: string; readonly detail: string } | null {
  const { GATECAST_OIDC_ISSUER: issuer, GATECAST_OIDC_CLIENT_ID: clientId, GATECAST_OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === null) return null;
  const detail = 'must be set where GATECAST_OIDC_ISSUER is';
  if (clientId === null) return { field: 'GATECAST_OIDC_CLIENT_ID', detail };
  if (clientSecret === null) return { field: 'GATECAST_OIDC_CLIENT_SECRET', detail };
  if (env.GATECAST_PUBLIC_URL === null) return { field: 'GATECAST_PUBLIC_URL', detail: `${detail}: the service leads back there` };
  const { protocol, hostname } = new URL(issuer);
  if (protocol === 'http:' && !['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
    return { field: 'GATECAST_OIDC_ISSUER', detail: 'must be https, except on this machine' };
  return { issuer, clientId, clientSecret, name: env.GATECAST_OIDC_NAME };
}

/** A service that every request would be refused to is told at the start; where a name leads is only known when it is asked. */
function problemOfServices(env: z.infer<typeof environmentSchema>): { readonly field: string; readonly detail: string } | null {
  const networks = listOf(env.GATECAST_SERVICE_NETWORKS);
  for (const field of ['GATECAST_OIDC_ISSUER', 'GATECAST_PASSWORD_RANGE', 'GATECAST_DEAD_MAN_URL'] as const) {
    const address = env[field];
    if (address === null) continue;
    const url = new URL(address);
    if (judgeTarget(url, isWithin(networks)).isRefused || (url.protocol === 'http:' && networks.length === 0))
      return { field, detail: 'must lead to a public address over https, or into a network that GATECAST_SERVICE_NETWORKS names' };
  }
  return null;
}

function listOf(text: string | null): readonly string[] {
  return (text ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

/** `s3://bucket/prefix`. */
function s3PlaceOf(url: string, endpoint: string | null): S3Place {
  const { hostname, pathname } = new URL(url);
  const prefix = pathname.replace(/^\/+|\/+$/g, '');
  return { bucket: hostname, prefix: prefix === '' ? '' : `${prefix}/`, endpoint };
}
