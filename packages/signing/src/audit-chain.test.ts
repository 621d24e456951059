import { auditHeadSchema, payloadTypes, rootDocumentSchema, type AuditLine, type AuditRow } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { beforeFirstRow, createAuditVerifier, hashOfAuditRow } from './audit-chain.ts';
import { generateSeed, signingKeyOf } from './key-pair.ts';
import { signDocument } from './signed-document.ts';

const key = signingKeyOf(generateSeed());
const one = { keyIds: [key.keyId], threshold: 1 };
const nobody = { keyIds: [], threshold: 1 };
const root = rootDocumentSchema.parse({
  ...{ version: 1, type: 'root', number: 1, issuedAtMs: 1, organisation: 'x' },
  keys: { [key.keyId]: { algorithm: 'ed25519', publicKey: key.publicKey } },
  roles: { root: one, assembly: one, command: one, approver: nobody, issuer: nobody, publisher: nobody, software: nobody },
});

type Row = Extract<AuditLine, { kind: 'row' }>;
function rowOf(sequence: number, subject = `screen:${sequence}`): AuditRow {
  return { sequence, atMs: sequence, actor: 'u', action: 'screen-created', subject, siteId: null, detail: '{}' };
}
/** Five sealed rows (sequence 4 was never given) and a signed head after the third and the fifth. */
function wholeExport(): { readonly rows: Row[]; readonly heads: AuditLine[] } {
  let previous = beforeFirstRow;
  const rows = [1, 2, 3, 5, 6].map((sequence, index): Row => {
    previous = hashOfAuditRow(previous, rowOf(sequence));
    return { kind: 'row', ...rowOf(sequence), seal: { position: index + 1, hash: previous } };
  });
  const heads = [3, 5].map((position): AuditLine => {
    const { sequence = 0, seal } = rows[position - 1] ?? {};
    const head = auditHeadSchema.parse({ version: 1, type: 'audit-head', sequence, ...seal, sealedAtMs: 9, rootNumber: 1 });
    return { kind: 'head', document: signDocument(payloadTypes.auditHead, head, [key]) };
  });
  return { rows, heads };
}
function kindsOf(lines: readonly AuditLine[]): readonly string[] {
  const verifier = createAuditVerifier(root);
  for (const line of lines) verifier.take(line);
  return verifier.end().faults.map(({ kind, sequence }) => `${kind} ${sequence}`);
}

test('an export that nobody touched has no faults, and its youngest rows may wait for their seal', () => {
  const { rows, heads } = wholeExport();
  const verifier = createAuditVerifier(root);
  for (const line of [...rows, { kind: 'row' as const, ...rowOf(7), seal: null }, ...heads]) verifier.take(line);
  const last = { ...rows[4]?.seal, sealedAtMs: 9 };
  expect(verifier.end()).toEqual({ faults: [], rows: 6, sealed: 5, unsealed: 1, heads: 2, headsInReleases: 0, last });
});

test('a changed row is found in each of its fields', () => {
  const changes: Partial<AuditRow>[] = [
    { atMs: 99 },
    { actor: 'v' },
    { action: 'x' },
    { subject: 'x' },
    { siteId: 'x' },
    { detail: '{"a":1}' },
  ];
  for (const change of changes) {
    const { rows, heads } = wholeExport();
    rows[1] = { ...(rows[1] as Row), ...change };
    expect(kindsOf([...rows, ...heads])).toEqual(['changed 2']);
  }
});

test('a missing row is found, in the middle and at the end, whether its seal went with it or not', () => {
  const { rows, heads } = wholeExport();
  const without = (index: number) => rows.filter((_, at) => at !== index);
  const { seal, sequence } = rows[1] as Row;
  const orphan: AuditLine = { kind: 'seal', sequence, position: seal?.position ?? 0, hash: seal?.hash ?? '' };
  expect([
    kindsOf([...without(1), ...heads]),
    kindsOf([...without(4), ...heads]),
    kindsOf([rows[0] as Row, orphan, ...rows.slice(2), ...heads]),
  ]).toEqual([['missing 3'], ['missing null', 'no-head null'], ['missing 2']]);
});

test('an inserted row is found: without a seal, and with the whole chain after it made anew', () => {
  const { rows, heads } = wholeExport();
  const bare = [...rows.slice(0, 3), { kind: 'row' as const, ...rowOf(4), seal: null }, ...rows.slice(3)];
  let previous = beforeFirstRow;
  const forged = [1, 2, 3, 4, 5, 6].map((sequence, index): Row => {
    previous = hashOfAuditRow(previous, rowOf(sequence));
    return { kind: 'row', ...rowOf(sequence), seal: { position: index + 1, hash: previous } };
  });
  expect(kindsOf([...bare, ...heads])).toEqual(['inserted 4']);
  expect(kindsOf([...forged, ...heads])).toEqual(['wrong-head null', 'no-head null']);
});

test('rows in another order are found', () => {
  const { rows, heads } = wholeExport();
  const [first, second, third, ...rest] = rows as [Row, Row, Row, ...Row[]];
  const swapped = [first, { ...second, ...rowOf(3), seal: third.seal }, { ...third, ...rowOf(2), seal: second.seal }, ...rest];
  expect(kindsOf([first, third, second, ...rest, ...heads]).some((kind) => kind.startsWith('reordered'))).toBe(true);
  expect(kindsOf([...swapped, ...heads]).length).toBeGreaterThan(0);
});

test('a head that somebody else signed is none', () => {
  const { rows } = wholeExport();
  const head = auditHeadSchema.parse({ version: 1, type: 'audit-head', sequence: 6, ...rows[4]?.seal, sealedAtMs: 9, rootNumber: 1 });
  const document = signDocument(payloadTypes.auditHead, head, [signingKeyOf(generateSeed())]);
  expect(kindsOf([...rows, { kind: 'head', document }])).toEqual(['bad-head null', 'no-head null']);
});
