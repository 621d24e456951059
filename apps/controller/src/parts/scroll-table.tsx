import type { ReactNode } from 'react';

/** A table that scrolls sideways where the window is narrow; focusable, so that the keyboard can scroll it too. */
export function ScrollTable({ label, isSurface = true, children }: { label: string; isSurface?: boolean; children: ReactNode }) {
  return (
    // a region without anything to press in it can only be scrolled by keyboard if it takes the focus itself
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={isSurface ? 'surface table-scroll' : 'table-scroll'} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
