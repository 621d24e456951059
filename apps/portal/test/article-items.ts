import type { ArticleBlock, ItemPart, VariantDocument } from '@gatecast/protocol';
import { canonicalBytes, nameOfBytes } from '@gatecast/signing';

export type TestArticle = {
  readonly id: string;
  readonly category: string;
  readonly supplier?: string;
  readonly validity?: ItemPart['validity'];
  readonly variants: Readonly<
    Record<string, { readonly title: string; readonly summary: string; readonly blocks: readonly ArticleBlock[] }>
  >;
};

const always = { fromMs: null, untilMs: null };

/** Articles as a release holds them: items, and the documents of their variants with their bytes, by name. */
export function articleItems(articles: readonly TestArticle[]): {
  readonly items: readonly ItemPart[];
  readonly documents: ReadonlyMap<string, VariantDocument>;
  readonly bytes: ReadonlyMap<string, Buffer>;
} {
  const documents = new Map<string, VariantDocument>();
  const bytes = new Map<string, Buffer>();
  const items = articles.map(({ id, category, supplier = 'Cục Quản lý xuất nhập cảnh', validity = always, variants }): ItemPart => {
    const named = Object.entries(variants).map(([language, content]) => {
      const document: VariantDocument = {
        ...{ version: 1, kind: 'variant', itemId: id, language, revision: 1, leadRevision: 1 },
        content: { kind: 'article', ...content, blocks: [...content.blocks] },
      };
      const own = canonicalBytes(document);
      const name = nameOfBytes(own);
      documents.set(name, document);
      bytes.set(name, own);
      return { language, durationMs: 10_000, validity: always, document: name, sizeBytes: own.length, media: [], approvals: [] };
    });
    return {
      version: 1,
      kind: 'item',
      id,
      itemKind: 'article',
      title: id,
      category,
      supplier,
      validity,
      missing: 'substitute',
      variants: named,
    };
  });
  return { items, documents, bytes };
}
