export { exportCalendar } from './export-calendar.ts';
export type { ExportedCalendar, ExportedEntry } from './export-calendar.ts';
export { importCalendar } from './import-calendar.ts';
export type { ImportedCalendar, ImportOptions } from './import-calendar.ts';
export type { ImportedEvent, ImportRefusal } from './read-event.ts';
