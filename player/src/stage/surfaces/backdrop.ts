import { element } from '../element.ts';

const widthPx = 48;

/** What lies behind a picture that does not fill its region: a thumbnail, as blurring it costs nothing where blurring the picture would. */
export function backdropOf(picture: HTMLImageElement | HTMLVideoElement, shape: number): HTMLCanvasElement {
  const canvas = element('canvas', 'backdrop');
  canvas.width = widthPx;
  canvas.height = Math.max(Math.round(widthPx / shape), 1);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Takes a canvas's pixels away at once: a page that changes pictures all day is collected late. */
export function giveBack(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}
