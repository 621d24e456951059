import { readFileSync } from 'node:fs';

/** Settings that are secrets, or addresses that hold one. Each is also read from the file that `<NAME>_FILE` names. */
export const secretSettings = [
  'GATECAST_TRUTH',
  'GATECAST_TELEMETRY',
  'GATECAST_REDIS',
  'GATECAST_SMTP',
  'GATECAST_OIDC_CLIENT_SECRET',
  'GATECAST_DEAD_MAN_URL',
  'GATECAST_METRICS_TOKEN',
] as const;

const mostChars = 4_096;

export type WithSecrets =
  | { readonly kind: 'ok'; readonly environment: Readonly<Record<string, string | undefined>> }
  | { readonly kind: 'refused'; readonly field: string; readonly detail: string };

/**
 * The environment with the secrets that lie in files (systemd credentials, Docker and Kubernetes secrets), without the line feed at their
 * end. Both a variable and its file, a file that cannot be read, one that is empty or too long: refused by name, and nothing of it is told.
 */
export function withSecretFiles(environment: Readonly<Record<string, string | undefined>>): WithSecrets {
  const found: Record<string, string | undefined> = { ...environment };
  for (const name of secretSettings) {
    const field = `${name}_FILE`;
    const path = environment[field]?.trim() ?? '';
    if (path === '') continue;
    if ((environment[name] ?? '').trim() !== '') return { kind: 'refused', field, detail: `is set, and ${name} too; set one of them` };
    let text: string;
    try {
      text = readFileSync(path, 'utf8').trim();
    } catch (error) {
      return { kind: 'refused', field, detail: `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'failed'}` };
    }
    if (text === '' || text.length > mostChars) return { kind: 'refused', field, detail: `${path} must hold 1 to ${mostChars} characters` };
    found[name] = text;
  }
  return { kind: 'ok', environment: found };
}
