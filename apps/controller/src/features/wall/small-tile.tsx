import type { StoredAlert, WallScreen } from '@gatecast/protocol';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { placesQuery } from '../../api/queries.ts';
import { stateLooks } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import { isAddressed } from './is-addressed.ts';
import { HeartbeatAge } from './tile.tsx';
import classes from './wall.module.css';

/** One screen as a line or two, for walls on which thousands must be seen: state, name, place, age; an alert above all. */
export function SmallTile({ screen, place, alerts }: { screen: WallScreen; place: string; alerts: readonly StoredAlert[] }) {
  const words = useWords();
  const { icon: Sign, tone } = stateLooks[screen.state];
  const { data: places } = useQuery(placesQuery);
  const hasAlert = alerts.some((alert) => isAddressed(alert, screen, places?.areas ?? []));
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
}
