import Database from 'better-sqlite3';

/** A database whose pages or tables are not those that this player wrote; `newer`: those of a player after this one. */
export class StoreDamage extends Error {
  readonly kind: 'damaged' | 'newer';
  constructor(kind: StoreDamage['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * Whether an error says that the database itself is damaged, rather than that the world around it (a full or unwritable disk, another
 * process) does not allow the work: only the former may cost the file.
 */
export function isStoreDamage(error: unknown): boolean {
  if (error instanceof StoreDamage) return true;
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|FORMAT|IOERR_(SHORT_)?READ)/.test(error.code);
}

/** Whether an error says that there is no room to write, in SQLite's words or the system's. */
export function isNoRoom(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code) || code.startsWith('SQLITE_IOERR_WRITE') || code.startsWith('SQLITE_IOERR_SHM');
}
