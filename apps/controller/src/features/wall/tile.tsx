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
    <article className={`surface ${classes['tile']}`} aria-label={screen.name} data-screen={screen.id} data-state={screen.state}>
      <ScreenPicture screen={screen} alt="" />
      <div className={classes['body']}>
        <Link to="/screens/$screenId" params={{ screenId: screen.id }} className={classes['link'] ?? ''}>
          {screen.name}
        </Link>
        <Group gap={5}>
          <Mark look={screen.state}>{words(`states.${screen.state}`)}</Mark>
          {screen.release && (
            <Mark look={screen.release.state}>{words('wall.release', { state: words(`releaseStates.${screen.release.state}`) })}</Mark>
          )}
        </Group>
        <div className={classes['playing']}>{playing}</div>
        {screen.impairments.length > 0 && (
          <Text size="xs" c="dimmed">
            {screen.impairments.map((impairment) => words(`impairments.${impairment}`)).join(' · ')}
          </Text>
        )}
        <div className={classes['foot']}>
          <HeartbeatAge lastSeenMs={screen.lastSeenMs} />
        </div>
      </div>
    </article>
  );
}

/** How long ago a screen was last heard of, ticking. */
export function HeartbeatAge({ lastSeenMs }: { lastSeenMs: number | null }) {
  const words = useWords();
  const age = useAge();
  const now = useServerNow();
  return (
    <span className="tabular" style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
      <IconHeartbeat size={14} aria-hidden />
      {lastSeenMs === null ? words('wall.neverSeen') : words('wall.seen', { age: age(now - lastSeenMs) })}
    </span>
  );
}
