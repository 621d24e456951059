import { ApiFault } from '../api/call.ts';
import { wordNow } from '../words/words.ts';

/**
 * The form field that a problem names, in the form library's path: `body.spans[0].from` is `spans.0.from`.
 * Gives null where the problem is about no field.
 */
export function fieldOf(error: unknown): { readonly path: string; readonly detail: string } | null {
  if (!(error instanceof ApiFault) || error.problem?.field === undefined) return null;
  const path = error.problem.field.replace(/^(body|query|params)\.?/, '').replaceAll(/\[(\d+)\]/g, '.$1');
  if (path === '') return null;
  // a fault of its own kind is worded in the person's language; only bad input says what is wrong in its detail
  const { code, detail } = error.problem;
  return { path, detail: code === 'bad-input' ? detail : wordNow(`faults.${code}`) };
}

/** Puts a problem's field into a form. Gives whether it named one. */
export function markField(form: { readonly setFieldError: (path: never, error: string) => void }, error: unknown): boolean {
  const field = fieldOf(error);
  if (field === null) return false;
  form.setFieldError(field.path as never, field.detail);
  return true;
}
