import type { QrTarget } from '@gatecast/protocol';
import { encode } from 'uqr';
import { element, spoken } from '../element.ts';

/** Modules of white that ISO/IEC 18004 asks for around a code. */
const quietModules = 4;
const svgSpace = 'http://www.w3.org/2000/svg';

export type QrPicture = {
  readonly element: HTMLElement;
  /** Draws the code as large as it may be: each module a whole number of the display's pixels, so that its edges are sharp. */
  readonly size: (sidePx: number) => void;
};

/** A QR code on white; `modules`: how many stand along one of its sides, the white around it included. */
export function qrCode(url: string): { readonly element: SVGSVGElement; readonly modules: number } {
  const { size: modules, data } = encode(url, { ecc: 'M', border: quietModules });
  const picture = document.createElementNS(svgSpace, 'svg');
  picture.setAttribute('viewBox', `0 0 ${modules} ${modules}`);
  picture.setAttribute('class', 'qr-code');
  picture.setAttribute('shape-rendering', 'crispEdges');
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', url);
  const path = document.createElementNS(svgSpace, 'path');
  path.setAttribute('d', data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join(''));
  picture.append(path);
  return { element: picture, modules };
}

/** A QR code with its caption beneath. */
export function qrPicture(language: string, { url, caption }: QrTarget): QrPicture {
  const { element: picture, modules } = qrCode(url);
  const figure = element('figure', 'qr', spoken('figcaption', 'qr-caption', language, caption));
  figure.prepend(picture);
  return {
    element: figure,
    size(sidePx) {
      const moduleDots = Math.max(Math.floor((sidePx * devicePixelRatio) / modules), 1);
      figure.style.setProperty('--qr-side', `${(moduleDots * modules) / devicePixelRatio}px`);
    },
  };
}
