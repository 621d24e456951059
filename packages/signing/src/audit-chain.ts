import { auditHeadSchema, payloadTypes, releaseEnvelopeSchema, type AuditLine, type AuditRow, type RootDocument } from '@gatecast/protocol';
import { canonicalBytes, nameOfBytes } from './object-name.ts';
import { quorumOf } from './root.ts';
import { verifyDocument } from './signed-document.ts';

/** What stands before the first row. */
export const beforeFirstRow = '0'.repeat(64);

/** The hash of a row and, through `previous`, of all before it: SHA-256 over canonical JSON. */
export function hashOfAuditRow(previous: string, { sequence, atMs, actor, action, subject, siteId, detail }: AuditRow): string {
  return nameOfBytes(canonicalBytes({ version: 1, previous, sequence, atMs, actor, action, subject, siteId, detail }));
}

export type AuditFault = {
  readonly kind: 'changed' | 'missing' | 'inserted' | 'reordered' | 'bad-head' | 'wrong-head' | 'no-head';
  /** Of the row, as far as there is one. */
  readonly sequence: number | null;
  readonly detail: string;
};
export type AuditFindings = {
  readonly faults: readonly AuditFault[];
  readonly rows: number;
  readonly sealed: number;
  /** Rows after the last seal: younger than a second, or not sealed since. */
  readonly unsealed: number;
  /** Signed heads that agree with the chain, and those among them that a release carried away. */
  readonly heads: number;
  readonly headsInReleases: number;
  /** The last head that was verified: what to compare with one kept elsewhere. */
  readonly last: { readonly position: number; readonly hash: string; readonly sealedAtMs: number | null } | null;
};

/**
 * Verifies an export: each row's hash follows from the one before, no position is missing, nothing stands between, and every head that the
 * server signed, or that a release carried to players, names the hash that the chain has there. The caller has verified `root`.
 */
export function createAuditVerifier(root: RootDocument): { readonly take: (line: AuditLine) => void; readonly end: () => AuditFindings } {
  const quorum = quorumOf(root, 'assembly');
  const faults: AuditFault[] = [];
  const chain = new Map<number, string>();
  let previous = beforeFirstRow;
  let position = 0;
  let lastSequence = 0;
  let lastSealed = 0;
  let rows = 0;
  const unsealed: number[] = [];
  let heads = 0;
  let headsInReleases = 0;
  let furthest: AuditFindings['last'] = null;

  function fault(kind: AuditFault['kind'], sequence: number | null, detail: string): void {
    faults.push({ kind, sequence, detail });
  }

  function follow(sealed: { readonly position: number; readonly hash: string }, sequence: number): void {
    if (sealed.position > position + 1)
      fault('missing', sequence, `${sealed.position - position - 1} row(s) are missing before position ${sealed.position}`);
    else if (sealed.position <= position) fault('reordered', sequence, `position ${sealed.position} stands after position ${position}`);
    position = Math.max(position, sealed.position);
    lastSealed = Math.max(lastSealed, sequence);
    chain.set(sealed.position, sealed.hash);
    // what is wrong is told where it is, and what follows is measured against what stands there
    previous = sealed.hash;
  }

  function takeHead(told: { readonly position: number; readonly hash: string }, sealedAtMs: number | null, where: string): boolean {
    const stands = chain.get(told.position);
    if (stands === undefined) fault('missing', null, `${where} names position ${told.position}, and the export ends at ${position}`);
    else if (stands !== told.hash) fault('wrong-head', null, `${where} names another hash at position ${told.position}`);
    else {
      if (furthest === null || furthest.position < told.position) furthest = { position: told.position, hash: told.hash, sealedAtMs };
      return true;
    }
    return false;
  }

  return {
    take(line) {
      switch (line.kind) {
        case 'audit':
          return;
        case 'row': {
          rows += 1;
          if (line.sequence <= lastSequence) fault('reordered', line.sequence, `row ${line.sequence} stands after row ${lastSequence}`);
          lastSequence = Math.max(lastSequence, line.sequence);
          if (line.seal === null) return void unsealed.push(line.sequence);
          const expected = hashOfAuditRow(previous, line);
          const isNext = line.seal.position === position + 1;
          if (isNext && expected !== line.seal.hash) fault('changed', line.sequence, `row ${line.sequence} is not what was sealed`);
          return follow(line.seal, line.sequence);
        }
        case 'seal':
          lastSequence = Math.max(lastSequence, line.sequence);
          fault('missing', line.sequence, `row ${line.sequence} was sealed and is gone`);
          return follow(line, line.sequence);
        case 'head': {
          const head = verifyDocument(line.document, payloadTypes.auditHead, auditHeadSchema, quorum);
          if (head.kind === 'refused') return fault('bad-head', null, `a head does not verify: ${head.detail}`);
          if (takeHead(head.document, head.document.sealedAtMs, 'a signed head')) heads += 1;
          return;
        }
        case 'release': {
          const release = verifyDocument(line.document, payloadTypes.release, releaseEnvelopeSchema, quorum);
          if (release.kind === 'refused') return fault('bad-head', null, `a release does not verify: ${release.detail}`);
          const { auditHead, number } = release.document;
          if (auditHead !== undefined && takeHead(auditHead, null, `release ${number}`)) headsInReleases += 1;
        }
      }
    },
    end() {
      const late = unsealed.filter((sequence) => sequence < lastSealed);
      for (const sequence of late) fault('inserted', sequence, `row ${sequence} stands among sealed rows and was never sealed`);
      if (position > 0 && furthest?.position !== position) fault('no-head', null, `no signed head reaches position ${position}`);
      return { faults, rows, sealed: chain.size, unsealed: unsealed.length - late.length, heads, headsInReleases, last: furthest };
    },
  };
}
