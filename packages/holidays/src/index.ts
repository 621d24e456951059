export { type CalendarChoice, calendarOf } from './calendar-of.ts';
export { firstLunarYear, lastLunarYear, leapMonthOf, type LunarDate, lunarOf, solarOf } from './lunar-calendar.ts';
export { firstHolidayYear, type Holiday, type HolidayKind, lastHolidayYear, vietnameseHolidays } from './vietnamese-holidays.ts';
