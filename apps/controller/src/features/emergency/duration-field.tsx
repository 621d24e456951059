import { Select } from '@mantine/core';
import { useServerNow } from '../../api/server-clock.ts';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';
import { durationChoicesMs } from './alert-looks.ts';

/** How long an alert is on, if nobody clears it before. `zone`: its site's, in which the end is told as it would be now. */
export function DurationField({ value, zone, onChange }: { value: number; zone: string; onChange: (durationMs: number) => void }) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow();
  return (
    <Select
      label={words('emergency.duration')}
      description={words('emergency.durationUntil', { at: formats.time(now + value, zone) })}
      inputWrapperOrder={['label', 'input', 'description']}
      allowDeselect={false}
      value={String(value)}
      onChange={(ms) => onChange(Number(ms))}
      data={durationChoicesMs.map((ms) => ({
        value: String(ms),
        label: ms < 3_600_000 ? words('emergency.minutes', { count: ms / 60_000 }) : words('emergency.hours', { count: ms / 3_600_000 }),
      }))}
    />
  );
}
