import { systemClock } from '@gatecast/clock';
import { enrolDevice } from '@gatecast/player-link';
import { fleetRoutes, type Pairing } from '@gatecast/protocol';
import { generateSeed, signingKeyOf, verifyRoot } from '@gatecast/signing';
import type { Session } from '../fleet-api/session.ts';
import { Failure } from '../refusal.ts';
import type { SimulatedIdentities, SimulatedIdentity } from './identities.ts';

const atOnce = 20;
const clock = systemClock();

/**
 * Enrols simulated players until there are `count`, each like a device: key pair, pairing code, a technician's claim,
 * possession proved. Calls `onEnrolled` after each.
 */
export async function enrolSimulated(
  technician: Session,
  present: SimulatedIdentities,
  count: number,
  onEnrolled: (done: number) => void,
): Promise<SimulatedIdentities> {
  const siteId = present.siteId ?? (await createSite(technician));
  const players = [...present.players];
  let root = present.root;
  let next = players.length;
  async function worker(): Promise<void> {
    for (let number = next++; number < count; number = next++) {
      const screen = await technician.call(fleetRoutes.createScreen, {
        body: { name: `Simulated ${String(number + 1).padStart(5, '0')}`, siteId, kind: 'display', widthPx: 1920, heightPx: 1080 },
      });
      const { identity, pairing } = await enrolOne(technician, screen.id, siteId);
      if (root === null) {
        const verified = verifyRoot(pairing.root, null);
        if (verified.kind === 'refused') throw new Failure(`the server's root document is not valid: ${verified.detail}`);
        root = { signed: pairing.root, document: verified.document };
      }
      players.push(identity);
      onEnrolled(players.length);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { ...present, siteId, root, players };
}

async function createSite(technician: Session): Promise<string> {
  const site = await technician.call(fleetRoutes.createSite, {
    body: { names: { en: 'Simulated screens', vi: 'Màn hình mô phỏng' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'] },
  });
  return site.id;
}

function enrolOne(technician: Session, screenId: string, siteId: string): Promise<{ identity: SimulatedIdentity; pairing: Pairing }> {
  const seed = generateSeed();
  const { promise, resolve, reject } = Promise.withResolvers<{ identity: SimulatedIdentity; pairing: Pairing }>();
  let shown: Pairing | null = null;
  const device = enrolDevice({
    serverUrl: technician.serverUrl,
    signer: signingKeyOf(seed),
    software: { version: '0.1.0', shell: 'none' },
    display: { widthPx: 1920, heightPx: 1080 },
    clock,
    onPairing(pairing) {
      shown = pairing;
      const body = { code: pairing.code, screenId };
      technician.call(fleetRoutes.claimEnrolment, { body }).catch((error: unknown) => {
        device.close();
        reject(error instanceof Error ? error : new Failure(String(error)));
      });
    },
    onEnrolled({ playerId }) {
      if (shown === null) reject(new Failure('enrolled without a pairing code'));
      else resolve({ identity: { seed, playerId, screenId, siteId }, pairing: shown });
    },
  });
  return promise;
}
