import { layoutFaults, type LayoutDraft, type LayoutFault } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { foreignIds } from '../fleet/site-owned.ts';
import { checkLayoutByEngine } from './check-by-engine.ts';
import { refusalOfFault, unknown } from './check-entry.ts';

/** Regions must divide the screen, their playlists must exist and be shared or of the layout's site, and the engine must take them. */
export async function checkLayout(
  transaction: Transaction<TruthSchema>,
  { regions }: LayoutDraft,
  siteId: string | null,
): Promise<Refusal | null> {
  const [fault] = layoutFaults(regions);
  if (fault !== undefined) return refusalOf(fault);
  const foreign = await foreignIds(transaction, 'playlist', siteId);
  const playlists = new Set((await transaction.selectFrom('playlists').select('id').execute()).map(({ id }) => id));
  const at = regions.findIndex(
    ({ content }) => content.kind === 'playlist' && (foreign.has(content.playlistId) || !playlists.has(content.playlistId)),
  );
  if (at >= 0) return unknown(`body.regions[${at}].content.playlistId`, 'playlist');
  return refusalOfFault(checkLayoutByEngine(regions)[0]);
}

function refusalOf(fault: LayoutFault): Refusal {
  switch (fault.kind) {
    case 'too-many':
      return at('body.regions', `a layout has ${fault.limit} regions at most`, fault.limit);
    case 'main-count':
      return at('body.regions', `a layout has exactly one main region, this one has ${fault.count}`, 1);
    case 'same-name':
      return at(`body.regions[${fault.index}].id`, `another region is called "${fault.regionId}" as well`);
    case 'too-small':
      return at(
        `body.regions[${fault.index}].frame.${fault.side}`,
        `"${fault.regionId}" has ${fault.limit} basis points at least`,
        fault.limit,
      );
    case 'outside':
      return at(
        `body.regions[${fault.index}].frame.${fault.side}`,
        `"${fault.regionId}" reaches out of the screen, from there it has ${fault.limit} basis points at most`,
        fault.limit,
      );
    case 'overlap':
      return at(`body.regions[${fault.index}].frame`, `"${fault.regionId}" lies over "${fault.otherId}"`);
  }
}

function at(field: string, message: string, limit?: number): Refusal {
  return refuse('bad-input', `${field}: ${message}`, { field, ...(limit === undefined ? {} : { limit }) });
}
