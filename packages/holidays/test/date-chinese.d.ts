// The package's own declarations are out of reach of its `exports`; this is what the test uses of them.
declare module 'date-chinese' {
  export class CalendarVietnamese {
    fromGregorian(year: number, month: number, day: number): this;
    get(): [cycle: number, year: number, month: number, leap: boolean, day: number];
  }
}
