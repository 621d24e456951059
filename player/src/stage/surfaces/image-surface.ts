import { mediaPath, type MediaRef } from '@gatecast/protocol';
import { element } from '../element.ts';
import { backdropOf, giveBack } from './backdrop.ts';
import { nothing, type BuiltSurface } from './surface.ts';

/** Shares by which a picture may differ in shape from its region and still fill it. */
const coverTolerance = 0.12;

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
    const shape = image.naturalWidth / image.naturalHeight;
    const isCover = Math.abs(Math.log((shape * root.clientHeight) / root.clientWidth)) <= coverTolerance;
    root.classList.toggle('is-cover', isCover);
    if (isCover || backdrop !== null) return;
    backdrop = backdropOf(image, shape);
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
      if (backdrop !== null) giveBack(backdrop);
    },
  };
}
