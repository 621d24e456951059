import { contentRoutes, type Media } from '@gatecast/protocol';
import { infiniteQueryOptions, keepPreviousData, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { call } from './call.ts';
import { refetchIntervalMs } from './link-state.ts';
import { merged } from './merged.ts';
import { mediaQuery } from './queries.ts';

type Page = { readonly media: readonly Media[]; readonly next: string | null };

const pageSize = 60;
// below `media`, which says when all is read again
const mediaListKey = ['media', 'list'] as const;

/** Files in whose names all words are found, the newest first, page after page. */
export function mediaListQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: [...mediaListKey, search],
    queryFn: ({ pageParam }): Promise<Page> =>
      call(contentRoutes.listMedia, {
        query: { limit: pageSize, ...(search === '' ? {} : { search }), ...(pageParam === null ? {} : { after: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: refetchIntervalMs,
  });
}

/** Puts a file that was told of, or that was sent, in its place in all lists; a list that does not hold it is read again. */
export function putMedia(queries: QueryClient, media: Media): void {
  queries.setQueryData(mediaQuery.queryKey, (list) => list && merged(list, [media]));
  for (const query of queries.getQueryCache().findAll({ queryKey: mediaListKey })) {
    const data = query.state.data as InfiniteData<Page> | undefined;
    const next = data === undefined ? null : withMedia(data, media);
    if (next === null) void queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
    else queries.setQueryData(query.queryKey, next);
  }
}

/** The pages with the file as it is now; null: none of them holds it. */
export function withMedia(data: InfiniteData<Page>, media: Media): InfiniteData<Page> | null {
  if (!data.pages.some((page) => page.media.some(({ id }) => id === media.id))) return null;
  const pages = data.pages.map((page) => ({ ...page, media: page.media.map((one) => (one.id === media.id ? media : one)) }));
  return { ...data, pages };
}
