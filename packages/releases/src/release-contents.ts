import {
  releasePartSchema,
  variantDocumentSchema,
  type ItemPart,
  type FileRef,
  type ReleasePart,
  type ScreenPart,
  type TreeNode,
  type VariantDocument,
} from '@gatecast/protocol';
import type { Calendar, Daypart, Entry, Layout, Plan, Playlist, Zone } from '@gatecast/schedules';
import { semanticsOf } from './semantics-of.ts';
import { parseObject, treeNodeOf, walkTree, type TreeFault } from './tree.ts';

/** The key under which a part stands in the tree. Entries are keyed by their target group. */
export function partKey(part: Exclude<ReleasePart, { kind: 'entries' }>): string {
  switch (part.kind) {
    case 'screen':
      return 'screen';
    case 'zone':
      return `zone:${part.zone.name}`;
    case 'calendar':
      return `calendar:${part.calendar.id}`;
    case 'daypart':
      return `daypart:${part.daypart.id}`;
    case 'layout':
      return `layout:${part.layout.id}`;
    case 'playlist':
      return `playlist:${part.playlist.id}`;
    case 'item':
      return `item:${part.id}`;
  }
}

/** A release opened: the plan for the engine, the items and what their variants say. */
export type ReleaseContents = {
  readonly screen: ScreenPart;
  readonly plan: Plan;
  readonly items: ReadonlyMap<string, ItemPart>;
  /** By name of the variant document. */
  readonly documents: ReadonlyMap<string, VariantDocument>;
  /** Every file that this release needs: renditions, and the files of bundles. */
  readonly media: ReadonlyMap<string, FileRef>;
  /** Every object that this release needs, for eviction. */
  readonly objectNames: ReadonlySet<string>;
};

export type OpenedRelease =
  | { readonly kind: 'open'; readonly contents: ReleaseContents; readonly parsed: ParsedObjects }
  /** Fetch these and call again: names of objects that are needed and not here. `knownCount`: those that are known so far, here or not. */
  | { readonly kind: 'incomplete'; readonly missing: readonly string[]; readonly knownCount: number; readonly parsed: ParsedObjects }
  | { readonly kind: 'bad'; readonly faults: readonly TreeFault[] };

/**
 * Opens a tree from the objects that are here. `get` must give bytes whose hash has been checked. `before`: what an earlier opening
 * parsed, so that of two releases that share most of their objects each is parsed once.
 */
export function openRelease(tree: string, get: (name: string) => Uint8Array | undefined, before?: ParsedObjects): OpenedRelease {
  const names = new Set<string>();
  const parsed = noObjects();
  function read(name: string): Uint8Array | undefined {
    names.add(name);
    return get(name);
  }
  function incomplete(missing: readonly string[]): OpenedRelease {
    return { kind: 'incomplete', missing: [...new Set(missing)], knownCount: names.size, parsed };
  }
  const walked = walkTree(tree, read, (name, bytes) => remembered(parsed.nodes, before?.nodes, name, () => treeNodeOf(bytes)));
  if (walked.faults.length > 0) return { kind: 'bad', faults: walked.faults };
  // parts that are here are looked at when all are known: who fetches asks again after each level of the tree
  if (walked.missing.length > 0) return incomplete(walked.missing);

  const missing: string[] = [];
  const faults: TreeFault[] = [];
  const parts: ReleasePart[] = [];
  for (const { name } of walked.leaves) {
    const bytes = read(name);
    if (bytes === undefined) {
      missing.push(name);
      continue;
    }
    const part = remembered(parsed.parts, before?.parts, name, () => releasePartSchema.safeParse(parseObject(bytes)).data ?? null);
    if (part === null) faults.push({ kind: 'bad-object', name, detail: 'is not a part of a release' });
    else parts.push(part);
  }
  const documents = new Map<string, VariantDocument>();
  const media = new Map<string, FileRef>();
  for (const variant of parts.flatMap((part) => (part.kind === 'item' ? part.variants : []))) {
    for (const ref of [...variant.media, ...(variant.files ?? [])]) media.set(ref.hash, ref);
    const name = variant.document;
    const bytes = read(name);
    if (bytes === undefined) {
      missing.push(name);
      continue;
    }
    const document = remembered(
      parsed.documents,
      before?.documents,
      name,
      () => variantDocumentSchema.safeParse(parseObject(bytes)).data ?? null,
    );
    if (document === null) faults.push({ kind: 'bad-object', name, detail: 'is not a variant document' });
    else documents.set(name, document);
  }
  if (faults.length > 0) return { kind: 'bad', faults };
  if (missing.length > 0) return incomplete(missing);
  const screen = parts.find((part) => part.kind === 'screen');
  if (screen === undefined) return { kind: 'bad', faults: [{ kind: 'bad-object', name: tree, detail: 'holds no screen part' }] };
  const items = new Map(parts.flatMap((part) => (part.kind === 'item' ? [[part.id, part] as const] : [])));
  return { kind: 'open', contents: { screen, plan: planOf(screen, parts), items, documents, media, objectNames: names }, parsed };
}

/** What objects turned out to be, by name: a name vouches for bytes, so that what was made of them once holds. */
export type ParsedObjects = {
  readonly nodes: ReadonlyMap<string, TreeNode>;
  readonly parts: ReadonlyMap<string, ReleasePart>;
  readonly documents: ReadonlyMap<string, VariantDocument>;
};

function noObjects() {
  return { nodes: new Map<string, TreeNode>(), parts: new Map<string, ReleasePart>(), documents: new Map<string, VariantDocument>() };
}

function remembered<T>(now: Map<string, T>, before: ReadonlyMap<string, T> | undefined, name: string, parse: () => T | null): T | null {
  const value = before?.get(name) ?? parse();
  if (value !== null) now.set(name, value);
  return value;
}

/** The engine's plan from the parts, of the least semantics that has a meaning for them. Order of parts is the order of their keys, so equal trees give equal plans. */
export function planOf(screen: ScreenPart, parts: readonly ReleasePart[]): Plan {
  const zones: Zone[] = [];
  const calendars: Calendar[] = [];
  const dayparts: Daypart[] = [];
  const layouts: Layout[] = [];
  const playlists: Playlist[] = [];
  const entries: Entry[] = [];
  const items: Plan['items'][number][] = [];
  for (const part of parts) {
    switch (part.kind) {
      case 'screen':
        break;
      case 'zone':
        zones.push(part.zone);
        break;
      case 'calendar':
        calendars.push(part.calendar);
        break;
      case 'daypart':
        dayparts.push(part.daypart);
        break;
      case 'layout':
        layouts.push(part.layout);
        break;
      case 'playlist':
        playlists.push(part.playlist);
        break;
      case 'entries':
        entries.push(...part.entries);
        break;
      case 'item':
        items.push({
          id: part.id,
          kind: part.itemKind,
          validity: part.validity,
          missing: part.missing,
          variants: part.variants.map(({ language, durationMs, validity }) => ({ language, durationMs, validity })),
        });
        break;
    }
  }
  const held = {
    screen: screen.screen,
    ...(zones.length === 0 ? {} : { zones }),
    ...(calendars.length === 0 ? {} : { calendars }),
    ...{ dayparts, layouts, playlists, items, entries },
  };
  return { version: 1, semantics: semanticsOf(held), ...held };
}
