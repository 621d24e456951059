import type { Screen } from '@gatecast/protocol';
import classes from './mounting.module.css';

type Props = {
  readonly screen: { readonly widthPx: number; readonly heightPx: number };
  readonly wall: Screen['wall'] | null;
  /** Clockwise. */
  readonly turnDeg: number;
  readonly label: string;
};

const longSide = 200;

/** The canvas with the part that the screen shows, and which way is up in the picture that its panel is sent. */
export function MountingPicture({ screen, wall, turnDeg, label }: Props) {
  const canvas = wall ?? { ...screen, xPx: 0, yPx: 0 };
  const scale = longSide / Math.max(canvas.widthPx, canvas.heightPx, 1);
  const [x, y] = [canvas.xPx * scale, canvas.yPx * scale];
  const [width, height] = [screen.widthPx * scale, screen.heightPx * scale];
  const side = Math.min(width, height) * 0.5;
  return (
    <svg
      className={classes['picture']}
      role="img"
      aria-label={label}
      viewBox={`-2 -2 ${canvas.widthPx * scale + 4} ${canvas.heightPx * scale + 4}`}
      width={canvas.widthPx * scale + 4}
      height={canvas.heightPx * scale + 4}
    >
      <rect className={classes['canvas']} width={canvas.widthPx * scale} height={canvas.heightPx * scale} rx={3} />
      <rect className={classes['screen']} x={x} y={y} width={width} height={height} rx={2} />
      <path
        className={classes['up']}
        transform={`translate(${x + width / 2} ${y + height / 2}) rotate(${turnDeg}) scale(${side / 24})`}
        d="M0 -10 L8 2 H3 V10 H-3 V2 H-8 Z"
      />
    </svg>
  );
}
