import type { WallScreen } from '@gatecast/protocol';
import { Group, Text } from '@mantine/core';
import { IconHeartbeat } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useServerNow } from '../../api/server-clock.ts';
import { useAge } from '../../instants/age.ts';
import { Mark } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import { usePlaying } from './playing.tsx';
import { ScreenPicture } from './screen-picture.tsx';
import classes from './wall.module.css';

/** One screen on the wall. */
export function Tile({ screen, timeZone }: { screen: WallScreen; timeZone: string }) {
  const words = useWords();
  const playing = usePlaying()(screen, timeZone);
  return (
    <Link
      to="/screens/$screenId"
      params={{ screenId: screen.id }}
      className={`surface ${classes['tile']}`}
      aria-label={words('wall.tile', { name: screen.name, state: words(`states.${screen.state}`), playing })}
      data-screen={screen.id}
      data-state={screen.state}
    >
      <ScreenPicture screen={screen} alt="" />
      <div className={classes['body']}>
        <Group justify="space-between" gap={6} wrap="nowrap">
          <Text fw={620} size="sm" truncate>
            {screen.name}
          </Text>
          <Mark look={screen.state}>{words(`states.${screen.state}`)}</Mark>
        </Group>
        <div className={classes['playing']}>{playing}</div>
        {screen.impairments.length > 0 && (
          <Text size="xs" c="dimmed">
            {screen.impairments.map((impairment) => words(`impairments.${impairment}`)).join(' · ')}
          </Text>
        )}
        <div className={classes['foot']}>
          <HeartbeatAge lastSeenMs={screen.lastSeenMs} />
          {screen.release && (
            <Mark look={screen.release.state}>{words('wall.release', { state: words(`releaseStates.${screen.release.state}`) })}</Mark>
          )}
        </div>
      </div>
    </Link>
  );
}

/** How long ago a screen was last heard of, ticking. */
export function HeartbeatAge({ lastSeenMs }: { lastSeenMs: number | null }) {
  const words = useWords();
  const age = useAge();
  const now = useServerNow();
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
      <IconHeartbeat size={14} aria-hidden />
      {lastSeenMs === null ? words('wall.neverSeen') : words('wall.seen', { age: age(now - lastSeenMs) })}
    </span>
  );
}
