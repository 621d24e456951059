import type { Stock } from './stock.ts';

/** Every page in every language, each with its other languages (sitemaps.org 0.9; Google's hreflang form). */
export function siteMap({ data, languages, addresses }: Stock, origin: string): string {
  const pages = [
    languages.map((language) => ({ language, path: addresses.pathOf({ kind: 'home', language, category: null }) })),
    ...data.articles.map(({ itemId, variants }) =>
      variants.map(({ language }) => ({ language, path: addresses.pathOf({ kind: 'article', language, itemId }) })),
    ),
  ];
  const urls = pages.flatMap((forms) => {
    const links = forms
      .map(({ language, path }) => `<xhtml:link rel="alternate" hreflang="${language}" href="${xml(origin + path)}"/>`)
      .join('');
    return forms.map(({ path }) => `<url><loc>${xml(origin + path)}</loc>${links}</url>`);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join('\n')}
</urlset>
`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
