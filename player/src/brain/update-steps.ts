import type { PackageKind, PackageRef, UpdateDocument, UpdateStage } from '@gatecast/protocol';

// What to do about an announced update, and about one that is on trial. Pure.

/** What runs here, and who it is. */
export type Installed = {
  /** 0: not known, as in a copy of the sources. */
  readonly number: number;
  /** Those that were tried here and did not play, and when the order was signed by which they were; null: nobody knows. */
  readonly refused: readonly { readonly number: number; readonly issuedAtMs: number | null }[];
  readonly kind: PackageKind;
  readonly platform: string;
  readonly arch: string;
  readonly siteId: string;
  /** From 0 up to 1: the place of this player among all, which stays the same. */
  readonly share: number;
};

export type UpdateVerdict =
  | { readonly kind: 'wanted'; readonly number: number; readonly package: PackageRef }
  | { readonly kind: 'not-wanted'; readonly reason: 'not-newer' | 'failed-before' | 'no-package' | 'other-sites' | 'later' };

/** Whether a signed update is to be fetched now. A version that did not play here is tried again by an order that was signed after the one before. */
export function judgeUpdate({ number, issuedAtMs, packages }: UpdateDocument, stage: UpdateStage, installed: Installed): UpdateVerdict {
  if (number <= installed.number) return { kind: 'not-wanted', reason: 'not-newer' };
  const failed = installed.refused.find((one) => one.number === number);
  if (failed !== undefined && (failed.issuedAtMs === null || issuedAtMs <= failed.issuedAtMs))
    return { kind: 'not-wanted', reason: 'failed-before' };
  const { kind, platform, arch } = installed;
  const found = packages.find((one) => one.kind === kind && one.platform === platform && one.arch === arch);
  if (found === undefined) return { kind: 'not-wanted', reason: 'no-package' };
  if (stage.siteIds !== null && !stage.siteIds.includes(installed.siteId)) return { kind: 'not-wanted', reason: 'other-sites' };
  if (installed.share * 10_000 >= stage.shareBp) return { kind: 'not-wanted', reason: 'later' };
  return { kind: 'wanted', number, package: found };
}

/** What the stage shows, as far as it matters for a restart: nobody is interrupted who is being warned or served. */
export function isQuiet(showing: 'item' | 'alert' | 'lookup' | 'nothing' | null): boolean {
  return showing === 'item' || showing === 'nothing' || showing === null;
}

/**
 * What the stage does of a plan: safe mode proves nothing of the version that fell into it. `ordered`: somebody has the known-good release
 * shown, so that nobody can tell.
 */
export type TrialSight = 'plays' | 'plays-not' | 'ordered';

/** A new version on trial. Instants of a clock that only goes forward. */
export type Trial = {
  readonly sinceMs: number;
  /** null: it does not play now. */
  readonly playingSinceMs: number | null;
  /** Whether it had the server once: a version that cannot reach it could not be mended from there. */
  readonly wasLinked: boolean;
};

export function trialBegins(nowMs: number): Trial {
  return { sinceMs: nowMs, playingSinceMs: null, wasLinked: false };
}

/** Called every second or so. Time in which nobody can tell is no time of the trial. */
export function trialGoesOn(trial: Trial, sight: TrialSight, isLinked: boolean, nowMs: number): Trial {
  const wasLinked = trial.wasLinked || isLinked;
  if (sight === 'ordered') return { sinceMs: nowMs, playingSinceMs: null, wasLinked };
  return { ...trial, wasLinked, playingSinceMs: sight === 'plays' ? (trial.playingSinceMs ?? nowMs) : null };
}

/**
 * `confirm`: it has played without a break for long enough, and has had the server; `unlinked`: it plays, and waits for the server;
 * `roll-back`: it had its time and did not play, or not once the server in a day, which may be the network's fault, and is put back all the same.
 */
export function trialVerdict(
  trial: Trial,
  nowMs: number,
  limits: { readonly healthMs: number; readonly patienceMs: number; readonly linkPatienceMs: number },
): 'wait' | 'confirm' | 'unlinked' | 'roll-back' {
  const ageMs = nowMs - trial.sinceMs;
  if (trial.playingSinceMs === null || nowMs - trial.playingSinceMs < limits.healthMs)
    return ageMs >= limits.patienceMs ? 'roll-back' : 'wait';
  if (trial.wasLinked) return 'confirm';
  return ageMs >= limits.linkPatienceMs ? 'roll-back' : 'unlinked';
}
