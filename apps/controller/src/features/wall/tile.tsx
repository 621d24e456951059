import { compareAlerts, type StoredAlert, type WallScreen } from '@gatecast/protocol';
import { IconAlertOctagon, IconHeartbeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { screenReachQuery } from '../../api/alert-reach.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { useAge } from '../../instants/age.ts';
import { stateLooks } from '../../parts/mark.tsx';
import { useSitesAndAreas } from '../../parts/places.ts';
import { headlineIn } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { isAddressed } from './is-addressed.ts';
import { usePlaying } from './playing.tsx';
import { ScreenPicture } from './screen-picture.tsx';
import classes from './wall.module.css';

type Props = { screen: WallScreen; place: string; timeZone: string; alerts: readonly StoredAlert[] };

/** One screen on the wall: its state first, then its glass, then what and where it is; above all an alert that it shows. */
export const Tile = memo(function Tile({ screen, place, timeZone, alerts }: Props) {
  const words = useWords();
  const playing = usePlaying()(screen, timeZone);
  const { icon: Sign, tone } = stateLooks[screen.state];
  return (
    <article
      className={`surface ${classes['tile']}`}
      aria-label={screen.name}
      data-screen={screen.id}
      data-state={screen.state}
      data-portrait={screen.heightPx > screen.widthPx}
    >
      <div className={classes['state']} data-tone={tone}>
        <Sign size={16} stroke={2.2} aria-hidden />
        <strong>{words(`states.${screen.state}`)}</strong>
        <HeartbeatAge lastSeenMs={screen.lastSeenMs} />
      </div>
      <div className={classes['glass']}>
        <ScreenPicture screen={screen} alt="" />
        {alerts.length > 0 && <AlertBand screen={screen} alerts={alerts} />}
      </div>
      <div className={classes['body']}>
        <Link to="/screens/$screenId" params={{ screenId: screen.id }} className={classes['link'] ?? ''}>
          {screen.name}
        </Link>
        <div className={classes['quiet']}>{place}</div>
        {screen.impairments.length > 0 && (
          <div className={classes['impairments']}>
            {screen.impairments.map((impairment) => words(`impairments.${impairment}`)).join(' · ')}
          </div>
        )}
        <div className={classes['playing']} title={playing}>
          {playing}
        </div>
        {screen.release && <ReleaseState release={screen.release} />}
      </div>
    </article>
  );
});

/** An active alert, over a picture that is older than it: painted on this screen, or still on its way. */
function AlertBand({ screen, alerts }: { screen: WallScreen; alerts: readonly StoredAlert[] }) {
  const { areas } = useSitesAndAreas();
  // what stands first on the glass
  const alert = alerts.filter((one) => isAddressed(one, screen, areas)).toSorted(compareAlerts)[0];
  return alert === undefined ? null : <AddressedBand screen={screen} alert={alert} />;
}

function AddressedBand({ screen, alert }: { screen: WallScreen; alert: StoredAlert }) {
  const words = useWords();
  const language = useLanguage();
  const { data: reach } = useQuery(screenReachQuery(alert.id, screen.id));
  const paintedAtMs = reach?.paintedAtMs ?? null;
  // once a picture shows the alert itself, the band makes room for it
  const isOnPicture = paintedAtMs !== null && screen.screenshotAtMs !== null && screen.screenshotAtMs > paintedAtMs;
  return (
    <div className={classes['alert']} data-exercise={alert.status === 'exercise'} data-compact={isOnPicture}>
      <IconAlertOctagon size={18} aria-hidden />
      <span>
        <strong>{headlineIn(alert.texts, language)}</strong>
        <br />
        {alert.status === 'exercise' && `${words('emergency.statuses.exercise')} · `}
        {words(paintedAtMs === null ? 'wall.alertOnItsWay' : 'wall.alertPainted')}
      </span>
    </div>
  );
}

/** How far the screen's release is: quiet while it plays, in its tone while it does not. */
function ReleaseState({ release }: { release: NonNullable<WallScreen['release']> }) {
  const words = useWords();
  const { icon: Sign, tone } = stateLooks[release.state];
  return (
    <div className={classes['release']} {...(release.state === 'active' ? {} : { 'data-tone': tone })}>
      <Sign size={14} aria-hidden /> {words('wall.release', { state: words(`releaseStates.${release.state}`) })}
    </div>
  );
}

/** How long ago a screen was last heard of, ticking. */
export function HeartbeatAge({ lastSeenMs }: { lastSeenMs: number | null }) {
  const words = useWords();
  return (
    <span className="tabular" style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
      <IconHeartbeat size={14} aria-hidden />
      {lastSeenMs === null ? words('wall.neverSeen') : <SeenAgo lastSeenMs={lastSeenMs} />}
    </span>
  );
}

/** The text alone, as it is all that ticks. */
function SeenAgo({ lastSeenMs }: { lastSeenMs: number }) {
  const words = useWords();
  const age = useAge();
  return words('wall.seen', { age: age(useServerNow() - lastSeenMs) });
}
