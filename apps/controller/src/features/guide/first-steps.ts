import type { FirstSteps } from '@gatecast/protocol';
import type { PagePath } from '../../app/router.tsx';

export type FirstStepName = keyof FirstSteps;

/** Where each step is done, in their order. Screens work without what is advised; a house should still have it. */
const steps = [
  { name: 'site', to: '/sites', isAdvised: false },
  { name: 'people', to: '/people', isAdvised: false },
  { name: 'screen', to: '/enrol', isAdvised: false },
  { name: 'player', to: '/enrol', isAdvised: false },
  { name: 'item', to: '/content', isAdvised: false },
  { name: 'approval', to: '/content/approvals', isAdvised: false },
  { name: 'entry', to: '/schedule', isAdvised: false },
  { name: 'publication', to: '/schedule/publish', isAdvised: false },
  { name: 'known-good', to: '/screens', isAdvised: true },
  { name: 'template', to: '/emergency/templates', isAdvised: true },
] as const satisfies readonly { readonly name: FirstStepName; readonly to: PagePath; readonly isAdvised: boolean }[];

export type FirstStep = (typeof steps)[number] & { readonly isDone: boolean };

/** The way from an empty server to a screen that plays, each step as the server has it. */
export function firstSteps(done: FirstSteps): readonly FirstStep[] {
  return steps.map((step) => ({ ...step, isDone: done[step.name] }));
}
