import type { WallScreen } from '@gatecast/protocol';
import { IconDeviceTvOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useServerNow } from '../../api/server-clock.ts';
import { useAge } from '../../instants/age.ts';
import { useWords } from '../../words/words.ts';
import classes from './wall.module.css';

/** Older than this, a picture says how old it is: it may show what is no longer on the glass. */
const oldAfterMs = 60_000;

/** The last picture of a screen's glass, whole and in its own orientation; grey when it is no longer what is there. */
export function ScreenPicture({ screen, alt }: { screen: WallScreen; alt: string }) {
  const words = useWords();
  const [failedAtMs, setFailedAtMs] = useState<number | null>(null);
  const isShown = screen.screenshotAtMs !== null && screen.screenshotAtMs !== failedAtMs;
  return (
    <div className={classes['picture']} data-stale={screen.state === 'offline' || screen.state === 'unpaired'}>
      {isShown && screen.screenshotAtMs !== null ? (
        <>
          <img
            src={`/api/screens/${screen.id}/screenshot?at=${screen.screenshotAtMs}`}
            alt={alt}
            loading="lazy"
            onError={() => setFailedAtMs(screen.screenshotAtMs)}
          />
          <PictureAge takenAtMs={screen.screenshotAtMs} />
        </>
      ) : (
        <span className={classes['noPicture']}>
          <span>
            <IconDeviceTvOff size={20} aria-hidden />
            <br />
            {words('wall.noPicture')}
          </span>
        </span>
      )}
    </div>
  );
}

function PictureAge({ takenAtMs }: { takenAtMs: number }) {
  const words = useWords();
  const age = useAge();
  const ageMs = useServerNow() - takenAtMs;
  if (ageMs < oldAfterMs) return null;
  return <span className={classes['pictureAge']}>{words('wall.pictureAge', { age: age(ageMs) })}</span>;
}
