import 'dayjs/locale/vi';
import '@mantine/dates/styles.css';
import { DatePicker, DatesProvider } from '@mantine/dates';
import { useMediaQuery } from '@mantine/hooks';
import { useLanguage, useWords } from '../../words/words.ts';

// the library's red of weekends is too pale to read, and what is chosen here are holidays of all kinds
const noWeekend: [] = [];

type Props = {
  readonly value: readonly string[];
  readonly onChange: (dates: readonly string[]) => void;
  /** A date in the first month that is shown. */
  readonly month: string;
  readonly onMonthChange: (month: string) => void;
};

/** Months beside each other; a press on a day takes it in or out. Arrow keys move, as in every calendar of the library. */
export function MonthGrid({ value, onChange, month, onMonthChange }: Props) {
  const words = useWords();
  const language = useLanguage();
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: 1, weekendDays: noWeekend }}>
      <div role="group" aria-label={words('calendars.months')}>
        <DatePicker
          type="multiple"
          value={[...value]}
          onChange={onChange}
          date={month}
          onDateChange={onMonthChange}
          numberOfColumns={isNarrow ? 1 : 2}
          maxLevel="year"
          ariaLabels={{
            nextMonth: words('calendars.nextMonth'),
            previousMonth: words('calendars.previousMonth'),
            nextYear: words('calendars.nextYear'),
            previousYear: words('calendars.previousYear'),
          }}
        />
      </div>
    </DatesProvider>
  );
}
