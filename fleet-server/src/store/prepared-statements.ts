import type Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

const mostStatements = 500;
const changesSchema = /^\s*(create|alter|drop|pragma|vacuum|attach|detach)\b/i;

/** Keeps what SQLite has compiled by its text: a thousand players ask the same few queries. The oldest goes where there are too many. */
export function withPreparedStatements(database: Database.Database): SqliteDatabase {
  const statements = new Map<string, Database.Statement>();
  return {
    prepare(sql) {
      const known = statements.get(sql);
      // one that is being read row by row cannot begin anew
      if (known !== undefined && !known.busy) return known;
      const statement = database.prepare(sql);
      if (changesSchema.test(sql)) {
        // the columns of `select *` are those of the time when it was compiled
        statements.clear();
        return statement;
      }
      if (statements.size >= mostStatements) {
        const [oldest] = statements.keys();
        if (oldest !== undefined) statements.delete(oldest);
      }
      statements.set(sql, statement);
      return statement;
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}
