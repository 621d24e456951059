import { reportRoutes, type InterfaceLanguage, type ReportKind, type SiteId } from '@gatecast/protocol';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';

export type ReportFilter = {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly siteId: SiteId | undefined;
  readonly language: InterfaceLanguage;
};

/** A report over a span; it costs the server seconds, so it is made again only when somebody asks. */
export function reportQuery(kind: ReportKind, filter: ReportFilter) {
  return queryOptions({
    queryKey: ['reports', kind, filter],
    queryFn: () => call(reportRoutes.getReport, { params: { kind }, query: filter }),
    placeholderData: (before, beforeQuery) => (beforeQuery?.queryKey[1] === kind ? keepPreviousData(before) : undefined),
    staleTime: 300_000,
    retry: false,
  });
}
