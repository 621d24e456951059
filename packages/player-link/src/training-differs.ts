import { challengeSchema } from '@gatecast/protocol';

/** Why a player does not answer this challenge: one of the two is there to practise with, the other is in service; null: it does. */
export function trainingDiffers(challenge: unknown, isTraining: boolean): string | null {
  const parsed = challengeSchema.safeParse(challenge);
  if (!parsed.success || (parsed.data.training ?? false) === isTraining) return null;
  return isTraining
    ? 'this player is there to practise with, and the server is in service'
    : 'this player is in service, and the server is there to practise with';
}
