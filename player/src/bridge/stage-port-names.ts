// Names that stage, preload and launcher must agree on. A file of its own, so that a preload carries nothing else.

/** What the Electron preload posts to the window with each new MessagePort, as ports cannot cross a context bridge by value. */
export const stagePortOffer = 'gatecast-stage-port';
/** What a stage posts to its window to get one, and the preload sends on under the same name. */
export const stagePortWanted = 'gatecast-stage-port-wanted';
/** The path of the loopback WebSocket on the stage's own origin. */
export const bridgePath = '/bridge';
/** The path of the last handover, served by the shell itself, for a stage that starts while the agent is dead. */
export const handoverPath = '/handover.json';
