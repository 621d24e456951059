import { Button, VisuallyHidden } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconAlertOctagon, IconMinimize } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { alertsQuery } from '../../api/queries.ts';
import { usePageTitle } from '../../parts/page-title.ts';
import { TrainingStrip } from '../../parts/training-strip.tsx';
import { useWords } from '../../words/words.ts';
import classes from './wall.module.css';

/**
 * The wall on all of a display: nothing but the screens, how many are in which state, and in a corner the way to the emergency page and out again.
 * Escape leaves as well.
 */
export function ControlRoom({ title, onLeave, children }: { title: string; onLeave: () => void; children: ReactNode }) {
  const words = useWords();
  const { data: alerts } = useQuery(alertsQuery);
  const active = (alerts ?? []).filter(({ state }) => state === 'active').length;
  usePageTitle(title);
  useWindowEvent('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onLeave();
  });
  return (
    <div data-control-room>
      <TrainingStrip />
      <VisuallyHidden>
        <h1>{title}</h1>
      </VisuallyHidden>
      {children}
      <div className={classes['corner']}>
        <Button
          component={Link}
          to="/emergency"
          color="red"
          leftSection={<IconAlertOctagon size={18} aria-hidden />}
          className={active > 0 ? 'pulse' : ''}
        >
          {active > 0 ? `${words('shell.emergency')} · ${words('shell.activeAlerts', { count: active })}` : words('shell.emergency')}
        </Button>
        <Button variant="default" leftSection={<IconMinimize size={16} aria-hidden />} onClick={onLeave}>
          {words('wall.leaveFullScreen')}
        </Button>
      </div>
    </div>
  );
}
