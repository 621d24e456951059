import type { WallScreen } from '@gatecast/protocol';
import { IconDeviceTvOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../words/words.ts';
import classes from './wall.module.css';

/** The last picture of a screen's glass, whole and in its own orientation; grey when it is no longer what is there. */
export function ScreenPicture({ screen, alt }: { screen: WallScreen; alt: string }) {
  const words = useWords();
  const [failedAtMs, setFailedAtMs] = useState<number | null>(null);
  const isShown = screen.screenshotAtMs !== null && screen.screenshotAtMs !== failedAtMs;
  return (
    <div className={classes['picture']} data-stale={screen.state === 'offline' || screen.state === 'unpaired'}>
      {isShown ? (
        <img
          src={`/api/screens/${screen.id}/screenshot?at=${screen.screenshotAtMs}`}
          alt={alt}
          loading="lazy"
          onError={() => setFailedAtMs(screen.screenshotAtMs)}
        />
      ) : (
        <span className={classes['noPicture']} style={{ aspectRatio: `${screen.widthPx} / ${screen.heightPx}`, maxHeight: '80%' }}>
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
