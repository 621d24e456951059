import { fleetRoutes, releaseEnvelopeSchema, type SignedDocument } from '@gatecast/protocol';
import { openRelease, type ReleaseContents } from '@gatecast/releases';
import { compile } from '@gatecast/schedules';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { ReleaseDoor } from '../../release-door.ts';

/** What a screen shows at an instant and why, from the same release and the same engine as the player's. */
export function registerExplainRoute(registerRoute: RegisterRoute, { fleet, clock }: AppContext, releases: ReleaseDoor): void {
  registerRoute(fleetRoutes.explainScreen, async ({ params, query }) => {
    if (!fleet.current().screens.has(params.screenId)) return refuse('not-found', 'no such screen');
    const signed = await releases.currentRelease(params.screenId);
    if (signed === null) return refuse('wrong-state', 'nothing has been published for this screen yet');
    const envelope = envelopeOf(signed);
    const contents = await openWhole(envelope.tree, releases.readObject);
    const compiled = compile(contents.plan);
    if (compiled.kind === 'refused') throw new Error(`release ${envelope.number} does not compile: ${compiled.faults[0]?.message}`);
    const answer = compiled.timeline.at(query.atMs ?? clock.nowMs());
    return ok({ releaseNumber: envelope.number, answer: { ...answer }, names: namesOf(contents) });
  });
}

/** The server's own document, signed by itself: a fault in it is a broken invariant and throws. */
function envelopeOf(signed: SignedDocument) {
  return releaseEnvelopeSchema.parse(JSON.parse(Buffer.from(signed.payload, 'base64').toString('utf8')));
}

async function openWhole(tree: string, readObject: ReleaseDoor['readObject']): Promise<ReleaseContents> {
  const objects = new Map<string, Uint8Array>();
  for (;;) {
    const opened = openRelease(tree, (name) => objects.get(name));
    if (opened.kind === 'open') return opened.contents;
    if (opened.kind === 'bad') throw new Error(`the release tree ${tree} is damaged: ${JSON.stringify(opened.faults[0])}`);
    for (const name of opened.missing) {
      const bytes = await readObject(name);
      if (bytes === undefined) throw new Error(`the object ${name} of tree ${tree} is missing`);
      objects.set(name, bytes);
    }
  }
}

/** What people call the things whose ids the answer holds. */
function namesOf({ plan, items }: ReleaseContents): Record<string, string> {
  const named = [...plan.entries, ...plan.playlists, ...plan.layouts, ...plan.dayparts].map(({ id, name }) => [id, name] as const);
  return Object.fromEntries([...named, ...[...items.values()].map(({ id, title }) => [id, title] as const)]);
}
