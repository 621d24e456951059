/** A release as retention sees it. */
export type RetainedRelease = {
  readonly screenId: string;
  readonly number: number;
  readonly publicationId: string;
  readonly queuedAtMs: number;
  readonly activeAtMs: number | null;
};

export type Retention = {
  /** What was on a glass within this term is evidence. */
  readonly evidenceMs: number;
  /** Of the last publications everything is kept, to roll back to. */
  readonly publications: number;
  /** What is younger than this is nobody's business yet; nothing goes sooner after it became unreachable. */
  readonly graceMs: number;
};

/**
 * Whether a release is kept: the newest of its screen, the last that was active there, whatever was active within the evidence term, what
 * the last publications made, what is pinned or proposed as known good, and what is young.
 */
export function keptReleases<R extends RetainedRelease>(
  releases: readonly R[],
  roots: {
    readonly lastPublicationIds: ReadonlySet<string>;
    /** `screen number` */
    readonly pinned: ReadonlySet<string>;
    readonly nowMs: number;
  },
  { evidenceMs, graceMs }: Pick<Retention, 'evidenceMs' | 'graceMs'>,
): ReadonlySet<R> {
  const kept = new Set<R>();
  const ofScreens = new Map<string, R[]>();
  for (const release of releases) {
    const own = ofScreens.get(release.screenId) ?? [];
    ofScreens.set(release.screenId, own);
    own.push(release);
  }
  for (const own of ofScreens.values()) {
    own.sort((a, b) => b.number - a.number);
    /** When the next one came onto the glass; a release was there until then. */
    let goneAtMs = Number.POSITIVE_INFINITY;
    for (const [index, release] of own.entries()) {
      const isEvidence = release.activeAtMs !== null && goneAtMs >= roots.nowMs - evidenceMs;
      const isRoot =
        index === 0 ||
        isEvidence ||
        release.queuedAtMs > roots.nowMs - graceMs ||
        roots.lastPublicationIds.has(release.publicationId) ||
        roots.pinned.has(`${release.screenId} ${release.number}`);
      if (isRoot) kept.add(release);
      if (release.activeAtMs !== null) goneAtMs = Math.min(goneAtMs, release.activeAtMs);
    }
  }
  return kept;
}
