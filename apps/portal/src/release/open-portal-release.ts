import { itemPartSchema, variantDocumentSchema, type ItemPart, type VariantDocument } from '@gatecast/protocol';
import { parseObject, walkTree } from '@gatecast/releases';

/** A portal's release opened: items, and what their variants say by the name of the document. */
export type PortalContents = {
  readonly items: readonly ItemPart[];
  readonly documents: ReadonlyMap<string, VariantDocument>;
  readonly objectNames: ReadonlySet<string>;
};
export type OpenedPortalRelease =
  | { readonly kind: 'open'; readonly contents: PortalContents }
  /** Fetch these and call again. */
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }
  | { readonly kind: 'bad'; readonly detail: string };

/**
 * Opens a tree whose parts are items, from the objects that are here. Only documents of articles are asked for: the
 * portal shows nothing else. `get` must give bytes whose hash has been checked.
 */
export function openPortalRelease(tree: string, get: (name: string) => Uint8Array | undefined): OpenedPortalRelease {
  const objectNames = new Set<string>();
  const missing: string[] = [];
  const bad: string[] = [];
  function read(name: string): Uint8Array | undefined {
    objectNames.add(name);
    return get(name);
  }
  function object(name: string): { readonly json: unknown } | null {
    const bytes = read(name);
    if (bytes === undefined) missing.push(name);
    return bytes === undefined ? null : { json: parseObject(bytes) };
  }
  const walked = walkTree(tree, read);
  missing.push(...walked.missing);
  bad.push(...walked.faults.map((fault) => `${fault.name} ${fault.detail}`));
  const items = walked.leaves.flatMap(({ name }): ItemPart[] => {
    const found = object(name);
    if (found === null) return [];
    const part = itemPartSchema.safeParse(found.json);
    if (!part.success) bad.push(`${name} is not an item`);
    return part.success ? [part.data] : [];
  });
  const documents = new Map<string, VariantDocument>();
  for (const item of items.filter((each) => each.itemKind === 'article')) {
    for (const variant of item.variants) {
      const found = object(variant.document);
      if (found === null) continue;
      const document = variantDocumentSchema.safeParse(found.json);
      // a document of another item or language would put words under a name that nobody approved them for
      if (document.success && document.data.itemId === item.id && document.data.language === variant.language)
        documents.set(variant.document, document.data);
      else bad.push(`${variant.document} is not the document of ${item.id} in ${variant.language}`);
    }
  }
  if (bad.length > 0) return { kind: 'bad', detail: bad[0] ?? '' };
  if (missing.length > 0) return { kind: 'incomplete', missing: [...new Set(missing)] };
  return { kind: 'open', contents: { items, documents, objectNames } };
}
