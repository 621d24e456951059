import type { PlanChange, ReleasePart } from '@gatecast/protocol';
import { canonicalBytes } from '@gatecast/signing';

type Parts = readonly ReleasePart[];
type Thing = { readonly name: string; readonly body: Readonly<Record<string, unknown>>; readonly variants: ReadonlyMap<string, unknown> };

const order = ['entry', 'playlist', 'item', 'layout', 'daypart', 'calendar', 'zone', 'screen'] as const;

/**
 * What lies between two plans, thing by thing: entries first, then what they play. Parts that both have may be left out of both lists; an
 * entry that only moved to another group of targets is told by its fields.
 */
export function planChanges(before: Parts, after: Parts): readonly PlanChange[] {
  const was = thingsOf(before);
  const is = thingsOf(after);
  const changes: PlanChange[] = [];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [kind, id] = splitKey(key);
    const old = was.get(key);
    const now = is.get(key);
    if (old === undefined || now === undefined) {
      const name = (now ?? old)?.name ?? id;
      changes.push({ kind, change: old === undefined ? 'added' : 'removed', id, name, fields: [], languages: [] });
      continue;
    }
    const fields = differing(Object.keys({ ...old.body, ...now.body }), (field) => [old.body[field], now.body[field]]);
    const languages = differing([...old.variants.keys(), ...now.variants.keys()], (one) => [old.variants.get(one), now.variants.get(one)]);
    if (fields.length + languages.length > 0) changes.push({ kind, change: 'changed', id, name: now.name, fields, languages });
  }
  return changes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.name < b.name ? -1 : 1));
}

function differing(names: readonly string[], of: (name: string) => readonly [unknown, unknown]): readonly string[] {
  return [...new Set(names)].filter((name) => {
    const [old, now] = of(name);
    return bytesOf(old) !== bytesOf(now);
  });
}

function bytesOf(value: unknown): string {
  return value === undefined ? '' : Buffer.from(canonicalBytes(value)).toString('utf8');
}

function thingsOf(parts: Parts): ReadonlyMap<string, Thing> {
  const things = new Map<string, Thing>();
  const add = (kind: PlanChange['kind'], id: string, name: string, body: object, variants: ReadonlyMap<string, unknown> = new Map()) =>
    things.set(`${kind}:${id}`, { name, body: { ...body }, variants });
  for (const part of parts) {
    switch (part.kind) {
      case 'screen': {
        const { kind: _, version: __, ...body } = part;
        add('screen', 'screen', Object.values(part.siteName)[0] ?? '', { ...body, ...part.screen, screen: undefined });
        break;
      }
      case 'zone':
        add('zone', part.zone.name, part.zone.name, part.zone);
        break;
      case 'calendar':
        add('calendar', part.calendar.id, part.calendar.name, part.calendar);
        break;
      case 'daypart':
        add('daypart', part.daypart.id, part.daypart.name, part.daypart);
        break;
      case 'layout':
        add('layout', part.layout.id, part.layout.name, part.layout);
        break;
      case 'playlist':
        add('playlist', part.playlist.id, part.playlist.name, part.playlist);
        break;
      case 'entries':
        for (const entry of part.entries) add('entry', entry.id, entry.name, entry);
        break;
      case 'item': {
        const { variants, version: _, kind: __, ...body } = part;
        add('item', part.id, part.title, body, new Map(variants.map((variant) => [variant.language, variant])));
        break;
      }
    }
  }
  return things;
}

function splitKey(key: string): readonly [PlanChange['kind'], string] {
  const at = key.indexOf(':');
  return [key.slice(0, at) as PlanChange['kind'], key.slice(at + 1)];
}
