/** A publication in the making, by the name that its publisher gave it. */
type Making = { readonly actor: string; state: 'open' | 'called-off' | 'committing' };

/** What is in the making here, and whether it was called off. Once a publication is being committed it cannot be: then it is withdrawn. */
export type Makings = {
  /** Null: this name is in use. */
  readonly begin: (callOffId: string, actor: string) => Work | null;
  /** `called-off`: nothing will be published by it. `unknown`: nothing of this person's is in the making here under that name. */
  readonly callOff: (callOffId: string, actor: string) => 'called-off' | 'too-late' | 'unknown';
};
/** Of one publication, for whoever makes it. */
export type Work = {
  readonly isCalledOff: () => boolean;
  /** From here on it cannot be called off. False: it was. */
  readonly commits: () => boolean;
  readonly ends: () => void;
};

/** Of one that nobody can call off. */
export const nobodysWork: Work = { isCalledOff: () => false, commits: () => true, ends: () => undefined };

export function createMakings(): Makings {
  const makings = new Map<string, Making>();
  return {
    begin(callOffId, actor) {
      if (makings.has(callOffId)) return null;
      const making: Making = { actor, state: 'open' };
      makings.set(callOffId, making);
      return {
        isCalledOff: () => making.state === 'called-off',
        commits() {
          if (making.state === 'called-off') return false;
          making.state = 'committing';
          return true;
        },
        ends: () => void makings.delete(callOffId),
      };
    },
    callOff(callOffId, actor) {
      const making = makings.get(callOffId);
      if (making === undefined || making.actor !== actor) return 'unknown';
      if (making.state === 'committing') return 'too-late';
      making.state = 'called-off';
      return making.state;
    },
  };
}
