import { meansDraftSchema, type FieldChange, type InterfaceLanguage, type MeansDraft } from '@gatecast/protocol';
import { areaPath } from '../fleet/area-path.ts';
import { nameOf } from '../fleet/name-of.ts';
import { areaSeparator, placesByName } from '../fleet/places-by-name.ts';
import type { Fleet } from '../fleet/store.ts';
import type { NamedLine } from '../../sheets/named-lines.ts';
import type { SheetTable } from '../../sheets/sheet-table.ts';
import { faultsOfColumns, numberOf, placeOfLine, planSheet, type SheetPlan } from './plan-sheet.ts';
import { conditionNames, headOf, kindNames, meansColumnNames, valueNamed, type MeansColumn } from './sheet-words.ts';
import { draftOfMeans, type MeansTable } from './store.ts';

/** The name of an area with those that it lies in; empty: the whole site. */
export function areaText(fleet: Fleet, areaId: string | null): string {
  const names = areaPath(fleet, areaId).map((id) => nameOf(fleet.areas.get(id)?.names ?? {}));
  return names.toReversed().join(areaSeparator);
}
export function siteText(fleet: Fleet, siteId: string, language: InterfaceLanguage): string {
  const names = fleet.sites.get(siteId)?.names ?? {};
  return names[language] ?? nameOf(names);
}

/** The inventory as a table, which can be filled in and brought back. */
export function sheetOfMeans(rows: readonly MeansTable[], fleet: Fleet, language: InterfaceLanguage): SheetTable {
  return {
    title: language === 'vi' ? 'Phương tiện thông tin' : 'Means of information',
    head: headOf(meansColumnNames, language),
    rows: rows.map((row) => {
      const cells: Readonly<Record<MeansColumn, string | number | null>> = {
        id: row.id,
        site: siteText(fleet, row.siteId, language),
        area: areaText(fleet, row.areaId),
        kind: kindNames[row.kind][language],
        name: row.name,
        position: row.position,
        condition: conditionNames[row.condition][language],
        owner: row.owner,
        installedYear: row.installedYear,
        screen: row.screenId === null ? '' : (fleet.screens.get(row.screenId)?.name ?? ''),
        notes: row.notes,
        surveyed: row.surveyedAtMs === null ? '' : new Date(row.surveyedAtMs).toISOString().slice(0, 10),
      };
      return Object.values(cells);
    }),
  };
}

/**
 * What a file would make of the inventory. A line is meant for the means of its id, else for the one of its name at its site; where there is none it adds one.
 * A column that is left out leaves what is there, and so do photos; the day of the survey is not taken, as only a sheet says that somebody was there.
 */
export function planMeans(
  lines: readonly NamedLine<MeansColumn>[],
  fleet: Fleet,
  rows: readonly MeansTable[],
  mayEdit: (siteId: string) => boolean,
): SheetPlan<MeansTable, MeansDraft> {
  const places = placesByName(fleet);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byName = Map.groupBy(rows, ({ siteId, name }) => `${siteId} ${name}`);
  const screens = Map.groupBy(fleet.screens.values(), ({ siteId, name }) => `${siteId} ${name}`);
  return planSheet<NamedLine<MeansColumn>, MeansTable, MeansDraft>(
    lines,
    ({ cells }) => {
      const cell = (column: MeansColumn) => cells.get(column);
      const id = cell('id') ?? '';
      const ofId = id === '' ? null : (byId.get(id) ?? null);
      if (id !== '' && (ofId === null || !mayEdit(ofId.siteId)))
        return { fault: { field: 'id', code: 'unknown', limit: null, message: 'no such means of information' } };
      const place = placeOfLine({ site: cell('site'), area: ofId === null ? '' : cell('area') }, ofId, places, mayEdit);
      if (place.kind === 'fault') return place;
      const { siteId } = place;
      const named = byName.get(`${siteId} ${(cell('name') ?? '').normalize('NFC')}`) ?? [];
      if (ofId === null && named.length > 1)
        return {
          fault: { field: 'name', code: 'ambiguous', limit: null, message: 'this site has several of this name; give the id of one' },
        };
      const before = ofId ?? named[0] ?? null;
      const where = placeOfLine({ site: siteId, area: cell('area') }, before, places, mayEdit);
      if (where.kind === 'fault') return where;
      const screenName = cell('screen');
      const screen = screenName === undefined || screenName === '' ? undefined : screens.get(`${siteId} ${screenName}`)?.[0];
      if (screenName !== undefined && screenName !== '' && screen === undefined)
        return { fault: { field: 'screen', code: 'unknown', limit: null, message: 'no such screen at this site' } };
      const was = before === null ? null : draftOfMeans(before);
      const told = (column: 'kind' | 'condition', names: typeof kindNames | typeof conditionNames) => {
        const text = cell(column) ?? '';
        return text === '' ? was?.[column] : (valueNamed(names as never, text) ?? text);
      };
      const parsed = meansDraftSchema.safeParse({
        areaId: where.areaId,
        kind: told('kind', kindNames),
        name: cell('name') ?? was?.name ?? '',
        condition: told('condition', conditionNames) ?? 'good',
        position: cell('position') ?? was?.position ?? '',
        owner: cell('owner') ?? was?.owner ?? '',
        installedYear: cell('installedYear') === undefined ? (was?.installedYear ?? null) : numberOf(cell('installedYear') ?? ''),
        screenId: screenName === undefined ? (was?.screenId ?? null) : (screen?.id ?? null),
        notes: cell('notes') ?? was?.notes ?? '',
        photoIds: was?.photoIds ?? [],
      });
      if (!parsed.success) return { faults: faultsOfColumns(parsed.error, (path) => path.replace(/[[.].*$/, '')) };
      return { siteId, before, after: parsed.data, name: parsed.data.name, changes: changesOf(fleet, was, parsed.data) };
    },
    ({ before, siteId, after }) => before?.id ?? `${siteId} ${after.name}`,
  );
}

function changesOf(fleet: Fleet, before: MeansDraft | null, after: MeansDraft): readonly FieldChange[] {
  const textOf = (draft: MeansDraft | null): Readonly<Record<string, string>> =>
    draft === null
      ? {}
      : {
          ...{ name: draft.name, kind: draft.kind, area: areaText(fleet, draft.areaId), position: draft.position },
          ...{ condition: draft.condition, owner: draft.owner, installedYear: `${draft.installedYear ?? ''}`, notes: draft.notes },
          screen: draft.screenId === null ? '' : (fleet.screens.get(draft.screenId)?.name ?? ''),
        };
  const [from, to] = [textOf(before), textOf(after)];
  return Object.keys(to).flatMap((field) => {
    const change = { field, from: from[field] ?? '', to: to[field] ?? '' };
    return change.from === change.to ? [] : [change];
  });
}
