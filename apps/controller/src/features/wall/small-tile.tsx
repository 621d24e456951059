import type { StoredAlert, WallScreen } from '@gatecast/protocol';
import { IconAlertOctagon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { stateLooks } from '../../parts/mark.tsx';
import { useSitesAndAreas } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { isAddressed } from './is-addressed.ts';
import { HeartbeatAge } from './tile.tsx';
import classes from './wall.module.css';

type Props = { screen: WallScreen; place: string; alerts: readonly StoredAlert[] };

/** One screen as a line or two, for walls on which thousands must be seen: state, name, place, age; an alert above all. */
export const SmallTile = memo(function SmallTile({ screen, place, alerts }: Props) {
  const words = useWords();
  const { icon: Sign, tone } = stateLooks[screen.state];
  const { areas } = useSitesAndAreas();
  const hasAlert = alerts.some((alert) => isAddressed(alert, screen, areas));
  return (
    <article
      className={`surface ${classes['small']}`}
      aria-label={screen.name}
      data-screen={screen.id}
      data-state={screen.state}
      title={place}
    >
      <div className={classes['state']} data-tone={tone}>
        <Sign size={14} stroke={2.2} aria-hidden />
        <strong>{words(`states.${screen.state}`)}</strong>
        {hasAlert && <IconAlertOctagon size={14} aria-label={words('wall.playing.alert')} />}
      </div>
      <div className={classes['smallBody']}>
        <Link to="/screens/$screenId" params={{ screenId: screen.id }} className={classes['link'] ?? ''}>
          {screen.name}
        </Link>
        <span className={classes['smallAge']}>
          <HeartbeatAge lastSeenMs={screen.lastSeenMs} />
        </span>
      </div>
    </article>
  );
});
