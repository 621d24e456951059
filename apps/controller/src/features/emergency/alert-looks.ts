import type { AlertSeverity } from '@gatecast/protocol';
import type { Tone } from '../../parts/mark.tsx';

/** The tone of each CAP severity; the word stands beside it. */
export const severityTones = { extreme: 'bad', severe: 'bad', moderate: 'warn', minor: 'info' } as const satisfies Record<
  AlertSeverity,
  Tone
>;
export const severities = ['extreme', 'severe', 'moderate', 'minor'] as const satisfies readonly AlertSeverity[];
export const urgencies = ['immediate', 'expected', 'future'] as const;
export const styles = ['full-screen', 'banner'] as const;
export const durationChoicesMs = [15, 30, 60, 120, 240, 480, 1_440].map((minutes) => minutes * 60_000);
