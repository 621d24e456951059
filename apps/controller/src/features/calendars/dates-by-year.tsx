import { Box, Pill, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { holidaysQuery } from '../../api/queries.ts';
import { useLanguage, useWords } from '../../words/words.ts';

type Props = {
  readonly dates: readonly string[];
  readonly onRemove: (date: string) => void;
  /** Shows a date's month. */
  readonly onShow: (date: string) => void;
};

/** The dates as a list by year, each with its holiday's name where it has one. */
export function DatesByYear({ dates, onRemove, onShow }: Props) {
  const words = useWords();
  const language = useLanguage();
  const years = [...new Set(dates.map((date) => date.slice(0, 4)))];
  const inTable = years.map(Number).filter((year) => year >= 2015 && year <= 2199);
  const first = inTable[0];
  const { data: holidays } = useQuery({
    ...holidaysQuery(first ?? 0, Math.min(inTable.at(-1) ?? 0, (first ?? 0) + 29)),
    enabled: first !== undefined,
  });
  const names = new Map((holidays ?? []).toReversed().map(({ date, names: each }) => [date, each[language]]));
  const day = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
  });
  return years.map((year) => (
    <Box key={year} component="section" aria-label={year}>
      <Text size="sm" fw={620}>
        {year}
      </Text>
      <Pill.Group mt={4}>
        {dates
          .filter((date) => date.startsWith(year))
          .map((date) => {
            const text = day.format(Date.parse(`${date}T00:00Z`));
            const name = names.get(date);
            return (
              <Pill
                key={date}
                size="sm"
                withRemoveButton
                onRemove={() => onRemove(date)}
                removeButtonProps={{ 'aria-label': words('calendars.removeDate', { date: text }), tabIndex: 0, 'aria-hidden': false }}
              >
                <button type="button" className="text-link row-button" onClick={() => onShow(date)}>
                  {text}
                </button>
                {name !== undefined && ` ${name}`}
              </Pill>
            );
          })}
      </Pill.Group>
    </Box>
  ));
}
