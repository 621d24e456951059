/** How a link reaches its server. */
export type Channel = 'websocket' | 'http';

/** Which channel the next try takes, and how many tries by WebSocket have failed since one last served. */
export type ChannelState = { readonly channel: Channel; readonly failed: number };

export const firstChannel: ChannelState = { channel: 'websocket', failed: 0 };

const failuresBeforeHttp = 3;

/**
 * The channel of the next try after one that served nothing: WebSocket three times, then by turns, so that neither a proxy that lets no
 * WebSocket pass nor one that has begun to keeps a player away.
 */
export function afterFailure({ channel, failed }: ChannelState): ChannelState {
  if (channel === 'http') return { channel: 'websocket', failed: failuresBeforeHttp - 1 };
  return failed + 1 < failuresBeforeHttp ? { channel, failed: failed + 1 } : { channel: 'http', failed: failuresBeforeHttp };
}

/** After a connection that has served: WebSocket again, and where HTTP was needed just now one failure is enough. */
export function afterLoss({ channel }: ChannelState): ChannelState {
  return channel === 'http' ? { channel: 'websocket', failed: failuresBeforeHttp - 1 } : firstChannel;
}
