import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nameOfBytes } from '@gatecast/signing';

const portalCss = readFileSync(fileURLToPath(import.meta.resolve('@gatecast/portal-view/portal.css')));
// the page's own margin is the only rule that a stage must not inherit
const css = Buffer.concat([Buffer.from('html,body{margin:0;height:100%}\n'), portalCss]);

/** Files that pages name; the stylesheet's address holds its hash, so it may be kept for ever. */
export const assets = {
  stylesheet: {
    path: `/assets/portal-${nameOfBytes(css).slice(0, 16)}.css`,
    type: 'text/css; charset=utf-8',
    caching: 'public, max-age=31536000, immutable',
    bytes: css,
  },
  icon: {
    path: '/favicon.svg',
    type: 'image/svg+xml',
    caching: 'public, max-age=86400',
    bytes: Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0a5a78"/>' +
        '<path d="M9 24V14a7 7 0 0 1 14 0v10M16 15v9" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/></svg>',
    ),
  },
} as const;
