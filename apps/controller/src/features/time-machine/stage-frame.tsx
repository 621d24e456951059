import { stageTellingSchema, type StageOrder, type StageRelease, type StageTelling } from '@gatecast/protocol';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/words.ts';
import classes from './time-machine.module.css';

type Props = {
  readonly release: StageRelease;
  readonly atMs: number;
  readonly isRunning: boolean;
  readonly title: string;
  readonly onTold: (telling: StageTelling) => void;
};

const stageAddress = '/stage/preview.html';

/** The player's own stage at an instant, at the screen's real size and made small; in a frame without an origin, which is told what to show. */
export function StageFrame({ release, atMs, isRunning, title, onTold }: Props) {
  const words = useWords();
  const frame = useRef<HTMLIFrameElement>(null);
  const { ref, width } = useElementSize();
  const [isReady, setIsReady] = useState(false);
  const tell = useRef(onTold);
  tell.current = onTold;
  const { widthPx, heightPx } = release.plan.screen;

  useEffect(() => {
    const hear = ({ source, data }: MessageEvent<unknown>) => {
      if (source === null || source !== frame.current?.contentWindow) return;
      const telling = stageTellingSchema.safeParse(data);
      if (!telling.success) return;
      if (telling.data.kind === 'stage-ready') setIsReady(true);
      tell.current(telling.data);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  // a page without an origin cannot be addressed by one; the frame holds no page but the stage, and nothing of a release is a secret
  const order = (said: StageOrder) => frame.current?.contentWindow?.postMessage(said, '*');
  useEffect(() => {
    if (isReady) order({ kind: 'show-release', release });
  }, [isReady, release]);
  useEffect(() => {
    if (isReady) order({ kind: 'show-instant', atMs, isRunning });
  }, [isReady, release, atMs, isRunning]);

  const scale = width / widthPx;
  return (
    <div
      ref={ref}
      className={classes['frame']}
      style={{ aspectRatio: `${widthPx} / ${heightPx}`, maxWidth: `calc(70vh * ${widthPx / heightPx})` }}
    >
      <iframe
        ref={frame}
        src={stageAddress}
        sandbox="allow-scripts"
        allow=""
        referrerPolicy="no-referrer"
        tabIndex={-1}
        title={title}
        style={{ width: widthPx, height: heightPx, transform: `scale(${scale})` }}
      />
      {!isReady && <p className={classes['waiting']}>{words('timeMachine.waiting')}</p>}
    </div>
  );
}
