import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import type { secretSettings } from './secret-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatecast-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function fileOf(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('every secret is also read from a file, without the line feed at its end', () => {
  const values = {
    GATECAST_TRUTH: 'postgres://gatecast:one@db/gatecast',
    GATECAST_TELEMETRY: 'postgres://gatecast:two@db/gatecast',
    GATECAST_REDIS: 'rediss://:three@redis:6379',
    GATECAST_SMTP: 'smtps://mail:four@mail:465',
    GATECAST_OIDC_CLIENT_SECRET: 'six',
    GATECAST_DEAD_MAN_URL: 'https://watch.example/five',
    GATECAST_METRICS_TOKEN: 'seven-seven-seven',
  } satisfies Record<(typeof secretSettings)[number], string>;
  const others = {
    GATECAST_MAIL_FROM: 'signs@example.org',
    GATECAST_OIDC_ISSUER: 'https://id.example',
    GATECAST_OIDC_CLIENT_ID: 'signs',
    GATECAST_PUBLIC_URL: 'https://signs.example',
    GATECAST_S3: 's3://signs',
  };
  const files = Object.fromEntries(Object.entries(values).map(([name, value]) => [`${name}_FILE`, fileOf(name, `${value}\n`)]));
  expect(readConfig({ ...files, ...others }, folder)).toMatchObject({
    kind: 'ok',
    config: {
      truthUrl: values.GATECAST_TRUTH,
      telemetryUrl: values.GATECAST_TELEMETRY,
      redisUrl: values.GATECAST_REDIS,
      mail: { smtpUrl: values.GATECAST_SMTP },
      singleSignOn: { clientSecret: 'six' },
      deadManUrl: values.GATECAST_DEAD_MAN_URL,
      metricsToken: values.GATECAST_METRICS_TOKEN,
    },
  });
});

test('a secret that is set twice, missing, empty or malformed is refused by name, and never told', () => {
  const secret = 'no-url-but-a-secret';
  const cases = [
    [{ GATECAST_REDIS: 'redis://one', GATECAST_REDIS_FILE: fileOf('two', 'redis://two') }, 'GATECAST_REDIS_FILE'],
    [{ GATECAST_REDIS_FILE: join(folder, 'nowhere') }, 'GATECAST_REDIS_FILE'],
    [{ GATECAST_REDIS_FILE: fileOf('empty', '\n') }, 'GATECAST_REDIS_FILE'],
    [{ GATECAST_REDIS_FILE: fileOf('malformed', secret) }, 'GATECAST_REDIS'],
  ] as const;
  for (const [environment, field] of cases) {
    const read = readConfig(environment, folder);
    expect(read).toMatchObject({ kind: 'refused', field });
    expect(JSON.stringify(read)).not.toContain(secret);
  }
});

test('one of several nodes without the database and the files that they share is refused by name', () => {
  const fieldOf = (environment: Record<string, string>) => {
    const read = readConfig({ GATECAST_REDIS: 'redis://redis', ...environment }, folder);
    return read.kind === 'refused' ? read.field : null;
  };
  const onPostgres = { GATECAST_TRUTH: 'postgres://db/gatecast' };
  expect(fieldOf({})).toBe('GATECAST_TRUTH');
  expect(fieldOf({ GATECAST_S3: 's3://signs' })).toBe('GATECAST_TRUTH');
  expect(fieldOf(onPostgres)).toBe('GATECAST_S3');
  expect(fieldOf({ ...onPostgres, GATECAST_FILES_SHARED: '0' })).toBe('GATECAST_S3');
  expect(fieldOf({ ...onPostgres, GATECAST_FILES_SHARED: '1' })).toBe(null);
  expect(fieldOf({ ...onPostgres, GATECAST_S3: 's3://signs/fleet' })).toBe(null);
  // alone it may keep them where it likes
  expect(readConfig(onPostgres, folder)).toMatchObject({ kind: 'ok' });
});

test('a certificate without its key, and a key without its certificate, are refused by name', () => {
  expect(readConfig({ GATECAST_TLS_CERT: 'a.pem' }, folder)).toMatchObject({ kind: 'refused', field: 'GATECAST_TLS_KEY' });
  expect(readConfig({ GATECAST_TLS_KEY: 'a.pem' }, folder)).toMatchObject({ kind: 'refused', field: 'GATECAST_TLS_CERT' });
  expect(readConfig({ GATECAST_TLS_CERT: 'a.pem', GATECAST_TLS_KEY: '/k.pem' }, '/etc')).toMatchObject({
    config: { tls: { certificateFile: '/etc/a.pem', keyFile: '/k.pem' }, isSecure: true },
  });
});

test('the way to the other server is a web address without a password, and stands at the server that it leads away from', () => {
  const read = (environment: Record<string, string>) => readConfig(environment, folder);
  expect(read({ GATECAST_TRAINING_URL: 'https://practice.example/' })).toMatchObject({
    config: { otherServerUrl: 'https://practice.example/' },
  });
  expect(read({ GATECAST_TRAINING: '1', GATECAST_SERVICE_URL: 'http://10.0.0.7:8080' })).toMatchObject({
    config: { isTraining: true, otherServerUrl: 'http://10.0.0.7:8080' },
  });
  expect(read({})).toMatchObject({ config: { otherServerUrl: null } });
  for (const url of ['javascript:alert(1)', 'ftp://practice.example', 'practice.example', 'https://linh:secret@practice.example'])
    expect(read({ GATECAST_TRAINING_URL: url })).toMatchObject({ kind: 'refused', field: 'GATECAST_TRAINING_URL' });
  const detail = 'must not be set where GATECAST_TRAINING is 1';
  expect(read({ GATECAST_TRAINING: '1', GATECAST_TRAINING_URL: 'https://practice.example' })).toEqual({
    ...{ kind: 'refused', field: 'GATECAST_TRAINING_URL', detail },
  });
  expect(read({ GATECAST_SERVICE_URL: 'https://fleet.example' })).toMatchObject({ kind: 'refused', field: 'GATECAST_SERVICE_URL' });
});

test('a service that would be refused every request is told at the start, by the setting that names it', () => {
  const refused = (settings: Record<string, string>) => {
    const read = readConfig(settings, folder);
    return read.kind === 'ok' ? null : read.field;
  };
  const range = (url: string, networks = '') => refused({ GATECAST_PASSWORD_RANGE: url, GATECAST_SERVICE_NETWORKS: networks });
  expect([
    ...['https://10.1.2.3', 'https://[::1]:9', 'http://range.example', 'http://8.8.8.8'].map((url) => range(url)),
    range('https://10.1.2.3', '192.168.0.0/16'),
    refused({ GATECAST_DEAD_MAN_URL: 'https://127.0.0.1/ping' }),
  ]).toEqual([...Array<string>(5).fill('GATECAST_PASSWORD_RANGE'), 'GATECAST_DEAD_MAN_URL']);
  // where a name leads is only known when it is asked
  expect([
    range('https://range.example'),
    range('https://10.1.2.3', '10.0.0.0/8'),
    range('http://10.1.2.3', '10.0.0.0/8'),
    range('http://range.example', '10.0.0.0/8'),
  ]).toEqual([null, null, null, null]);
});
