/**
 * What says that PostgreSQL is away, going, coming or too busy, and not that a statement was wrong: codes of the system, and SQLSTATE of
 * the classes 08 (connection), 53 (resources) and 57P (operator), of a lock or a statement that waited too long (55P03, 57014), of a deadlock and
 * of a session that was ended for idling in a transaction (40P01, 25P03).
 */
const goneCodes =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|53\w{3}|57P\w{2}|57014|55P03|40P01|25P03)$/;
/** What `pg` says without a code. */
const goneMessages = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Client was closed',
  'Postgres connection has been discarded',
];

/** Whether a query failed because its database cannot be reached: the same request may succeed later. */
export function isStoreGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string' && goneCodes.test(code)) return true;
  // nobody parses messages, but these have nothing else
  if (goneMessages.some((message) => error.message.startsWith(message))) return true;
  // better-auth wraps what its queries throw
  return error.cause !== undefined && isStoreGone(error.cause);
}
