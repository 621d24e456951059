/** Long enough for the rows that come into view in one frame to ask in one question. */
const gatherMs = 20;

/**
 * Makes of many questions about one thing each few about many: what is asked for within a few milliseconds goes to `askAll` together, at most `most` at
 * once. Each gets the answer under its id, or null where there is none; where `askAll` fails, all that it was asked fail with it.
 */
export function askTogether<A>(
  askAll: (ids: readonly string[]) => Promise<ReadonlyMap<string, A>>,
  most: number,
): (id: string) => Promise<A | null> {
  const waiting = new Map<string, PromiseWithResolvers<A | null>>();
  async function ask(batch: readonly (readonly [string, PromiseWithResolvers<A | null>])[]): Promise<void> {
    try {
      const answers = await askAll(batch.map(([id]) => id));
      for (const [id, { resolve }] of batch) resolve(answers.get(id) ?? null);
    } catch (error) {
      for (const [, { reject }] of batch) reject(error);
    }
  }
  function askForAll(): void {
    const all = [...waiting];
    waiting.clear();
    for (let from = 0; from < all.length; from += most) void ask(all.slice(from, from + most));
  }
  return (id) => {
    const known = waiting.get(id);
    if (known !== undefined) return known.promise;
    if (waiting.size === 0) setTimeout(askForAll, gatherMs);
    const answer = Promise.withResolvers<A | null>();
    waiting.set(id, answer);
    return answer.promise;
  };
}
