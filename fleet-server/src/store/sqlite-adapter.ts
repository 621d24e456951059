import { SqliteAdapter } from 'kysely';

/** Kysely does not count on it, but SQLite can: a server that dies in the middle of its migrations has made none of them. */
export class AdapterWithTransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): true {
    return true;
  }
}
