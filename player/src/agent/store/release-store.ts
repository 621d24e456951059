import { releaseReportSchema, signedDocumentSchema, type ReleaseReport, type SignedDocument } from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { z } from 'zod';
import { jsonOf } from './json-of.ts';
import { atomic, keepFact, readFact, type Store } from './open-store.ts';
import { StoreDamage } from './store-damage.ts';

export type ReleaseRole = 'next' | 'active' | 'previous';
export type KeptRelease = {
  readonly number: number;
  readonly role: ReleaseRole;
  readonly state: 'delivered' | 'prepared' | 'active';
  /** The signed envelope as it was received. */
  readonly document: SignedDocument;
};

/** The release that is pinned as known good, once it is whole here. */
export type HeldRelease = { readonly number: number; readonly name: string; readonly document: SignedDocument };

const heldSchema = z.object({ number: z.int(), name: z.string(), document: signedDocumentSchema }).nullable();

const rowSchema = z.object({
  number: z.int(),
  role: z.enum(['next', 'active', 'previous']),
  state: z.enum(['delivered', 'prepared', 'active']),
  document: z.string(),
});

export type ReleaseStore = ReturnType<typeof releaseStore>;

/** Releases, their objects, which media are here, and the reports that the server has not taken yet. */
export function releaseStore(store: Store) {
  const objectBytes = store.prepare<[string], Buffer>('SELECT bytes FROM objects WHERE name = ?').pluck();
  const addObject = store.prepare('INSERT OR REPLACE INTO objects (name, bytes) VALUES (?, ?)');
  const deleteReport = store.prepare<[number]>('DELETE FROM reports WHERE id = ?');
  const addReport = store.prepare('INSERT INTO reports (report) VALUES (?)');
  function report(told: ReleaseReport): void {
    addReport.run(JSON.stringify(told));
  }
  function dropReport(id: number): void {
    if (deleteReport.run(id).changes === 0) throw notFound(`report ${id}`);
  }
  const refusedNumber = (): number => readFact(store, 'refused-number', z.int()) ?? 0;
  function kept(): readonly KeptRelease[] {
    return store
      .prepare('SELECT number, role, state, document FROM releases ORDER BY number')
      .all()
      .flatMap((row) => {
        const read = rowSchema.safeParse(row);
        const document = signedDocumentSchema.safeParse(read.success ? jsonOf(read.data.document) : undefined);
        return read.success && document.success ? [{ ...read.data, document: document.data }] : [];
      });
  }
  return {
    kept,
    /** A verified envelope becomes the next release; one that was still preparing is superseded. Gives its number, or null. */
    receive: atomic(store, (number: number, document: SignedDocument, atMs: number): number | null => {
      const before = store.prepare<[], number>("SELECT number FROM releases WHERE role = 'next'").pluck().get();
      store.prepare("DELETE FROM releases WHERE role = 'next'").run();
      store
        .prepare("INSERT INTO releases (number, role, state, document, received_ms) VALUES (?, 'next', 'delivered', ?, ?)")
        .run(number, JSON.stringify(document), atMs);
      if (before !== undefined) report({ number: before, state: 'superseded', atMs });
      report({ number, state: 'delivered', atMs });
      return before ?? null;
    }),
    /** false: it is not the next release any more. */
    prepared: atomic(store, (number: number, atMs: number): boolean => {
      const { changes } = store.prepare("UPDATE releases SET state = 'prepared' WHERE number = ? AND role = 'next'").run(number);
      if (changes > 0) report({ number, state: 'prepared', atMs });
      return changes > 0;
    }),
    /** All or nothing: next becomes active, active becomes previous, what was previous is no longer kept. */
    activate: atomic(store, (number: number, atMs: number): void => {
      store.prepare("DELETE FROM releases WHERE role = 'previous'").run();
      store.prepare("UPDATE releases SET role = 'previous' WHERE role = 'active'").run();
      const { changes } = store
        .prepare("UPDATE releases SET role = 'active', state = 'active', activated_ms = ? WHERE number = ? AND role = 'next'")
        .run(atMs, number);
      if (changes === 0) throw notFound(`release ${number}`);
      report({ number, state: 'active', atMs });
    }),
    /** Forgets the next release. `isVerified`: its number is signed, so that it may be remembered as refused. */
    refuse: atomic(store, (told: ReleaseReport, isVerified: boolean): void => {
      store.prepare("DELETE FROM releases WHERE role = 'next' AND number = ?").run(told.number);
      if (kept().some(({ role, number }) => role === 'next' && number === told.number)) throw notFound(`release ${told.number}`);
      // one that was refused as older must not make room for a higher one that was refused before
      if (isVerified) keepFact(store, 'refused-number', Math.max(told.number, refusedNumber()));
      report(told);
    }),
    /** A release that was active before, from its copy; what stood there, whole or not, gives way. */
    restore: atomic(store, (number: number, document: SignedDocument, atMs: number): void => {
      store.prepare("DELETE FROM releases WHERE role = 'active' OR number = ?").run(number);
      store
        .prepare("INSERT INTO releases (number, role, state, document, received_ms, activated_ms) VALUES (?, 'active', 'active', ?, ?, ?)")
        .run(number, JSON.stringify(document), atMs, atMs);
    }),
    /** A kept release that cannot be read any more. */
    lose: (number: number): void => void store.prepare('DELETE FROM releases WHERE number = ?').run(number),
    refusedNumber,
    held: (): HeldRelease | null => readFact(store, 'known-good', heldSchema),
    hold: (release: HeldRelease | null): void => keepFact(store, 'known-good', release),

    /** Work that reads many objects: as one transaction it takes a third of the time. */
    reading: <Result>(work: () => Result): Result => atomic(store, work)(),
    /** An object whose bytes are still those that its name tells. */
    object: (name: string): Buffer | undefined => {
      const bytes = objectBytes.get(name);
      return bytes !== undefined && nameOfBytes(bytes) === name ? bytes : undefined;
    },
    addObjects: atomic(store, (objects: readonly { readonly name: string; readonly bytes: Uint8Array }[]): void => {
      for (const { name, bytes } of objects) addObject.run(name, bytes);
    }),
    objectNames: () => store.prepare<[], string>('SELECT name FROM objects').pluck().all(),

    mediaHere: () => new Map(store.prepare<[], [string, number]>('SELECT hash, size_bytes FROM media').raw().all()),
    /** What is here, that which was needed longest ago first. */
    mediaByNeed: () =>
      store
        .prepare<[], { hash: string; sizeBytes: number }>('SELECT hash, size_bytes AS sizeBytes FROM media ORDER BY needed_ms, hash')
        .all(),
    addMedia(hash: string, sizeBytes: number, atMs: number): void {
      store
        .prepare('INSERT OR REPLACE INTO media (hash, size_bytes, fetched_ms, needed_ms) VALUES (?, ?, ?, ?)')
        .run(hash, sizeBytes, atMs, atMs);
    },
    /** These were needed until now. */
    needed: atomic(store, (hashes: Iterable<string>, atMs: number): void => {
      const mark = store.prepare('UPDATE media SET needed_ms = ? WHERE hash = ?');
      for (const hash of hashes) mark.run(atMs, hash);
    }),
    /** Gives how many of them were found. */
    forget: atomic(store, (objects: readonly string[], media: readonly string[]): number => {
      const dropObject = store.prepare<[string]>('DELETE FROM objects WHERE name = ?');
      const dropMedia = store.prepare<[string]>('DELETE FROM media WHERE hash = ?');
      const found = [...objects.map((name) => dropObject.run(name)), ...media.map((hash) => dropMedia.run(hash))];
      return found.reduce((sum, { changes }) => sum + changes, 0);
    }),

    report,
    reports: () =>
      store
        .prepare<[], { id: number; report: string }>('SELECT id, report FROM reports ORDER BY id LIMIT 100')
        .all()
        .flatMap(({ id, report }) => {
          const parsed = releaseReportSchema.safeParse(jsonOf(report));
          if (parsed.success) return [{ id, report: parsed.data }];
          dropReport(id);
          return [];
        }),
    reportsWaiting: () => store.prepare<[], number>('SELECT count(*) FROM reports').pluck().get() ?? 0,
    dropReport,
  };
}

/** A row that was read a moment ago and is not where its key leads: whoever went on would find it again, and again. */
function notFound(what: string): StoreDamage {
  return new StoreDamage('damaged', `${what} is among its table's rows and cannot be found by its key`);
}
