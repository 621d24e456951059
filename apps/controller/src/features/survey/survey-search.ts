import type { SiteId } from '@gatecast/protocol';
import type { z } from 'zod';
import type { surveySearchSchema } from '../../app/router.tsx';

/** What of the survey is looked at, as the address says it. */
export type SurveySearch = z.infer<typeof surveySearchSchema>;
/** What each view of the survey is given. */
export type ViewProps = {
  readonly search: SurveySearch;
  readonly siteId: SiteId | undefined;
  readonly onChange: (part: SurveySearch) => void;
};

/** The year that is looked at where none is asked for. */
export function yearAt(nowMs: number): number {
  return new Date(nowMs).getFullYear();
}
