import { useLayoutEffect, useRef, type ReactNode } from 'react';

/**
 * A table that scrolls sideways where the window is narrow, focusable, so that the keyboard can scroll it too. On a
 * phone each row is a card: the first cell is its title, beside the box by which a row is chosen; the others stand under it with their
 * column's name.
 */
export function ScrollTable({ label, isSurface = true, children }: { label: string; isSurface?: boolean; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  // after every render: rows come and go, and the language changes
  useLayoutEffect(() => {
    const heads = [...(box.current?.querySelectorAll('thead th') ?? [])].map((head) => head.textContent);
    // the column of boxes has no name
    const titleAt = heads.findIndex((head) => head !== '');
    for (const row of box.current?.querySelectorAll('tbody tr') ?? []) {
      for (const [index, cell] of [...row.children].entries())
        cell.setAttribute('data-label', index <= titleAt ? '' : (heads[index] ?? ''));
    }
  });
  return (
    <div
      ref={box}
      className={isSurface ? 'surface table-scroll' : 'table-scroll'}
      role="region"
      aria-label={label}
      // a region without anything to press in it can only be scrolled by keyboard if it takes the focus itself
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </div>
  );
}
