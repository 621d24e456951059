import { variantFor, type PortalData } from '@gatecast/portal-view';

/**
 * Items whose article holds every word of the query, with and without diacritics, titles first: the stage's own search for when
 * the agent, which has the real index, does not answer.
 */
export function findHere(data: PortalData, language: string, query: string): readonly string[] {
  const words = folded(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const holdsAll = (text: string): boolean => words.every((word) => folded(text).includes(word));
  const found = data.articles.flatMap((article) => {
    const content = variantFor(article, language)?.content;
    if (content === undefined) return [];
    const blocks = content.blocks.flatMap((block) => ('items' in block ? block.items : [block.text]));
    if (holdsAll(content.title)) return [{ itemId: article.itemId, rank: 0 }];
    return holdsAll([content.title, content.summary, ...blocks].join('\n')) ? [{ itemId: article.itemId, rank: 1 }] : [];
  });
  return found.toSorted((a, b) => a.rank - b.rank).map((one) => one.itemId);
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase();
}
