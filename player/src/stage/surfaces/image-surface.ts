import { mediaPath, type MediaRef } from '@gatecast/protocol';
import { element } from '../element.ts';
import { nothing, type BuiltSurface } from './surface.ts';

/** Shares by which a picture may differ in shape from its region and still fill it. */
const coverTolerance = 0.12;
const backdropPx = 48;

/** A picture: filling its region where the shapes agree, else whole, before a blurred enlargement of itself. */
export function imageSurface(media: MediaRef, alternative: string, language: string): BuiltSurface {
  const image = element('img', 'picture');
  image.alt = alternative;
  // an asynchronous decode may leave the picture out of the first frame
  image.decoding = 'sync';
  const root = element('figure', 'surface image', image);
  if (language !== 'zxx') root.lang = language;
  let backdrop: HTMLCanvasElement | null = null;

  function place(): void {
    const shape = image.naturalWidth / image.naturalHeight / (root.clientWidth / root.clientHeight);
    const isCover = Math.abs(Math.log(shape)) <= coverTolerance;
    root.classList.toggle('is-cover', isCover);
    if (isCover || backdrop !== null) return;
    backdrop = backdropOf(image);
    root.prepend(backdrop);
  }

  return {
    element: root,
    async prepare() {
      image.src = mediaPath(media.hash);
      await image.decode();
      place();
    },
    show: nothing,
    tick: nothing,
    relayout() {
      if (image.naturalWidth > 0) place();
    },
    stop() {
      image.removeAttribute('src');
    },
  };
}

/** A thumbnail on a canvas: blurring it costs nothing, where blurring the picture itself would be done at full size. */
function backdropOf(image: HTMLImageElement): HTMLCanvasElement {
  const canvas = element('canvas', 'backdrop');
  canvas.width = backdropPx;
  canvas.height = Math.max(Math.round((backdropPx * image.naturalHeight) / image.naturalWidth), 1);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}
