import { fleetRoutes, type ScreenId } from '@gatecast/protocol';
import { Failure } from '../refusal.ts';
import type { Session } from './session.ts';

/** The screen of an id or a name; a Failure where there is none or more than one. */
export async function screenOf(session: Session, wanted: string): Promise<ScreenId> {
  const { screens } = await session.call(fleetRoutes.listScreens, {});
  const found = screens.filter(({ id, name }) => id === wanted || name === wanted);
  const [screen, other] = found;
  if (screen === undefined) throw new Failure(`There is no screen ${wanted}.`);
  if (other !== undefined)
    throw new Failure(`${found.length} screens are called ${wanted}; give the id of one: ${found.map(({ id }) => id).join(', ')}`);
  return screen.id;
}
