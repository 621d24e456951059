import { h, Fragment, type JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';

export type WebDocument = {
  readonly language: string;
  readonly title: string;
  readonly description: string;
  /** The page's own address, absolute; null for pages that no search engine should keep. */
  readonly canonical: string | null;
  /** The same page in every language it has, absolute; `x-default` is the address that chooses. */
  readonly alternates: readonly { readonly language: string; readonly href: string }[];
  readonly stylesheet: string;
  readonly body: JSX.Element;
};

/** A whole HTML page. It needs no script, and has none. */
export function webDocument(page: WebDocument): string {
  const head = h(
    'head',
    null,
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('title', null, page.title),
    h('meta', { name: 'description', content: page.description }),
    page.canonical === null ? h('meta', { name: 'robots', content: 'noindex' }) : h('link', { rel: 'canonical', href: page.canonical }),
    h(
      Fragment,
      null,
      page.alternates.map(({ language, href }) => h('link', { key: language, rel: 'alternate', hreflang: language, href })),
    ),
    h('meta', { name: 'theme-color', content: '#0a5a78' }),
    h('link', { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }),
    h('link', { rel: 'stylesheet', href: page.stylesheet }),
  );
  return `<!doctype html>${renderToString(h('html', { lang: page.language }, head, h('body', null, page.body)))}`;
}
