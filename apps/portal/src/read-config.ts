import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

/** An empty variable counts as one that is not set. */
const optionalText = z
  .string()
  .max(4_096)
  .transform((text) => (text.trim() === '' ? null : text.trim()))
  .nullable()
  .default(null);

const environmentSchema = z.object({
  GATECAST_PORTAL_PORT: z.coerce.number().int().min(0).max(65_535).default(8090),
  GATECAST_PORTAL_HOST: z.string().min(1).max(255).default('127.0.0.1'),
  GATECAST_PORTAL_DATA: z.string().min(1).max(4_096).default('.gatecast/portal'),
  GATECAST_PORTAL_URL: optionalText.pipe(z.url({ protocol: /^https?$/ }).nullable()),
  GATECAST_PORTAL_TIME_ZONE: optionalText.refine((zone) => zone === null || isTimeZone(zone), 'must be an IANA time zone'),
  GATECAST_SERVER: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8080'),
  GATECAST_ROOT_FINGERPRINT: optionalText.refine(
    (text) => text === null || /^([0-9a-f]{4} ?){5}$/i.test(text),
    'must be the twenty hex digits that the controller shows',
  ),
  GATECAST_SQLITE_BINDING: optionalText,
});

/** What the portal is told when it starts. The data folder is absolute. */
export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** Where readers reach the portal (scheme and host), when that differs from what they ask for (a proxy, TLS). */
  readonly publicUrl: string | null;
  /** In which dates are told. */
  readonly timeZone: string;
  readonly serverUrl: string;
  /** Twenty hex digits; null: the first root is trusted. */
  readonly rootFingerprint: string | null;
  /** Path of a better-sqlite3 binary for another runtime than this Node. */
  readonly sqliteBinding: string | null;
};

export type ReadConfig =
  | { readonly kind: 'ok'; readonly config: Config }
  | { readonly kind: 'refused'; readonly field: string; readonly detail: string };

/** Reads the configuration from environment variables; the README has the table. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, workingFolder: string): ReadConfig {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { kind: 'refused', field: issue?.path.join('.') ?? '', detail: issue?.message ?? 'is not valid' };
  }
  const env = parsed.data;
  const folder = env.GATECAST_PORTAL_DATA;
  return {
    kind: 'ok',
    config: {
      port: env.GATECAST_PORTAL_PORT,
      host: env.GATECAST_PORTAL_HOST,
      dataFolder: isAbsolute(folder) ? folder : resolve(workingFolder, folder),
      publicUrl: env.GATECAST_PORTAL_URL === null ? null : new URL(env.GATECAST_PORTAL_URL).origin,
      timeZone: env.GATECAST_PORTAL_TIME_ZONE ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
      serverUrl: new URL(env.GATECAST_SERVER).href,
      rootFingerprint: env.GATECAST_ROOT_FINGERPRINT?.replaceAll(' ', '').toLowerCase() ?? null,
      sqliteBinding: env.GATECAST_SQLITE_BINDING,
    },
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
