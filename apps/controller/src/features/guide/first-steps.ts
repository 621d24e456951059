import type { PagePath } from '../../app/router.tsx';

/** What the server holds, as far as the first steps ask. */
export type Holdings = {
  readonly siteCount: number;
  readonly personCount: number;
  readonly invitationCount: number;
  readonly screenCount: number;
  readonly pairedCount: number;
  readonly itemCount: number;
  readonly approvedCount: number;
  readonly entryCount: number;
  readonly publicationCount: number;
  readonly pinCount: number;
  readonly approvedTemplateCount: number;
};

const steps = [
  { name: 'site', to: '/sites', isAdvised: false, isDone: ({ siteCount }) => siteCount > 0 },
  { name: 'people', to: '/people', isAdvised: false, isDone: ({ personCount, invitationCount }) => personCount + invitationCount > 1 },
  { name: 'screen', to: '/enrol', isAdvised: false, isDone: ({ screenCount }) => screenCount > 0 },
  { name: 'player', to: '/enrol', isAdvised: false, isDone: ({ pairedCount }) => pairedCount > 0 },
  { name: 'item', to: '/content', isAdvised: false, isDone: ({ itemCount }) => itemCount > 0 },
  { name: 'approval', to: '/content/approvals', isAdvised: false, isDone: ({ approvedCount }) => approvedCount > 0 },
  { name: 'entry', to: '/schedule', isAdvised: false, isDone: ({ entryCount }) => entryCount > 0 },
  { name: 'publication', to: '/schedule/publish', isAdvised: false, isDone: ({ publicationCount }) => publicationCount > 0 },
  { name: 'known-good', to: '/screens', isAdvised: true, isDone: ({ pinCount }) => pinCount > 0 },
  { name: 'template', to: '/emergency/templates', isAdvised: true, isDone: ({ approvedTemplateCount }) => approvedTemplateCount > 0 },
] as const satisfies readonly {
  readonly name: string;
  readonly to: PagePath;
  /** Screens work without it; a house should still have it. */
  readonly isAdvised: boolean;
  readonly isDone: (holdings: Holdings) => boolean;
}[];

export type FirstStepName = (typeof steps)[number]['name'];
export type FirstStep = {
  readonly name: FirstStepName;
  readonly to: (typeof steps)[number]['to'];
  readonly isAdvised: boolean;
  readonly isDone: boolean;
};

/** The way from an empty server to a screen that plays, each step as the server's own data has it. */
export function firstSteps(holdings: Holdings): readonly FirstStep[] {
  return steps.map(({ name, to, isAdvised, isDone }) => ({ name, to, isAdvised, isDone: isDone(holdings) }));
}
