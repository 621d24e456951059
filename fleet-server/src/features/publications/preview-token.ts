import type { PublicationSource } from '@gatecast/protocol';
import { canonicalBytes, nameOfBytes } from '@gatecast/signing';
import type { Reach } from '../people/session.ts';
import type { CompileInput } from './compile-input.ts';
import type { CompileOutput } from './compile-releases.ts';
import type { PublicationPlan } from './plan-publication.ts';

/** All that would go out: what each screen would be given and, where the whole fleet is published, what the portal would. */
export type Outgoing = {
  readonly source: PublicationSource;
  readonly screens: readonly { readonly siteId: string; readonly screenId: string; readonly is: string }[];
  readonly portal: string | null;
};

export function outgoingOf(
  source: PublicationSource,
  { input, output, plan }: { readonly input: CompileInput; readonly output: CompileOutput; readonly plan: PublicationPlan },
): Outgoing {
  const siteOf = new Map(input.screens.map(({ id, siteId }) => [id, siteId]));
  const kept = [...plan.refused, ...plan.passedOver].map(({ screenId }) => ({ siteId: siteOf.get(screenId) ?? '', screenId, is: 'kept' }));
  const given = plan.changed.map(({ screen, basis }) => ({ siteId: screen.siteId, screenId: screen.id, is: basis }));
  return { source, screens: [...given, ...kept], portal: source.kind === 'drafts' ? (output.portal?.tree ?? null) : null };
}

/**
 * The name of what somebody with this reach would publish. The same twice means that every screen of theirs would be given the same bytes;
 * what changes at sites of others does not change it.
 */
export function tokenOf({ source, screens, portal }: Outgoing, reach: Reach): string {
  const own = screens
    .filter(({ siteId }) => reach === 'everywhere' || reach.has(siteId))
    .map(({ screenId, is }) => [screenId, is] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return nameOfBytes(canonicalBytes(['publication-preview', source, own, reach === 'everywhere' ? portal : null]));
}
