import { paintWithinMs, type AlertReach, type StoredAlert, type WallScreen } from '@gatecast/protocol';
import { Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHourglass, IconPlugConnectedX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { alertReachQuery } from '../../api/alert-reach.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { useFormats } from '../../instants/formats.ts';
import { Mark } from '../../parts/mark.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { ScreenPicture } from '../wall/screen-picture.tsx';
import { worstFirst } from './worst-first.ts';
import classes from './emergency.module.css';

/** Pictures at first; an operator looks at those that trouble, which come first. */
const fewPictures = 8;

/** The glass of each screen that an alert addresses: those that have not painted it first, then the slowest, with a picture taken since it was painted. */
export function BoardPictures({ alert }: { readonly alert: StoredAlert }) {
  const words = useWords();
  const places = usePlaces();
  const [isAll, setIsAll] = useState(false);
  const missing = useInfiniteQuery({ ...alertReachQuery(alert.id, 'missing'), enabled: alert.counts.painted < alert.counts.told });
  const all = useInfiniteQuery(alertReachQuery(alert.id, 'all'));
  const byId = useMemo(() => new Map<string, WallScreen>(places.screens.map((screen) => [screen.id, screen])), [places.screens]);
  const screens = worstFirst([...(missing.data?.pages ?? []), ...(all.data?.pages ?? [])].flatMap((page) => page.screens));
  const shown = isAll ? screens : screens.slice(0, fewPictures);
  return (
    <section aria-label={words('emergency.pictures')}>
      <ul className={classes['pictures']}>
        {shown.map((reach) => (
          <Painted key={reach.screenId} alert={alert} reach={reach} screen={byId.get(reach.screenId) ?? null} />
        ))}
      </ul>
      {screens.length > fewPictures && (
        <Button variant="default" size="xs" mt="xs" onClick={() => setIsAll(!isAll)} aria-expanded={isAll}>
          {isAll ? words('emergency.fewPictures') : words('emergency.allPictures', { count: alert.counts.told })}
        </Button>
      )}
      {isAll && (
        <MoreButton list={all} size="xs">
          {words('emergency.reachMore')}
        </MoreButton>
      )}
    </section>
  );
}

function Painted({
  alert,
  reach,
  screen,
}: {
  readonly alert: StoredAlert;
  readonly reach: AlertReach;
  readonly screen: WallScreen | null;
}) {
  const words = useWords();
  const places = usePlaces();
  const name = screen?.name ?? places.screenName(reach.screenId);
  const hasPicture = screen?.screenshotAtMs != null && reach.paintedAtMs !== null && screen.screenshotAtMs >= reach.paintedAtMs;
  return (
    <li className={`surface ${classes['glassCard']}`}>
      {screen !== null && hasPicture ? (
        <ScreenPicture screen={screen} alt={words('emergency.pictureOf', { name })} />
      ) : (
        <div className={classes['noPicture']}>
          <Text size="xs">{words(reach.paintedAtMs === null ? 'emergency.nothingPainted' : 'emergency.pictureComes')}</Text>
        </div>
      )}
      <div className={classes['caption']}>
        <Link to="/screens/$screenId" params={{ screenId: reach.screenId }} className={classes['screenLink'] ?? ''}>
          {name}
        </Link>
        <Reached alert={alert} reach={reach} />
      </div>
    </li>
  );
}

function Reached({ alert, reach }: { readonly alert: StoredAlert; readonly reach: AlertReach }) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow();
  if (reach.paintedAtMs !== null)
    return (
      <Mark icon={IconCircleCheck} tone={reach.paintedAtMs - alert.effectiveMs > paintWithinMs ? 'warn' : 'good'}>
        {words('emergency.paintedAfter', { time: formats.seconds(Math.max(0, reach.paintedAtMs - alert.effectiveMs)) })}
      </Mark>
    );
  if (!reach.isConnected)
    return (
      <Mark icon={IconPlugConnectedX} tone="bad">
        {words('screen.notConnected')}
      </Mark>
    );
  if (now - alert.effectiveMs < paintWithinMs)
    return (
      <Mark icon={IconHourglass} tone="info">
        {words('emergency.onItsWay')}
      </Mark>
    );
  return (
    <Mark icon={IconAlertTriangle} tone="bad">
      {words('emergency.notPainted')}
    </Mark>
  );
}
