import type { FeedCell, FeedFormat } from '@gatecast/protocol';

const noValue = '–';

/** How a value of a feed is written in a language (BCP 47); instants as `timeText` writes them in the site's zone. */
export function valueText(
  cell: FeedCell,
  format: FeedFormat,
  language: string,
  timeText: (instantMs: number, style: Extract<FeedFormat, { as: 'time' }>['style']) => string,
): string {
  if (cell === null) return noValue;
  switch (format.as) {
    case 'text':
      return String(cell);
    case 'number': {
      const { decimals, unit } = format;
      const number = new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
      // a decimal in text is written to its last digit, which a double would not always be
      const text = number.format(String(cell) as Intl.StringNumericLiteral);
      return unit === '' ? text : `${text}\u00A0${unit}`;
    }
    case 'time':
      return timeText(Number(cell), format.style);
  }
}
