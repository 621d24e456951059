import { uptimeBpOf, type HealthTally } from '@gatecast/protocol';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';

/** Uptime as people read it: `99.93 %`, or that nothing is known. */
export function useUptimeText(): (tally: HealthTally) => string {
  const words = useWords();
  const formats = useFormats();
  return (tally) => {
    const uptimeBp = uptimeBpOf(tally);
    return uptimeBp === null ? words('health.nothingKnown') : `${formats.number(uptimeBp / 100)} %`;
  };
}

/** How long a tally's state lasted, in minutes as an age. */
export const minutesMs = (minutes: number): number => minutes * 60_000;
