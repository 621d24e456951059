import Database from 'better-sqlite3';
import { createNodeOnMessageCallback } from 'kysely-generic-sqlite/worker-helper-node';
import { applySettings } from './sqlite-settings.ts';
import { withPreparedStatements } from './prepared-statements.ts';

// A thread of its own: a SQLite file whose writers and readers wait for the disk here, while others run. See `sqlite-in-thread.ts`.
createNodeOnMessageCallback(({ path, sqliteBinding }: { readonly path: string; readonly sqliteBinding: string | null }) => {
  const database = new Database(path, sqliteBinding === null ? {} : { nativeBinding: sqliteBinding });
  applySettings(database);
  const statements = withPreparedStatements(database);
  return {
    db: database,
    query(_isSelect, sql, parameters = []) {
      try {
        const statement = statements.prepare(sql);
        if (statement.reader) return { rows: statement.all(parameters) };
        const { changes, lastInsertRowid } = statement.run(parameters);
        return { rows: [], insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes) };
      } catch (error) {
        // of an error that leaves a thread its name and its sentence are left
        if (error instanceof Database.SqliteError) error.name = error.code;
        throw error;
      }
    },
    iterator: (_isSelect, sql, parameters) => database.prepare(sql).iterate(...parameters),
    close: () => statements.close(),
  };
});
