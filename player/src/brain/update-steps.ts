import type { PackageKind, PackageRef, UpdateDocument, UpdateStage } from '@gatecast/protocol';

// What to do about an announced update, and about one that is on trial. Pure.

/** What runs here, and who it is. */
export type Installed = {
  /** 0: not known, as in a copy of the sources. */
  readonly number: number;
  /** Numbers that were tried here and did not play. */
  readonly refused: readonly number[];
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

/** Whether a signed update is to be fetched now. */
export function judgeUpdate({ number, packages }: UpdateDocument, stage: UpdateStage, installed: Installed): UpdateVerdict {
  if (number <= installed.number) return { kind: 'not-wanted', reason: 'not-newer' };
  if (installed.refused.includes(number)) return { kind: 'not-wanted', reason: 'failed-before' };
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

/** A new version on trial. Instants of a clock that only goes forward. */
export type Trial = { readonly sinceMs: number; /** null: it does not play now. */ readonly playingSinceMs: number | null };

export function trialBegins(nowMs: number): Trial {
  return { sinceMs: nowMs, playingSinceMs: null };
}

/** Called every second or so; the stage plays, or it does not. */
export function trialGoesOn(trial: Trial, isPlaying: boolean, nowMs: number): Trial {
  return { ...trial, playingSinceMs: isPlaying ? (trial.playingSinceMs ?? nowMs) : null };
}

/** `confirm`: it has played without a break for long enough; `roll-back`: it had its time and did not. */
export function trialVerdict(
  trial: Trial,
  nowMs: number,
  limits: { readonly healthMs: number; readonly patienceMs: number },
): 'wait' | 'confirm' | 'roll-back' {
  if (trial.playingSinceMs !== null && nowMs - trial.playingSinceMs >= limits.healthMs) return 'confirm';
  return nowMs - trial.sinceMs >= limits.patienceMs ? 'roll-back' : 'wait';
}
