/** The documents whose schema the command line prints. */
export const schemaNames = ['plan', 'entry', 'item', 'playlist', 'layout', 'daypart', 'calendar', 'expected'] as const;
export type SchemaName = (typeof schemaNames)[number];
