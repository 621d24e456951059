import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../src/store/dialect-of.ts';

/** What migrations read as JSON, or compute with; in any other column any text will do. */
const examples: Readonly<Record<string, string>> = {
  'playlists.slots': '[]',
  'audit.detail': '{}',
  'play_records.record': '{"entryId":"entry"}',
};

export type Column = { readonly name: string; readonly type: string; readonly isNullable: boolean };
type Reference = { readonly column: string; readonly table: string; readonly to: string };
export type Table = { readonly name: string; readonly columns: readonly Column[]; readonly references: readonly Reference[] };
type Row = Readonly<Record<string, unknown>>;
/** Rows as text, by table. */
export type Snapshot = ReadonlyMap<string, readonly Row[]>;
type Db = Kysely<never>;

/** The tables of a schema as the database tells them, those that others refer to first; Kysely's own are left out. */
export async function tablesOf(db: Db, schema: 'truth' | 'telemetry'): Promise<readonly Table[]> {
  const isSqlite = dialectOf(db) === 'sqlite';
  const told = (await db.introspection.getTables()).filter(
    (table) => !table.name.startsWith('sqlite_') && !table.isView && (isSqlite || table.schema === schema),
  );
  const references = isSqlite
    ? await referencesOnSqlite(
        db,
        told.map(({ name }) => name),
      )
    : await referencesOnPostgres(db, schema);
  const tables = told.map(({ name, columns }): Table => ({
    name,
    columns: columns.map((column) => ({ name: column.name, type: column.dataType.toLowerCase(), isNullable: column.isNullable })),
    references: references.flatMap(({ from, ...reference }) => (from === name ? [reference] : [])),
  }));
  return inOrder(tables);
}

type Found = Reference & { readonly from: string };

async function referencesOnSqlite(db: Db, tables: readonly string[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const from of tables) {
    const { rows } = await sql<Reference>`select "from" as "column", "table", "to" from pragma_foreign_key_list(${from})`.execute(db);
    found.push(...rows.map((row) => ({ ...row, from })));
  }
  return found;
}

async function referencesOnPostgres(db: Db, schema: string): Promise<readonly Found[]> {
  const { rows } = await sql<Found>`select t.relname as "from", a.attname as "column", f.relname as "table", b.attname as "to"
    from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid
    join pg_namespace n on n.oid = t.relnamespace
    join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
    join pg_attribute b on b.attrelid = f.oid and b.attnum = c.confkey[1]
    where c.contype = 'f' and n.nspname = ${schema} order by 1, 2`.execute(db);
  return rows;
}

function inOrder(tables: readonly Table[]): readonly Table[] {
  const ordered: Table[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const isLeft = new Set(rest.map(({ name }) => name));
    const free = rest.filter(({ name, references }) => references.every(({ table }) => table === name || !isLeft.has(table)));
    if (free.length === 0) throw new Error(`tables that refer to each other in a ring: ${[...isLeft].join(', ')}`);
    ordered.push(...free);
    rest = rest.filter((table) => !free.includes(table));
  }
  return ordered;
}

/**
 * Puts one row into every table, with something in every column, that refers to the rows of the same generation (from 1). A table that holds one
 * row at most (`check (id = 1)`) has it from the first.
 */
export async function fillTables(db: Db, tables: readonly Table[], generation: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const made = new Map<string, Row>();
    for (const { name, columns, references } of tables) {
      const isSingle = columns.some((column) => column.name === 'id' && isInteger(column));
      if (isSingle && (await countOf(transaction, name)) > 0) continue;
      const row = Object.fromEntries(
        columns.map((column) => {
          const reference = references.find((one) => one.column === column.name);
          if (reference?.table === name) return [column.name, null];
          if (reference !== undefined) return [column.name, made.get(reference.table)?.[reference.to]];
          return [column.name, isSingle && column.name === 'id' ? 1 : valueOf(name, column, generation)];
        }),
      );
      made.set(name, row);
      const names = sql.join(Object.keys(row).map((column) => sql.ref(column)));
      await sql`insert into ${sql.table(name)} (${names}) values (${sql.join(Object.values(row))})`.execute(transaction);
    }
  });
}

async function countOf(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return rows[0]?.count ?? 0;
}

function isInteger({ type }: Column): boolean {
  return type === 'integer' || type === 'int8' || type === 'bigint';
}

function valueOf(table: string, column: Column, generation: number): unknown {
  if (isInteger(column)) return generation;
  if (column.type === 'blob' || column.type === 'bytea') return Buffer.from(`bytes ${generation}`);
  return examples[`${table}.${column.name}`] ?? `${column.name} ${generation}`;
}

export async function snapshotOf(db: Db, tables: readonly Table[]): Promise<Snapshot> {
  const snapshot = new Map<string, readonly Row[]>();
  for (const { name } of tables) snapshot.set(name, (await sql<Row>`select * from ${sql.table(name)}`.execute(db)).rows);
  return snapshot;
}

/** What of one snapshot is not in a later one: rows that are gone or say something else in a column that both have, and tables that are gone. */
export function lostBetween(before: Snapshot, after: Snapshot): readonly string[] {
  const lost: string[] = [];
  for (const [table, rows] of before) {
    const later = after.get(table);
    if (later === undefined) {
      lost.push(`table ${table}`);
      continue;
    }
    if (rows.length === 0) continue;
    const columns = Object.keys(rows[0] ?? {}).filter((column) => column in (later[0] ?? {}));
    for (const column of Object.keys(rows[0] ?? {})) if (!columns.includes(column)) lost.push(`column ${table}.${column}`);
    const textOf = (row: Row) => JSON.stringify(columns.map((column) => row[column]));
    const there = new Set(later.map(textOf));
    for (const row of rows) if (!there.has(textOf(row))) lost.push(`row of ${table}: ${textOf(row)}`);
  }
  return lost;
}

/** References that lead nowhere, as SQLite finds them; PostgreSQL lets none come about, but constraints that were never checked. */
export async function danglingIn(db: Db, schema: string): Promise<readonly unknown[]> {
  const { rows } =
    dialectOf(db) === 'sqlite'
      ? await sql`pragma foreign_key_check`.execute(db)
      : await sql`select conname from pg_constraint c join pg_namespace n on n.oid = c.connamespace
          where n.nspname = ${schema} and not convalidated`.execute(db);
  return rows;
}
