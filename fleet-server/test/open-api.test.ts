import * as protocol from '@gatecast/protocol';
import { fileRoutes, type FileRoute, type Route } from '@gatecast/protocol';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '../src/http/open-api.ts';
import { openContentWorld, type ContentWorld } from './content-world.ts';

// What the controller asks for stands in the OpenAPI document, and what stands there is served. The controller is read as text: a room
// imports none of another's source.

const { paths } = openApiDocument() as { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
const controller = fileURLToPath(new URL('../../apps/controller/src', import.meta.url));
const sources = readdirSync(controller, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(controller, name), 'utf8') }));
/** An address with its parameters without their names: of an address of text, what is filled in. */
const shapeOf = (path: string) => path.replace(/\?.*$/s, '').replaceAll(/\{\w+\}|\$\{[^}]*\}|:\w+/g, '{}');
const documented = new Set(Object.keys(paths).map(shapeOf));
/** Whether the document has a path that an address is one of. */
function isDocumented(address: string): boolean {
  const wanted = shapeOf(address).split('/');
  return [...documented].some((path) => {
    const parts = path.split('/');
    return parts.length === wanted.length && parts.every((part, at) => part === wanted[at] || part.includes('{}'));
  });
}

let world: ContentWorld;
beforeAll(async () => {
  world = await openContentWorld();
});
afterAll(() => world.close());

test('every route of the table that the controller calls stands in the document, with its method', () => {
  // looked through by name, as whatever it exports
  const tables = protocol as unknown as Readonly<Record<string, Readonly<Record<string, Route>>>>;
  const called = sources.flatMap(({ text }) =>
    [...text.matchAll(/\b(\w+Routes)\.(\w+)\b/g)].map(([, table = '', name = '']) => `${table}.${name}`),
  );
  expect(new Set(called).size).toBeGreaterThan(100);
  const missing = [...new Set(called)].filter((one) => {
    const [table = '', name = ''] = one.split('.');
    const route = tables[table]?.[name];
    return route === undefined || paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()] === undefined;
  });
  expect(missing).toEqual([]);
});

test('so does every address that the controller writes itself, and every file that it links to', () => {
  const written = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/['"`](\/(?:api|media|objects|bundles|software)\/(?:\$\{[^}]*\}|[^'"`\s$])*)/g)].map(
      ([, path = '']) => `${name}: ${path}`,
    ),
  );
  expect(written.length).toBeGreaterThan(5);
  expect(written.filter((one) => !isDocumented(one.slice(one.indexOf(': ') + 2)))).toEqual([]);
  // by functions of the protocol, filled in with whatever they take
  const hash = 'a'.repeat(64);
  // as above
  const filled = protocol as unknown as Readonly<Record<string, unknown>>;
  const functions = new Set(sources.flatMap(({ text }) => [...text.matchAll(/\b([a-z]\w*Path)\(/g)].map(([, name = '']) => name)));
  const linked = [...functions].flatMap((name) => {
    const make = filled[name];
    if (typeof make !== 'function') return [];
    if (name === 'reportExportPath') return ['csv', 'xlsx', 'pdf'].map((format) => String(make('uptime', format)));
    return name.endsWith('ExportPath') ? ['csv', 'xlsx'].map((format) => String(make(format))) : [String(make(hash))];
  });
  expect(linked.length).toBeGreaterThan(5);
  expect(linked.filter((path) => !isDocumented(path))).toEqual([]);
});

test('an address that nobody documented is missed', () => {
  expect(['/api/nothing', '/api/screens/x/nothing', '/api/screens/x/screenshot/y'].filter(isDocumented)).toEqual([]);
});

test('every file of the document is served, and what is not public asks who is there', async () => {
  const uuid = '01980000-0000-7000-8000-00000000000a';
  const ids = { hash: 'a'.repeat(64), name: 'a'.repeat(64), manifest: 'a'.repeat(64), path: 'index.html', kind: 'uptime' };
  for (const { path, access } of Object.values<FileRoute>(fileRoutes)) {
    const address = path.replaceAll(/:(\w+)/g, (_all, name: string) => ids[name as keyof typeof ids] ?? uuid);
    const { status, headers } = await fetch(`${world.url}${address}`);
    const told = { path, status, isProblem: headers.get('content-type')?.startsWith('application/problem+json') };
    const url = path.replace(':kind', ids.kind).replace(/:path$/, '*');
    expect([path, world.app.http.hasRoute({ method: 'GET', url })]).toEqual([path, true]);
    expect(told).toEqual({ path, status: access === 'public' ? 404 : 401, isProblem: true });
  }
});
