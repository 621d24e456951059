import { provisionDraftSchema, type FieldChange, type GapRow, type InterfaceLanguage, type ProvisionDraft } from '@gatecast/protocol';
import type { NamedLine } from '../../sheets/named-lines.ts';
import type { SheetTable } from '../../sheets/sheet-table.ts';
import { placesByName } from '../fleet/places-by-name.ts';
import type { Fleet } from '../fleet/store.ts';
import { areaText, siteText } from './means-sheet.ts';
import { faultsOfColumns, numberOf, placeOfLine, planSheet, type SheetPlan } from './plan-sheet.ts';
import { gapColumnNames, headOf, kindNames, provisionColumnNames, valueNamed, type ProvisionColumn } from './sheet-words.ts';
import type { ProvisionTable } from './store.ts';

/** The plan of means as a table, which can be filled in and brought back. */
export function sheetOfProvisions(rows: readonly ProvisionTable[], fleet: Fleet, language: InterfaceLanguage): SheetTable {
  return {
    title: language === 'vi' ? 'Quy hoạch' : 'Plan',
    head: headOf(provisionColumnNames, language),
    rows: rows.map(({ id, siteId, areaId, kind, year, wanted, notes }) => [
      ...[id, siteText(fleet, siteId, language), areaText(fleet, areaId), kindNames[kind][language], year, wanted, notes],
    ]),
  };
}

/** What is missing of the plan, as a table. */
export function sheetOfGap(rows: readonly GapRow[], fleet: Fleet, language: InterfaceLanguage): SheetTable {
  return {
    title: language === 'vi' ? 'Chênh lệch' : 'Gap',
    head: headOf(gapColumnNames, language),
    rows: rows.map(({ siteId, areaId, kind, year, wanted, usable, faulty, outOfUse, missing }) => [
      ...[siteText(fleet, siteId, language), areaText(fleet, areaId), kindNames[kind][language]],
      ...[year, wanted, usable, faulty, outOfUse, missing],
    ]),
  };
}

/** What a file would make of the plan. A line is meant for that of its id, else for that of its place, kind and year; where there is none it adds one. */
export function planProvisions(
  lines: readonly NamedLine<ProvisionColumn>[],
  fleet: Fleet,
  rows: readonly ProvisionTable[],
  mayEdit: (siteId: string) => boolean,
): SheetPlan<ProvisionTable, ProvisionDraft> {
  const places = placesByName(fleet);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const keyOf = (siteId: string, { areaId, kind, year }: Pick<ProvisionDraft, 'areaId' | 'kind' | 'year'>) =>
    `${siteId} ${areaId} ${kind} ${year}`;
  const byPlace = new Map(rows.map((row) => [keyOf(row.siteId, row as ProvisionDraft), row]));
  return planSheet<NamedLine<ProvisionColumn>, ProvisionTable, ProvisionDraft>(
    lines,
    ({ cells }) => {
      const cell = (column: ProvisionColumn) => cells.get(column);
      const id = cell('id') ?? '';
      const ofId = id === '' ? null : (byId.get(id) ?? null);
      if (id !== '' && (ofId === null || !mayEdit(ofId.siteId)))
        return { fault: { field: 'id', code: 'unknown', limit: null, message: 'no such line of the plan' } };
      const where = placeOfLine({ site: cell('site'), area: cell('area') }, ofId, places, mayEdit);
      if (where.kind === 'fault') return where;
      const number = (column: 'year' | 'wanted') => {
        const text = cell(column);
        return text === undefined ? ofId?.[column] : (numberOf(text) ?? undefined);
      };
      const kind = cell('kind') ?? '';
      const parsed = provisionDraftSchema.safeParse({
        areaId: where.areaId,
        kind: kind === '' ? ofId?.kind : (valueNamed(kindNames, kind) ?? kind),
        year: number('year'),
        wanted: number('wanted'),
        ...(cell('notes') === undefined ? { notes: ofId?.notes ?? '' } : { notes: cell('notes') }),
      });
      if (!parsed.success) return { faults: faultsOfColumns(parsed.error, (path) => (path === 'areaId' ? 'area' : path)) };
      const after = parsed.data;
      const { siteId } = where;
      const same = byPlace.get(keyOf(siteId, after)) ?? null;
      if (ofId !== null && same !== null && same.id !== ofId.id)
        return { fault: { field: 'year', code: 'twice', limit: null, message: 'the plan has a line for this place, kind and year' } };
      const before = ofId ?? same;
      const name = [siteText(fleet, siteId, 'vi'), areaText(fleet, after.areaId), kindNames[after.kind].vi, after.year].filter(
        (part) => part !== '',
      );
      return { siteId, before, after, name: name.join(' · '), changes: changesOf(fleet, before, after) };
    },
    ({ siteId, after }) => keyOf(siteId, after),
  );
}

function changesOf(fleet: Fleet, before: ProvisionTable | null, after: ProvisionDraft): readonly FieldChange[] {
  const textOf = (draft: Pick<ProvisionTable, 'areaId' | 'kind' | 'year' | 'wanted' | 'notes'> | null): Readonly<Record<string, string>> =>
    draft === null
      ? {}
      : { area: areaText(fleet, draft.areaId), kind: draft.kind, year: `${draft.year}`, wanted: `${draft.wanted}`, notes: draft.notes };
  const [from, to] = [textOf(before), textOf(after)];
  return Object.keys(to).flatMap((field) => {
    const change = { field, from: from[field] ?? '', to: to[field] ?? '' };
    return change.from === change.to ? [] : [change];
  });
}
