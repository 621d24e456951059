import { stageTellingSchema, type Alert, type StageOrder, type StageRelease, type StageTelling } from '@gatecast/protocol';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import classes from './stage-frame.module.css';

type Props = {
  /** null: nothing was published to the screen, or it is not read yet. */
  readonly release: StageRelease | null;
  /** Of the glass; a release knows its own. */
  readonly size?: { readonly widthPx: number; readonly heightPx: number };
  /** What stands above the release. */
  readonly alerts?: readonly Alert[];
  readonly atMs: number;
  readonly isRunning: boolean;
  readonly title: string;
  /** Whether an item is to be on the main region: until it is, what is seen is the board that stands in for it. */
  readonly expectsItem?: boolean;
  readonly onTold?: (telling: StageTelling) => void;
};

const stageAddress = '/stage/preview.html';
const noAlerts: readonly Alert[] = [];

/** The player's own stage at an instant, at the screen's real size and made small; in a frame without an origin, which is told what to show. */
export function StageFrame({ release, size, alerts = noAlerts, atMs, isRunning, title, expectsItem = false, onTold }: Props) {
  const words = useWords();
  const frame = useRef<HTMLIFrameElement>(null);
  const { ref, width } = useElementSize();
  const [isReady, setIsReady] = useState(false);
  const [showsItem, setShowsItem] = useState(false);
  const tell = useRef(onTold);
  tell.current = onTold;
  const { widthPx, heightPx } = size ?? release?.plan.screen ?? { widthPx: 1_920, heightPx: 1_080 };

  useEffect(() => {
    const hear = ({ source, data }: MessageEvent<unknown>) => {
      if (source === null || source !== frame.current?.contentWindow) return;
      const telling = stageTellingSchema.safeParse(data);
      if (!telling.success) return;
      if (telling.data.kind === 'stage-ready') setIsReady(true);
      if (telling.data.kind === 'stage-shows') setShowsItem(telling.data.itemId !== null);
      tell.current?.(telling.data);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  // a page without an origin cannot be addressed by one; the frame holds no page but the stage, and nothing of a release is a secret
  const order = (said: StageOrder) => frame.current?.contentWindow?.postMessage(said, '*');
  useEffect(() => {
    if (isReady && release !== null) order({ kind: 'show-release', release });
  }, [isReady, release]);
  useEffect(() => {
    if (isReady && alerts !== noAlerts) order({ kind: 'show-alerts', alerts: [...alerts] });
  }, [isReady, alerts]);
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
      {isReady && expectsItem && !showsItem && <p className={classes['loading']}>{words('timeMachine.loading')}</p>}
    </div>
  );
}
