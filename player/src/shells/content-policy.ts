import { bundleFrameSource } from '../bridge/bundle-frame.ts';

/**
 * What a stage page may do: load what its shell serves, speak with its agent, and frame the bundles that the same shell serves on origins of
 * their own. No inline code, no forms, nothing from elsewhere. `'self'` covers the loopback WebSocket too (CSP Level 3, 6.7.2.8).
 */
export function contentPolicyOf(stageOrigin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src ${bundleFrameSource(stageOrigin)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const fixedHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), display-capture=()',
};

/**
 * A process of its own also beside a live URL of this machine, which is of the same site: to that belong all ports of an address. Electron's scheme
 * has no ports, and Chromium 130 ends itself when a page of such a scheme asks for it.
 */
const ownProcess: Readonly<Record<string, string>> = { 'origin-agent-cluster': '?1' };

/** Headers of every answer to a stage. */
export function stageHeadersOf(stageOrigin: string): Readonly<Record<string, string>> {
  const isolating = stageOrigin.startsWith('http:') ? ownProcess : {};
  return { 'content-security-policy': contentPolicyOf(stageOrigin), ...isolating, ...fixedHeaders };
}
