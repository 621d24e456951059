import { systemClock } from '@gatecast/clock';
import { enrolDevice } from '@gatecast/player-link';
import { fleetRoutes, type Pairing } from '@gatecast/protocol';
import { generateSeed, signingKeyOf, verifyRoot } from '@gatecast/signing';
import type { Session } from '../fleet-api/session.ts';
import { Failure } from '../refusal.ts';
import type { SimulatedIdentities, SimulatedIdentity } from './identities.ts';

const atOnce = 20;
const enrolmentMs = 60_000;
const clock = systemClock();

/**
 * Enrols simulated players until there are `count`, each like a device: key pair, pairing code, a technician's claim,
 * possession proved. Gives all identities there are at the end, and the failure where it came to one before `count`.
 */
export async function enrolSimulated(
  technician: Session,
  present: SimulatedIdentities,
  options: {
    readonly count: number;
    readonly isTraining: boolean;
    readonly signal: AbortSignal;
    readonly onEnrolled: (done: number) => void;
  },
): Promise<{ readonly identities: SimulatedIdentities; readonly failure: Error | null }> {
  const players = [...present.players];
  let { root, siteId } = present;
  let next = players.length;
  // the first failure ends the others too: they share the server that failed
  const broken = new AbortController();
  const signal = AbortSignal.any([options.signal, broken.signal]);
  let failure: Error | null = null;

  async function worker(site: string): Promise<void> {
    for (let number = next++; number < options.count && !signal.aborted; number = next++) {
      const screen = await technician.call(fleetRoutes.createScreen, {
        body: { name: `Simulated ${String(number + 1).padStart(5, '0')}`, siteId: site, kind: 'display', widthPx: 1920, heightPx: 1080 },
      });
      const { identity, pairing } = await enrolOne(technician, { screenId: screen.id, siteId: site }, options.isTraining, signal);
      if (root === null) {
        const verified = verifyRoot(pairing.root, null);
        if (verified.kind === 'refused') throw new Failure(`The server's root document is not valid: ${verified.detail}`);
        root = { signed: pairing.root, document: verified.document };
      }
      players.push(identity);
      options.onEnrolled(players.length);
    }
  }
  try {
    const site = siteId ?? (await createSite(technician));
    siteId = site;
    const workers = Array.from({ length: atOnce }, () =>
      worker(site).catch((error: unknown) => {
        failure ??= error instanceof Error ? error : new Failure(String(error));
        broken.abort();
      }),
    );
    await Promise.all(workers);
  } catch (error) {
    failure = error instanceof Error ? error : new Failure(String(error));
  }
  return { identities: { ...present, siteId, root, players }, failure };
}

async function createSite(technician: Session): Promise<string> {
  const site = await technician.call(fleetRoutes.createSite, {
    body: { names: { en: 'Simulated screens', vi: 'Màn hình mô phỏng' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'] },
  });
  return site.id;
}

type Place = { readonly screenId: string; readonly siteId: string };

async function enrolOne(
  technician: Session,
  place: Place,
  isTraining: boolean,
  signal: AbortSignal,
): Promise<{ identity: SimulatedIdentity; pairing: Pairing }> {
  const seed = generateSeed();
  const { promise, resolve, reject } = Promise.withResolvers<{ identity: SimulatedIdentity; pairing: Pairing }>();
  let shown: Pairing | null = null;
  const device = enrolDevice({
    serverUrl: technician.serverUrl,
    signer: signingKeyOf(seed),
    software: { version: '0.1.0', shell: 'none' },
    display: { widthPx: 1920, heightPx: 1080 },
    isTraining,
    clock,
    onPairing(pairing) {
      shown = pairing;
      technician.call(fleetRoutes.claimEnrolment, { body: { code: pairing.code, screenId: place.screenId } }).catch(reject);
    },
    onEnrolled({ playerId }) {
      if (shown === null) reject(new Failure('A player was enrolled without a pairing code.'));
      else resolve({ identity: { seed, playerId, ...place }, pairing: shown });
    },
    onState(state) {
      if (state.kind === 'rejected') reject(new Failure(`The server refuses to enrol: ${state.detail} (${state.code})`));
    },
  });
  const late = setTimeout(() => reject(new Failure(`A player was not enrolled within ${enrolmentMs / 1_000} s.`)), enrolmentMs);
  const stopped = () => reject(new Failure('Enrolling was broken off.'));
  signal.addEventListener('abort', stopped);
  try {
    if (signal.aborted) stopped();
    return await promise;
  } catch (error) {
    device.close();
    throw error;
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stopped);
  }
}
