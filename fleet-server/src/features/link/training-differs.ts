import type { AppContext } from '../../app-context.ts';

/**
 * Why this server has nothing to do with who knocks: one of the two is there to practise with, the other is in service; null: both are of a kind.
 * Logged, so that whoever wonders where a screen remains finds it.
 */
export function trainingDiffers(
  { config, log }: Pick<AppContext, 'config' | 'log'>,
  auth: { readonly training?: true; readonly playerId?: string },
): string | null {
  if ((auth.training ?? false) === config.isTraining) return null;
  const detail = config.isTraining
    ? 'this server is there to practise with, and takes only players that were started to practise'
    : 'this server is in service, and takes no player that was started to practise';
  log.warn({ playerId: auth.playerId }, `a player was turned away: ${detail}`);
  return detail;
}
