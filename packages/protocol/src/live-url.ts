import { z } from 'zod';

// A live URL: a page of somebody else's server on the glass. Nothing of it is approved but its address, so it is a capability of its own: off
// at every site until an administrator switches it on and names the hosts.

/** A host as an address names it: lower case, with its port where that is not 443; an IPv4 address names one machine. */
export const liveHostSchema = z
  .string()
  .max(260)
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+(:[1-9]\d{0,4})?$/,
    'must be a host such as www.example.org',
  );

/** The most hosts that a site allows. */
export const mostLiveHosts = 50;

/** https, or http to this machine itself: then its address is 127.x.x.x, which tells that it leads nowhere else. */
export const liveUrlSchema = z
  .string()
  .max(1_000)
  .regex(
    /^(https:\/\/[a-z0-9.-]+|http:\/\/127(\.\d{1,3}){3})(:\d{1,5})?([/?#][!-~]*)?$/,
    'must be https://host/path, the host in lower case',
  )
  .refine((url) => liveHostSchema.safeParse(liveHostOf(url)).success, 'must name a host such as www.example.org');

/** The host of a live URL as allow-lists hold it: without the port that is understood. */
export function liveHostOf(url: string): string {
  const [, scheme = '', host = ''] = /^(https?|wss?):\/\/([^/?#]+)/.exec(url) ?? [];
  const understood = scheme === 'https' || scheme === 'wss' ? ':443' : ':80';
  return host.endsWith(understood) ? host.slice(0, -understood.length) : host;
}

/** What a site lets its screens show of other people's servers. */
export const liveUrlSettingsSchema = z.strictObject({
  isAllowed: z.boolean(),
  /** Exact hosts, each once. A name counts only where it leads to public addresses; an address of a private network is named itself. */
  allowedHosts: z
    .array(liveHostSchema)
    .max(mostLiveHosts)
    .refine((hosts) => new Set(hosts).size === hosts.length, 'must not repeat a host'),
});
export type LiveUrlSettings = z.infer<typeof liveUrlSettingsSchema>;
