// Every code that leaves a process, in one table; packages/protocol/FAULTS.md explains each (a test compares both).

export const faults = {
  'bad-input': { status: 400, means: 'a field is not as it must be; `field` and `limit` say which and how' },
  'bad-file': { status: 422, means: 'a file is not what can be played; judged by its content' },
  'not-signed-in': { status: 401, means: 'no valid session' },
  'not-permitted': { status: 403, means: 'the session lacks the permission' },
  'not-found': { status: 404, means: 'no such thing, or none that this session may see' },
  'already-exists': { status: 409, means: 'the name or code is taken' },
  'wrong-state': { status: 409, means: 'the thing is in a state that does not allow this' },
  'edited-meanwhile': { status: 412, means: 'somebody changed it since it was read; read again, then edit' },
  'same-person': { status: 403, means: 'a second person must do this' },
  'too-large': { status: 413, means: 'a body, file or list is over its limit' },
  'too-many': { status: 429, means: 'the rate limit; try again after `retryAfterMs`' },
  'code-unknown': { status: 404, means: 'no player waits with this pairing code, or its ten minutes are over' },
  'file-refused': { status: 409, means: 'a pre-enrolment file was used, revoked, is out of date or unknown here' },
  'plan-refused': { status: 422, means: 'the plan does not compile; `faults` lists where and why' },
  conflicts: { status: 409, means: 'entries tie and nobody has accepted it; `faults` lists which and where' },
  'in-use': { status: 409, means: 'something else uses it; `faults` names what' },
  'player-offline': { status: 409, means: 'the screen has no connected player to do this' },
  'setup-done': { status: 409, means: 'the first administrator exists already' },
  'protocol-version': { status: 400, means: 'the player speaks a protocol version that this server does not' },
  'bad-proof': { status: 401, means: 'the player did not prove possession of its registered key' },
  revoked: { status: 401, means: 'this player was replaced or revoked' },
  'key-in-use': { status: 409, means: 'another connection with the same key is open' },
  'server-behind': { status: 409, means: 'the player holds a higher number than this server has given' },
  'timed-out': { status: 504, means: 'no answer in time' },
  'storage-full': { status: 507, means: 'the disk of the server is full' },
  unavailable: { status: 503, means: 'what the server keeps its data in cannot be reached just now; try again' },
  overloaded: { status: 503, means: 'the server holds as many connections or files as it can; try again after `retryAfterMs`' },
  internal: { status: 500, means: 'a fault of the server; the log has it under `requestId`' },
} as const;

export type FaultCode = keyof typeof faults;
