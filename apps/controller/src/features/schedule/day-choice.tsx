import type { Weekday } from '@gatecast/schedules';
import { useWords } from '../../words/words.ts';
import classes from './schedule.module.css';
import { weekdays } from './when-draft.ts';

/** The seven days as buttons that stay pressed. */
export function DayChoice({ value, onChange }: { value: readonly Weekday[]; onChange: (days: readonly Weekday[]) => void }) {
  const words = useWords();
  return (
    <div className={classes['days']} role="group" aria-label={words('schedule.days')}>
      {weekdays.map((day) => {
        const isChosen = value.includes(day);
        return (
          <button
            key={day}
            type="button"
            className={classes['day']}
            aria-pressed={isChosen}
            aria-label={`${words(`days.short.${day}`)}, ${words(`days.long.${day}`)}`}
            onClick={() => onChange(weekdays.filter((each) => (each === day ? !isChosen : value.includes(each))))}
          >
            {words(`days.short.${day}`)}
          </button>
        );
      })}
    </div>
  );
}
