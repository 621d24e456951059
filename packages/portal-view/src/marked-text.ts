import { Fragment, h, type JSX } from 'preact';

/** Text with the ranges that matched, half-open, in UTF-16 code units, in order. */
export type MarkedText = { readonly text: string; readonly marks: readonly { readonly from: number; readonly to: number }[] };

/** Draws the matches as `mark` elements. */
export function Marked({ text, marks }: MarkedText): JSX.Element {
  const pieces = marks.flatMap(({ from, to }, index) => [
    text.slice(marks[index - 1]?.to ?? 0, from),
    h('mark', { key: from }, text.slice(from, to)),
  ]);
  return h(Fragment, null, pieces, text.slice(marks.at(-1)?.to ?? 0));
}
