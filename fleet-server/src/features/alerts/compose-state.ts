import { alertLimits, alertStateSchema, problemOf, type Alert, type AlertState } from '@gatecast/protocol';
import { canonicalBytes } from '@gatecast/signing';
import { ProblemError } from '../../http/problem-error.ts';
import type { AlertRow } from './store.ts';

/** The alert as players get it: the text in every language of the site, and only in those. */
function wireAlert(row: AlertRow, languages: readonly string[]): Alert {
  const { id, revision, status, severity, urgency, style, targets, effectiveMs, expiresMs, texts } = row;
  const told = languages.filter((language) => texts[language] !== undefined);
  return {
    id,
    revision,
    status,
    severity,
    urgency,
    style,
    targets,
    effectiveMs,
    expiresMs,
    languages: told,
    texts: Object.fromEntries(told.flatMap((language) => (texts[language] === undefined ? [] : [[language, texts[language]]]))),
    // persons' signatures come with the keys that are enrolled for them
    approvals: [],
  };
}

/**
 * The whole alert state of a site. Its revision is max(last + 1, now in ms), so a server restored from a backup is
 * soon past what its players hold. Throws a ProblemError where the state is over its limits: the caller's
 * transaction rolls back and nothing is told.
 */
export function composeState(options: {
  readonly siteId: string;
  readonly languages: readonly string[];
  readonly active: readonly AlertRow[];
  readonly lastRevision: number;
  readonly nowMs: number;
  /** The list of releases that are pinned as known good; undefined: none is. */
  readonly knownGood?: string | undefined;
}): AlertState {
  const { siteId, languages, active, lastRevision, nowMs, knownGood } = options;
  if (active.length > alertLimits.perSite)
    throw new ProblemError(
      problemOf('too-large', `a site has at most ${alertLimits.perSite} active alerts`, { limit: alertLimits.perSite }),
    );
  const state = alertStateSchema.parse({
    version: 1,
    type: 'alert-state',
    siteId,
    revision: Math.max(lastRevision + 1, nowMs),
    issuedAtMs: nowMs,
    alerts: active.map((row) => wireAlert(row, languages)),
    withdrawn: [],
    ...(knownGood === undefined ? {} : { knownGood }),
  } satisfies AlertState);
  const sizeBytes = canonicalBytes(state).length;
  if (sizeBytes > alertLimits.stateBytes)
    throw new ProblemError(
      problemOf('too-large', `the alerts of this site would take ${sizeBytes} bytes, the limit is ${alertLimits.stateBytes}`, {
        limit: alertLimits.stateBytes,
      }),
    );
  return state;
}
