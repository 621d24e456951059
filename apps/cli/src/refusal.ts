/** What the caller gave cannot be used: exit code 2 and one JSON line on stderr that names the field and the limit. */
export type RefusalDetail = {
  readonly code: string;
  readonly message: string;
  /** Option, argument or path inside a document. */
  readonly field?: string;
  readonly limit?: string | number;
  readonly faults?: readonly DocumentFault[];
};

/** What a document does wrong at one path, such as `entries[7].shareBp`. */
export type DocumentFault = { readonly path: string; readonly code: string; readonly message: string; readonly limit?: string | number };

/** Thrown inside a command, caught once in main. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly detail: RefusalDetail;

  constructor(detail: RefusalDetail) {
    super(detail.message);
    this.detail = detail;
  }
}

/** A command that was understood and did not succeed: exit code 1, the reason on stderr. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
