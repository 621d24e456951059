import type { PlayerLink } from '@gatecast/player-link';
import { wireLimits, type CommandEnd, type Screenshot } from '@gatecast/protocol';
import type { PlayerEvent, Shot } from '../../bridge/shell-channel.ts';
import type { DisplayKeeper } from '../display/display-keeper.ts';
import type { MediaFolder } from '../downloads/media-folder.ts';
import type { Needs } from '../kept-media.ts';
import type { StageDesk } from '../stage-desk.ts';
import type { ReleaseStore } from '../store/release-store.ts';
import { clearCache } from './clear-cache.ts';
import type { Orders } from './command-keeper.ts';
import type { deviceAudio } from './device-audio.ts';
import { rebootMachine, type RebootBy } from './reboot-machine.ts';
import { sendLogs } from './send-logs.ts';

type World = {
  readonly link: () => PlayerLink | null;
  readonly serverNowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  readonly desk: StageDesk;
  readonly takeShot: () => Promise<Shot | null>;
  /** Whether this is a screen that somebody may be using, see `may-be-visited.ts`. */
  readonly mayBeVisited: () => boolean;
  readonly reloadStage: (reason: string) => boolean;
  /** Ends the whole player so that it is started again; false where nobody would. */
  readonly restartPlayer: () => boolean;
  /** Called before an ordered end. */
  readonly endsByOrder: () => Promise<void>;
  readonly reboot: RebootBy;
  readonly releases: ReleaseStore;
  readonly media: MediaFolder;
  readonly knownGoodNeeds: () => Needs;
  readonly orderKnownGood: (mode: 'show' | 'leave') => boolean;
  readonly audio: ReturnType<typeof deviceAudio>;
  readonly display: DisplayKeeper;
  readonly logFolder: string;
};

const done: CommandEnd = { kind: 'done' };
const noStage = (detail: string): CommandEnd => ({ kind: 'refused', reason: 'no-stage', detail });

/** The hands of a player: what it does for each order, and the picture that it sends by itself. */
export function deviceOrders(world: World): {
  readonly orders: Orders;
  readonly sendShot: (commandId: string | null) => Promise<CommandEnd>;
} {
  const { desk, audio, display } = world;
  const sendShot = (commandId: string | null) => sendScreenshot(world, commandId);
  return {
    sendShot,
    orders: {
      screenshot: (_order, { id }) => sendShot(id),
      identify: async ({ seconds }) => (desk.send({ kind: 'identify', seconds }) ? done : noStage('no stage is open')),
      'reload-stage': async () => (world.reloadStage('ordered') ? done : noStage('there is no shell')),
      async 'restart-player'() {
        await world.endsByOrder();
        return world.restartPlayer() ? { kind: 'later' } : noStage('there is no shell');
      },
      reboot: () => rebootMachine(world.reboot),
      'clear-cache': () => clearCache(world.releases, world.media, world.knownGoodNeeds()),
      async volume({ levelBp }) {
        audio.setVolume(levelBp);
        desk.publish('device');
        return done;
      },
      async 'quiet-hours'({ spans }) {
        audio.setQuiet(spans);
        desk.publish('device');
        return done;
      },
      'display-power': ({ power }) => display.setPower(power),
      brightness: ({ levelBp }) => display.setBrightness(levelBp),
      'known-good': async ({ mode }) => {
        if (mode === 'show' && world.releases.held() === null)
          return { kind: 'refused', reason: 'failed', detail: 'no release is held as known good' };
        return world.orderKnownGood(mode) ? done : noStage('there is no shell');
      },
      'log-bundle': ({ lines }, { id }) => sendLogs(world, id, lines),
    },
  };
}

/** A stage says its state every second, and at once where it is another. */
const nextWordMs = 3_000;

/** Why what is on the glass must not be seen by others; null: it may. A screen that nobody can use is seen also when its stage says nothing. */
function privacyOf({ desk, mayBeVisited }: World): CommandEnd | null {
  const visit = desk.visit();
  if (visit === 'visitor') return { kind: 'refused', reason: 'visitor', detail: 'somebody is using the screen' };
  if (visit === 'nobody' || !mayBeVisited()) return null;
  return { kind: 'refused', reason: 'visit-unknown', detail: 'the stage does not say whether somebody is using the screen' };
}

/** Sends what is on the glass; never while a visitor uses the screen, nor where one may and nobody knows. */
async function sendScreenshot(world: World, commandId: string | null): Promise<CommandEnd> {
  const before = privacyOf(world);
  if (before !== null) return before;
  const shot = await world.takeShot();
  if (shot === null) return noStage('there is no picture of the stage');
  // somebody may have come while the picture was taken: the first word after it may have been under way before, the second was not
  const isTold = world.mayBeVisited() && (await world.desk.saysAgain(nextWordMs)) && (await world.desk.saysAgain(nextWordMs));
  const after = privacyOf(world);
  if (after !== null) return after;
  if (world.mayBeVisited() && !isTold)
    return { kind: 'refused', reason: 'visit-unknown', detail: 'the stage fell silent while the picture was taken' };
  if (shot.bytes.byteLength > wireLimits.screenshotBytes) return { kind: 'failed', detail: 'the picture is too large' };
  const screenshot: Screenshot = { commandId, takenAtMs: world.serverNowMs(), mime: shot.mime, bytes: Buffer.from(shot.bytes) };
  const sent = (await world.link()?.sendScreenshot(screenshot)) ?? { kind: 'offline' as const };
  if (sent.kind === 'ok') return done;
  const detail = sent.kind === 'refused' ? `${sent.code}: ${sent.detail}` : `the server was not reached: ${sent.kind}`;
  world.tell({ event: 'trouble', atMs: world.serverNowMs(), where: 'screenshot', detail });
  return { kind: 'failed', detail: detail.slice(0, 500) };
}
