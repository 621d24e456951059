/**
 * The order in which weighted members of a round take their turns: each of `weights` (positive whole numbers) stands in it as often as
 * its weight says, reduced by the greatest common divisor, as evenly as whole turns allow, and member 0 first. Equal weights
 * give the list's own order. Members are laid in from the lightest to the heaviest, each at ceil(k · length / weight): the rhythm of
 * Bjorklund (2003), whose gaps differ by one at most.
 */
export function spread(weights: readonly number[]): readonly number[] {
  const divisor = weights.reduce(greatestCommonDivisor, 0);
  const byWeight = weights.map((_, member) => member).sort((a, b) => (weights[a] ?? 0) - (weights[b] ?? 0) || b - a);
  let round: readonly number[] = [];
  for (const member of byWeight) round = layIn(round, member, (weights[member] ?? 0) / divisor);
  const first = round.indexOf(0);
  return [...round.slice(first), ...round.slice(0, first)];
}

/** How many turns each of `weights` has in a round. */
export function turnsOf(weights: readonly number[]): readonly number[] {
  const divisor = weights.reduce(greatestCommonDivisor, 0);
  return weights.map((weight) => weight / divisor);
}

function layIn(round: readonly number[], member: number, turns: number): readonly number[] {
  const length = round.length + turns;
  const laid: number[] = [];
  let taken = 0;
  for (let position = 0; position < length; position += 1) {
    const placed = position - taken;
    if (placed < turns && position === Math.ceil((placed * length) / turns)) laid.push(member);
    else {
      laid.push(round[taken] ?? member);
      taken += 1;
    }
  }
  return laid;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
