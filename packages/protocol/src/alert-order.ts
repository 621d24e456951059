import type { Alert } from './alert.ts';

// In which order alerts stand: on the glass, on the wall, in an explanation. CAP 1.2 (OASIS) names severities and urgencies.

type Ranked = Pick<Alert, 'status' | 'severity' | 'urgency'>;

const severities: readonly Alert['severity'][] = ['extreme', 'severe', 'moderate', 'minor'];
const urgencies: readonly Alert['urgency'][] = ['immediate', 'expected', 'future'];

/** Actual before exercise, then severity, then urgency: negative where `a` outranks `b`, 0 where they are of equal rank. */
export function alertRankDifference(a: Ranked, b: Ranked): number {
  return (
    Number(a.status === 'exercise') - Number(b.status === 'exercise') ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency)
  );
}

/** By rank, of equal ones the later issue first: negative where `a` goes before `b`. Any two alerts have an order. */
export function compareAlerts(
  a: Ranked & Pick<Alert, 'id' | 'revision' | 'effectiveMs'>,
  b: Ranked & Pick<Alert, 'id' | 'revision' | 'effectiveMs'>,
): number {
  return alertRankDifference(a, b) || b.effectiveMs - a.effectiveMs || b.revision - a.revision || (a.id < b.id ? -1 : Number(a.id > b.id));
}
