import type { BulkChange, FieldChange } from '@gatecast/protocol';
import { nameOf } from '../fleet/name-of.ts';
import type { Fleet, ScreenRow } from '../fleet/store.ts';

/** What people say of a screen, without its id and revision. */
export type ScreenDraft = Omit<ScreenRow, 'id' | 'revision'>;

/** A screen as a bulk change would leave it. */
export function changedDraft(before: ScreenRow, change: BulkChange): ScreenDraft {
  const { id: _, revision: __, ...screen } = before;
  const removed = new Set<string>(change.removeTags);
  const tags = [...new Set([...screen.tags.filter((tag) => !removed.has(tag)), ...change.addTags])].sort();
  const { rotationDeg, viewing, ...rest } = screen;
  return {
    ...rest,
    tags: sameSet(tags, screen.tags) ? screen.tags : tags,
    ...(change.areaId === undefined ? {} : { areaId: change.areaId }),
    ...(change.kind === undefined ? {} : { kind: change.kind }),
    ...change.size,
    ...optional('rotationDeg', change.rotationDeg, rotationDeg),
    ...optional('viewing', change.viewing, viewing),
  };
}

function optional<K extends string, T>(name: K, wanted: T | null | undefined, stored: T | undefined): { readonly [P in K]?: T } {
  const value = wanted === undefined ? stored : wanted;
  return (value === null || value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: T };
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((tag) => other.includes(tag));
}

/** What is different between two states of a screen, field by field, in words for people. */
export function differencesOf(fleet: Fleet, before: ScreenDraft | null, after: ScreenDraft): FieldChange[] {
  return fields.flatMap(([field, told]) => {
    const from = before === null ? '' : told(before, fleet);
    const to = told(after, fleet);
    return from === to ? [] : [{ field, from, to }];
  });
}

const fields: readonly (readonly [string, (draft: ScreenDraft, fleet: Fleet) => string])[] = [
  ['name', ({ name }) => name],
  ['area', ({ areaId }, fleet) => (areaId === null ? '' : nameOf(fleet.areas.get(areaId)?.names ?? {}))],
  ['kind', ({ kind }) => kind],
  ['size', ({ widthPx, heightPx }) => `${widthPx} × ${heightPx}`],
  ['tags', ({ tags }) => tags.join(' ')],
  ['rotationDeg', ({ rotationDeg }) => (rotationDeg === undefined ? '' : `${rotationDeg}°`)],
  ['viewing', ({ viewing }) => (viewing === undefined ? '' : `${viewing.distanceMm} mm, ${viewing.glassWidthMm} mm`)],
];
