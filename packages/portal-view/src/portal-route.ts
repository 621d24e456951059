/** A place in the portal, on the web and on a look-up screen alike. */
export type PortalRoute =
  | { readonly kind: 'home'; readonly language: string; readonly category: string | null }
  | { readonly kind: 'article'; readonly language: string; readonly itemId: string }
  | { readonly kind: 'search'; readonly language: string; readonly query: string };

/** How one gets from place to place: by real links and GET forms, or by telling the stage. */
export type Navigation =
  | { readonly mode: 'web'; readonly hrefOf: (route: PortalRoute) => string }
  | { readonly mode: 'touch'; readonly onNavigate: (route: PortalRoute) => void };

/** The same place in another language. */
export function inLanguage(route: PortalRoute, language: string): PortalRoute {
  return { ...route, language };
}
