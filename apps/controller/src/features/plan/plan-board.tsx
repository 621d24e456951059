import { mediaPath, type PlanPlace, type SitePlan, type WallScreen } from '@gatecast/protocol';
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type CSSProperties, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { stateLooks } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import { nextZoom, zooms } from './board.ts';
import classes from './plan.module.css';

type Props = {
  readonly plan: SitePlan;
  readonly name: string;
  readonly places: readonly PlanPlace[];
  readonly screens: readonly WallScreen[];
  readonly actions?: ReactNode;
  /** Of the picture, for whoever drops something on it. */
  readonly pictureRef?: RefObject<HTMLDivElement | null>;
  /** Draws a marker in the place of the link to its screen. */
  readonly marker?: (screen: WallScreen, place: PlanPlace, inside: ReactNode) => ReactNode;
};

/** The picture of a plan with a marker for each screen; it scrolls where it is larger than its window. */
export function PlanBoard({ plan, name, places, screens, actions, pictureRef, marker }: Props) {
  const words = useWords();
  const [zoom, setZoom] = useState(1);
  // width by height; until the picture is there, it is taken to be a screen's
  const [aspect, setAspect] = useState(16 / 9);
  const pan = usePan();
  const byId = new Map(screens.map((screen) => [screen.id, screen]));
  const draw = marker ?? linkMarker;
  return (
    <div className={classes['board']}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Group gap={4} role="group" aria-label={words('plan.zoom')}>
          <ActionIcon
            variant="default"
            size={34}
            aria-label={words('plan.zoomOut')}
            disabled={zoom === 1}
            onClick={() => setZoom(nextZoom(zoom, -1))}
          >
            <IconZoomOut size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={34}
            aria-label={words('plan.zoomIn')}
            disabled={zoom === zooms.at(-1)}
            onClick={() => setZoom(nextZoom(zoom, 1))}
          >
            <IconZoomIn size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" size={34} aria-label={words('plan.zoomFit')} disabled={zoom === 1} onClick={() => setZoom(1)}>
            <IconZoomReset size={18} aria-hidden />
          </ActionIcon>
          <Text size="sm" c="dimmed" role="status">
            {Math.round(zoom * 100)} %
          </Text>
        </Group>
        {actions}
      </Group>
      <div className={classes['window']} role="region" aria-label={words('plan.label', { name })} tabIndex={0} {...pan}>
        <div ref={pictureRef} className={classes['picture']} style={{ width: `calc(${zoom} * min(100%, var(--plan-height) * ${aspect}))` }}>
          {plan.picture === null ? (
            <div className={classes['making']}>{words('plan.making')}</div>
          ) : (
            <img
              src={mediaPath(plan.picture)}
              alt=""
              draggable={false}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setAspect(naturalWidth / naturalHeight)}
            />
          )}
          {places.flatMap((place) => {
            const screen = byId.get(place.screenId);
            if (screen === undefined) return [];
            const style = { left: `${place.xBp / 100}%`, top: `${place.yBp / 100}%` };
            return [
              <div key={screen.id} className={classes['spot']} style={style} data-edge={place.yBp > 8_500 ? 'low' : undefined}>
                {draw(screen, place, <MarkerInside screen={screen} />)}
              </div>,
            ];
          })}
        </div>
      </div>
    </div>
  );
}

function linkMarker(screen: WallScreen, _place: PlanPlace, inside: ReactNode): ReactNode {
  return (
    <Link to="/screens/$screenId" params={{ screenId: screen.id }} className={classes['marker'] ?? ''} data-state={screen.state}>
      {inside}
    </Link>
  );
}

/** State by shape, sign, colour and word; what is well says least. */
function MarkerInside({ screen }: { screen: WallScreen }) {
  const words = useWords();
  const { icon: Sign, tone } = stateLooks[screen.state];
  return (
    <>
      <span className={classes['shape']} data-tone={tone} data-state={screen.state}>
        <Sign size={18} stroke={2.2} aria-hidden />
      </span>
      <span className={classes['label']}>
        <strong>{screen.name}</strong>
        <span>{words(`states.${screen.state}`)}</span>
      </span>
    </>
  );
}

/** Moves what scrolls by dragging it with a mouse; fingers and keys scroll it anyway. */
function usePan() {
  const from = useRef<{ readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null>(null);
  const [isPanning, setIsPanning] = useState(false);
  const end = () => {
    from.current = null;
    setIsPanning(false);
  };
  return {
    style: { cursor: isPanning ? 'grabbing' : 'grab' } satisfies CSSProperties,
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      const isOnMarker = event.target instanceof Element && event.target.closest('a, button') !== null;
      if (event.pointerType !== 'mouse' || event.button !== 0 || isOnMarker) return;
      const { scrollLeft: left, scrollTop: top } = event.currentTarget;
      from.current = { x: event.clientX, y: event.clientY, left, top };
      event.currentTarget.setPointerCapture(event.pointerId);
      setIsPanning(true);
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      if (from.current === null) return;
      const { x, y, left, top } = from.current;
      event.currentTarget.scrollTo(left - (event.clientX - x), top - (event.clientY - y));
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
