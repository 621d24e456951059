/** What became of a message that was handed to the outside world. */
export type Sent = { readonly kind: 'sent' } | { readonly kind: 'failed'; readonly error: string };
