import type { FirstSteps } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';

/**
 * How far a new house has come. The fleet is held in memory anyway; of each list the first row that counts is looked for, and none is counted, so
 * that it costs the same however much there is.
 */
export async function readFirstSteps({ truth, fleet }: Pick<AppContext, 'truth' | 'fleet'>): Promise<FirstSteps> {
  const { sites, screens, players } = fleet.current();
  const [accounts, invitation, item, approval, entry, publication, pin, template] = await Promise.all([
    truth.selectFrom('user').select('id').limit(2).execute(),
    truth.selectFrom('invitations').select('id').limit(1).executeTakeFirst(),
    truth.selectFrom('items').select('id').limit(1).executeTakeFirst(),
    truth.selectFrom('variant_revisions').select('itemId').where('review', '=', 'approved').limit(1).executeTakeFirst(),
    truth.selectFrom('entries').select('id').limit(1).executeTakeFirst(),
    truth.selectFrom('publications').select('id').limit(1).executeTakeFirst(),
    truth.selectFrom('known_good').select('screenId').limit(1).executeTakeFirst(),
    truth
      .selectFrom('alert_templates')
      .select('id')
      .where('approverId', 'is not', null)
      .where('withdrawnAtMs', 'is', null)
      .limit(1)
      .executeTakeFirst(),
  ]);
  return {
    site: sites.size > 0,
    people: accounts.length > 1 || invitation !== undefined,
    screen: screens.size > 0,
    player: players.size > 0,
    item: item !== undefined,
    approval: approval !== undefined,
    entry: entry !== undefined,
    publication: publication !== undefined,
    'known-good': pin !== undefined,
    template: template !== undefined,
  };
}
