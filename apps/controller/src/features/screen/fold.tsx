import { UnstyledButton } from '@mantine/core';
import { useId, useMediaQuery } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './fold.module.css';

export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 36em)', false, { getInitialValueInEffect: false });
}

export type FoldProps = {
  readonly anchor: string;
  readonly title: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
};

/** A section that is its title alone on a phone until somebody opens it: ten of them would be seven screens long. What is folded is not fetched either. */
export function Fold({ anchor, title, isOpen, onToggle, children }: FoldProps) {
  const id = useId();
  if (!useIsPhone()) return children;
  return (
    <div id={anchor} className={classes['fold']}>
      <h2 className={classes['heading']}>
        <UnstyledButton className={classes['button'] ?? ''} aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
          {title}
          <IconChevronDown size={18} aria-hidden className={classes['sign']} data-open={isOpen} />
        </UnstyledButton>
      </h2>
      {/* the section's own title would say the same again */}
      <div id={id} className={classes['inside']} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </div>
  );
}

/** Links to the sections of a page, in sight while it is scrolled; on a phone only. */
export function FoldLinks({
  label,
  sections,
  onGo,
}: {
  label: string;
  sections: readonly { readonly anchor: string; readonly title: string }[];
  onGo: (anchor: string) => void;
}) {
  if (!useIsPhone()) return null;
  return (
    <nav className={classes['links']} aria-label={label}>
      {sections.map(({ anchor, title }) => (
        <button key={anchor} type="button" onClick={() => onGo(anchor)}>
          {title}
        </button>
      ))}
    </nav>
  );
}
