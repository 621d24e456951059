import { isRightToLeft } from './text/is-right-to-left.ts';

/** Makes an element with a class and children; strings become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

/** The same, in a language, so that fonts, direction, hyphenation and screen readers follow it. */
export function spoken<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  language: string,
  text: string,
): HTMLElementTagNameMap[K] {
  const made = element(tag, className, text);
  if (language !== 'zxx') made.lang = language;
  if (isRightToLeft(language)) made.dir = 'rtl';
  return made;
}

const svgSpace = 'http://www.w3.org/2000/svg';

/** An icon of one path on a 24 by 24 grid, in the colour of the text around it. */
export function icon(className: string, pathData: string): SVGSVGElement {
  const svg = document.createElementNS(svgSpace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svgSpace, 'path');
  path.setAttribute('d', pathData);
  svg.append(path);
  return svg;
}
