// Names that stage, preload and launcher must agree on. A file of its own, so that a preload carries nothing else.

/** What the Electron preload posts to the window with each new MessagePort, as ports cannot cross a context bridge by value. */
export const stagePortOffer = 'gatecast-stage-port';
/** What a stage posts to its window to get one, and the preload sends on under the same name. */
export const stagePortWanted = 'gatecast-stage-port-wanted';
/** The path of the loopback WebSocket on the stage's own origin. */
export const bridgePath = '/bridge';
/** The parts of the handover, in the order in which they are sent: what takes long to parse comes last. */
export const handoverParts = ['device', 'alerts', 'feeds', 'strikes', 'release'] as const;
export type HandoverPart = (typeof handoverParts)[number];
/** What lies on disk for a stage: the parts, and the release that is pinned as known good, which no bridge carries. */
export const keptParts = [...handoverParts, 'known-good'] as const;
export type KeptPart = (typeof keptParts)[number];
/** The path of what was handed over last, served by the shell itself, for a stage that starts while the agent is dead. */
export function handoverPath(part: KeptPart): string {
  return `/handover/${part}.json`;
}
