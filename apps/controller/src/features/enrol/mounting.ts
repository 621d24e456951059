import type { Screen } from '@gatecast/protocol';

/** Which way the picture is turned, in degrees clockwise. */
export const rotations = { none: 0, right: 90, over: 180, left: 270 } as const;
export type Rotation = keyof typeof rotations;
export const rotationNames = ['none', 'right', 'over', 'left'] as const satisfies readonly Rotation[];

/** How a screen is mounted, as the form holds it; numbers are text while they are being typed. */
export type MountingForm = {
  readonly rotation: Rotation;
  readonly isInWall: boolean;
  readonly canvasWidthPx: number | string;
  readonly canvasHeightPx: number | string;
  readonly xPx: number | string;
  readonly yPx: number | string;
};

export const emptyMounting: MountingForm = {
  rotation: 'none',
  isInWall: false,
  canvasWidthPx: 3840,
  canvasHeightPx: 2160,
  xPx: 0,
  yPx: 0,
};

/** The fields that the server takes; what is not set is left out. */
export function mountingOf(form: MountingForm): Pick<Screen, 'wall' | 'rotationDeg'> {
  const rotationDeg = rotations[form.rotation];
  return { ...(rotationDeg === 0 ? {} : { rotationDeg }), ...(form.isInWall ? { wall: wallOf(form) } : {}) };
}

/** The form of how a screen is mounted now. */
export function readMounting({ wall, rotationDeg }: Pick<Screen, 'wall' | 'rotationDeg'>): MountingForm {
  const rotation = rotationNames.find((name) => rotations[name] === (rotationDeg ?? 0)) ?? 'none';
  if (wall === undefined) return { ...emptyMounting, rotation };
  const { widthPx: canvasWidthPx, heightPx: canvasHeightPx, xPx, yPx } = wall;
  return { rotation, isInWall: true, canvasWidthPx, canvasHeightPx, xPx, yPx };
}

export function wallOf({ canvasWidthPx, canvasHeightPx, xPx, yPx }: MountingForm): NonNullable<Screen['wall']> {
  return { widthPx: Number(canvasWidthPx), heightPx: Number(canvasHeightPx), xPx: Number(xPx), yPx: Number(yPx) };
}
