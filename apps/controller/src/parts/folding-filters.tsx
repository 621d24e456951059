import { Button, Collapse, Group } from '@mantine/core';
import { useDisclosure, useId, useMediaQuery } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';

type Props = {
  /** What stays in sight. */
  readonly search: ReactNode;
  /** How many of the filters narrow the list. */
  readonly inUse: number;
  readonly onClear: () => void;
  readonly children: ReactNode;
};

/** The filters of a list beside its search; on a phone behind a button that tells how many are in use, as they would push the list off the screen. */
export function FoldingFilters({ search, inUse, onClear, children }: Props) {
  const words = useWords();
  const isPhone = useMediaQuery('(max-width: 36em)', false, { getInitialValueInEffect: false });
  const [isOpen, { toggle }] = useDisclosure(false);
  const id = useId();
  if (!isPhone)
    return (
      <Group mb="sm" gap="sm">
        {search}
        {children}
      </Group>
    );
  return (
    <div style={{ marginBottom: 'var(--mantine-spacing-sm)' }}>
      <Group gap="sm" wrap="nowrap">
        {search}
        <Button
          variant={inUse > 0 ? 'light' : 'default'}
          px="sm"
          style={{ flexShrink: 0 }}
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={toggle}
        >
          {inUse > 0 ? words('filters.openInUse', { inUse }) : words('filters.open')}
        </Button>
      </Group>
      <Collapse expanded={isOpen} id={id}>
        <Group gap="sm" pt="sm">
          {children}
          {inUse > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={onClear}>
              {words('filters.clear')}
            </Button>
          )}
        </Group>
      </Collapse>
    </div>
  );
}
