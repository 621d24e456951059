import { mediaPath, type PlanPlace, type SitePlan, type WallScreen } from '@gatecast/protocol';
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useRef, useState, type CSSProperties, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { stateLooks } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import { nextZoom, zooms } from './board.ts';
import { labelsThatFit, lowEdgeBp, numbered } from './labels.ts';
import { spreadApart } from './spread-apart.ts';
import classes from './plan.module.css';

type Props = {
  readonly plan: SitePlan;
  readonly name: string;
  readonly places: readonly PlanPlace[];
  readonly screens: readonly WallScreen[];
  readonly actions?: ReactNode;
  /** Of the picture, for whoever drops something on it. */
  readonly pictureRef?: RefObject<HTMLDivElement | null>;
  /** The screen that says its name in any case. */
  readonly chosen?: string | null;
  /** Draws a marker in the place of the link to its screen. */
  readonly marker?: (screen: WallScreen, place: PlanPlace, inside: ReactNode) => ReactNode;
};

/**
 * The picture of a plan with a marker for each screen; it scrolls where it is larger than its window. Where names would cover one another some
 * of the screens go by numbers, which a list below explains.
 */
export function PlanBoard({ plan, name, places, screens, actions, pictureRef, chosen = null, marker }: Props) {
  const words = useWords();
  const [zoom, setZoom] = useState(1);
  // width by height; until the picture is there, it is taken to be a screen's
  const [aspect, setAspect] = useState(16 / 9);
  const pan = usePan();
  const { ref: measured, width } = useElementSize<HTMLDivElement>();
  const ref = useMergedRef(measured, pictureRef ?? null);
  const byId = new Map(screens.map((screen) => [screen.id, screen]));
  const placed = places.flatMap((place) => {
    const screen = byId.get(place.screenId);
    if (screen === undefined) return [];
    return [{ screen, place, letters: Math.max(screen.name.length, words(`states.${screen.state}`).length) }];
  });
  const height = width / aspect;
  // whoever moves a screen sees where it stands
  const spots = placed.map(({ screen, place }) => ({ id: screen.id, x: (place.xBp / 10_000) * width, y: (place.yBp / 10_000) * height }));
  const shifts = marker === undefined ? spreadApart(spots, { nearPx: 38, mostPx: 60, width, height }) : noShifts;
  const drawn = placed.map((one) => ({ ...one, place: shifted(one.place, shifts.get(one.screen.id), { width, height }) }));
  const labelled = labelsThatFit(drawn, { width, height }, chosen);
  // until it is measured nobody can say what fits
  const others = width === 0 ? [] : numbered(drawn, labelled);
  const numbers = new Map(others.map(({ screen }, index) => [screen.id, index + 1]));
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
        <div ref={ref} className={classes['picture']} style={{ width: `calc(${zoom} * min(100%, var(--plan-height) * ${aspect}))` }}>
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
          <Leaders spots={spots} shifts={shifts} size={{ width, height }} />
          {drawn.map(({ screen, place }) => (
            <div
              key={screen.id}
              className={classes['spot']}
              style={{ left: `${place.xBp / 100}%`, top: `${place.yBp / 100}%` }}
              data-edge={place.yBp > lowEdgeBp ? 'low' : undefined}
            >
              {draw(screen, place, <MarkerInside screen={screen} number={numbers.get(screen.id) ?? null} />)}
            </div>
          ))}
        </div>
      </div>
      {others.length > 0 && (
        <section aria-label={words('plan.legend')}>
          <Text size="sm" fw={600} mt="sm" mb={4}>
            {words('plan.legend')}
          </Text>
          <ol className={classes['legend']}>
            {others.map(({ screen }, index) => (
              <li key={screen.id}>
                <span className={classes['number']} aria-hidden>
                  {index + 1}
                </span>
                <span>
                  {marker === undefined ? (
                    <Link to="/screens/$screenId" params={{ screenId: screen.id }} className="text-link">
                      {screen.name}
                    </Link>
                  ) : (
                    screen.name
                  )}{' '}
                  · {words(`states.${screen.state}`)}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

type Shifts = ReturnType<typeof spreadApart>;
const noShifts: Shifts = new Map();
type Size = { readonly width: number; readonly height: number };

/** A place, drawn so far away from where it is. */
function shifted(place: PlanPlace, shift: { readonly dx: number; readonly dy: number } | undefined, { width, height }: Size): PlanPlace {
  if (shift === undefined) return place;
  const moved = (bp: number, px: number, size: number) => Math.min(10_000, Math.max(0, Math.round(bp + (px / size) * 10_000)));
  return { ...place, xBp: moved(place.xBp, shift.dx, width), yBp: moved(place.yBp, shift.dy, height) };
}

/** From each marker that stands beside its place a line to it. */
function Leaders({
  spots,
  shifts,
  size: { width, height },
}: {
  spots: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  shifts: Shifts;
  size: Size;
}) {
  if (shifts.size === 0) return null;
  return (
    <svg className={classes['leaders']} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {spots.map(({ id, x, y }) => {
        const shift = shifts.get(id);
        if (shift === undefined) return null;
        return (
          <g key={id}>
            <line x1={x} y1={y} x2={x + shift.dx} y2={y + shift.dy} />
            <circle cx={x} cy={y} r={3} />
          </g>
        );
      })}
    </svg>
  );
}

function linkMarker(screen: WallScreen, _place: PlanPlace, inside: ReactNode): ReactNode {
  return (
    <Link to="/screens/$screenId" params={{ screenId: screen.id }} className={classes['marker'] ?? ''} data-state={screen.state}>
      {inside}
    </Link>
  );
}

/** State by shape, sign, colour and word; what is well says least. With a number the name is heard, and seen while somebody is at it. */
function MarkerInside({ screen, number }: { screen: WallScreen; number: number | null }) {
  const words = useWords();
  const { icon: Sign, tone } = stateLooks[screen.state];
  return (
    <>
      <span className={classes['shape']} data-tone={tone} data-state={screen.state}>
        <Sign size={18} stroke={2.2} aria-hidden />
      </span>
      {number !== null && (
        <span className={classes['number']} data-of="marker" aria-hidden>
          {number}
        </span>
      )}
      <span className={classes['label']} data-hides={number === null ? undefined : true}>
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
