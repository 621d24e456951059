import type { HealthFigure } from '@gatecast/protocol';
import { useFormats } from '../../instants/formats.ts';

/** How a figure is written: its value, and a step of its axis where one is `divisor` of its unit. */
export function useFigureText() {
  const formats = useFormats();
  const rounded = (value: number, digits: number) => formats.number(Math.round(value * 10 ** digits) / 10 ** digits);
  function text(figure: HealthFigure, value: number): string {
    switch (figure) {
      case 'freeBytes':
      case 'memoryBytes':
        return formats.bytes(value);
      case 'freeMemoryBp':
        return `${rounded(value / 100, 1)} %`;
      case 'temperatureDeciC':
        return `${rounded(value / 10, 1)} °C`;
      case 'clockOffsetMs':
        return `${formats.number(value)} ms`;
    }
  }
  return {
    text,
    stepText: (figure: HealthFigure, divisor: number) => (value: number) => text(figure, withoutMinus(Math.round(value * divisor))),
  };
}

/** `Math.round` makes −0 of a small fraction, which would be written so. */
function withoutMinus(value: number): number {
  return value === 0 ? 0 : value;
}
