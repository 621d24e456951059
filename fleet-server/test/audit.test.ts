import { auditExportPath, auditLineSchema, auditRoutes, fleetRoutes, roleSchema, type AuditLine } from '@gatecast/protocol';
import { createAuditVerifier, verifyRoot, type AuditFindings } from '@gatecast/signing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openContentWorld, until, type Caller, type ContentWorld } from './content-world.ts';

let world: ContentWorld;
let chief: Caller;
beforeEach(async () => {
  world = await openContentWorld();
  chief = await world.signIn('chief', roleSchema.options);
});
afterEach(async () => world.close());

const site = { names: { vi: 'Sân bay Nội Bài' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] };
async function addSites(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push((await chief.call(fleetRoutes.createSite, { body: site })).id);
  return ids;
}
async function sealed(): Promise<void> {
  await until('the seal of the last row', async () => {
    const { rows } = await chief.call(auditRoutes.listAudit, {});
    return rows.every(({ isSealed }) => isSealed);
  });
}
async function exported(): Promise<readonly AuditLine[]> {
  const response = await fetch(`${world.url}${auditExportPath}`, { headers: { cookie: chief.cookie } });
  return (await response.text())
    .trim()
    .split('\n')
    .map((line) => auditLineSchema.parse(JSON.parse(line)));
}
function verify(lines: readonly AuditLine[]): AuditFindings {
  const [first] = lines;
  if (first?.kind !== 'audit') throw new Error('the export has no beginning');
  const root = verifyRoot(first.root, null);
  if (root.kind === 'refused') throw new Error(root.detail);
  const verifier = createAuditVerifier(root.document);
  for (const line of lines) verifier.take(line);
  return verifier.end();
}

test('every row is sealed soon after it was committed, and the export verifies, over restarts too', async () => {
  await addSites(3);
  await sealed();
  await world.restart();
  await addSites(2);
  await sealed();
  const found = verify(await exported());
  expect([found.faults, found.rows, found.sealed, found.unsealed]).toEqual([[], 5, 5, 0]);
  expect(found.last?.position).toBe(5);
});

test('two sealers at once make one chain', async () => {
  const { truth, audit } = world.app.context;
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      truth.transaction().execute((transaction) => audit(transaction, { actor: 'x', action: 'screen-changed', subject: `z:${n}` })),
    ),
  );
  const { createAuditSealer } = await import('../src/features/audit/sealer.ts');
  const others = [1, 2].map(() => createAuditSealer(world.app.context));
  await Promise.all(others.map(async (sealer) => sealer.close()));
  const found = verify(await exported());
  expect([found.faults, found.sealed]).toEqual([[], 40]);
});

test('whoever changes, removes or adds a row in the database is found out', async () => {
  await addSites(4);
  await sealed();
  const { truth } = world.app.context;
  const sequences = (await truth.selectFrom('audit').select('sequence').orderBy('sequence').execute()).map(({ sequence }) => sequence);
  const [first = 0, second = 0] = sequences;
  const kinds = async () => verify(await exported()).faults.map(({ kind }) => kind);

  await truth.updateTable('audit').set({ actor: 'somebody-else' }).where('sequence', '=', second).execute();
  expect(await kinds()).toEqual(['changed']);
  await truth.updateTable('audit').set({ actor: chief.userId }).where('sequence', '=', second).execute();
  expect(await kinds()).toEqual([]);

  const row = await truth.selectFrom('audit').selectAll().where('sequence', '=', second).executeTakeFirstOrThrow();
  await truth.deleteFrom('audit').where('sequence', '=', second).execute();
  expect(await kinds()).toEqual(['missing']);
  await truth.insertInto('audit').values(row).execute();
  await sql`update audit set "sequence" = "sequence" + 1000000 where "sequence" > ${first}`.execute(truth);
  expect((await kinds()).length).toBeGreaterThan(0);
});

test('the audit is looked through by person, action, subject, site and time, page by page', async () => {
  const [a = '', b = ''] = await addSites(2);
  await chief.call(fleetRoutes.createArea, { body: { siteId: a, names: { vi: 'Ga đi' } } });
  const list = async (query: object) => (await chief.call(auditRoutes.listAudit, { query })).rows.map(({ action }) => action);
  expect(await list({ subject: `site:${a}` })).toEqual(['site-created']);
  expect(await list({ subject: 'area:' })).toEqual(['area-created']);
  expect(await list({ action: 'site-' })).toEqual(['site-created', 'site-created']);
  expect(await list({ siteId: a })).toEqual(['area-created', 'site-created']);
  expect(await list({ actor: 'nobody' })).toEqual([]);
  expect(await list({ untilMs: 1 })).toEqual([]);
  const page = await chief.call(auditRoutes.listAudit, { query: { limit: 2 } });
  expect([page.rows.length, page.next === null]).toEqual([2, false]);
  const next = await chief.call(auditRoutes.listAudit, { query: { limit: 2, after: page.next ?? '' } });
  expect([next.rows.map(({ action }) => action), next.next]).toEqual([['site-created'], null]);

  const auditor = await world.signIn('auditor', ['auditor'], b);
  expect((await auditor.call(auditRoutes.listAudit, {})).rows.map(({ subject }) => subject)).toEqual([`site:${b}`]);
  const whole = await fetch(`${world.url}${auditExportPath}`, { headers: { cookie: auditor.cookie } });
  expect(whole.status).toBe(403);
});
