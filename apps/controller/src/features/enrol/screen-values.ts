import type { Screen } from '@gatecast/protocol';
import { emptyMounting, mountingOf, readMounting, type MountingForm } from './mounting.ts';
import { screenSizes } from './screen-sizes.ts';

/** What people say of a screen, as the form holds it; numbers are text while they are being typed. */
export type ScreenValues = {
  readonly name: string;
  readonly siteId: string;
  readonly areaId: string | null;
  readonly kind: Screen['kind'];
  readonly tags: readonly string[];
  readonly size: string;
  readonly widthPx: number | string;
  readonly heightPx: number | string;
  readonly distanceM: number | string;
  readonly glassWidthCm: number | string;
  readonly mounting: MountingForm;
};

export function newScreen(siteId: string): ScreenValues {
  return {
    ...{ name: '', siteId, areaId: null, kind: 'display', tags: [] },
    ...{ size: 'landscape-hd', widthPx: 1920, heightPx: 1080, distanceM: '', glassWidthCm: '', mounting: emptyMounting },
  };
}

export function readScreen(screen: Screen): ScreenValues {
  const { name, siteId, areaId, kind, tags, widthPx, heightPx, viewing } = screen;
  return {
    ...{ name, siteId, areaId, kind, tags, widthPx, heightPx },
    size: screenSizes.find((size) => size.widthPx === widthPx && size.heightPx === heightPx)?.key ?? 'other',
    distanceM: viewing === undefined ? '' : viewing.distanceMm / 1_000,
    glassWidthCm: viewing === undefined ? '' : viewing.glassWidthMm / 10,
    mounting: readMounting(screen),
  };
}

/** The fields that the server takes, but the site. */
export function writeScreen({ name, areaId, kind, tags, widthPx, heightPx, distanceM, glassWidthCm, mounting }: ScreenValues) {
  const viewing = { distanceMm: Math.round(Number(distanceM) * 1_000), glassWidthMm: Math.round(Number(glassWidthCm) * 10) };
  return {
    ...{ name, areaId, kind, tags: [...tags], widthPx: Number(widthPx), heightPx: Number(heightPx) },
    ...mountingOf(mounting),
    ...(distanceM === '' ? {} : { viewing }),
  };
}
