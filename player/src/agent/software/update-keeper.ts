import type { Clock } from '@gatecast/clock';
import {
  announcementPath,
  packagePath,
  payloadTypes,
  signedDocumentSchema,
  updateDocumentSchema,
  updateStageSchema,
  type PackageRef,
  type RootDocument,
} from '@gatecast/protocol';
import type { Zone } from '@gatecast/schedules';
import { quorumOf, verifyDocument } from '@gatecast/signing';
import { z } from 'zod';
import type { PlayerEvent } from '../../bridge/shell-channel.ts';
import {
  isQuiet,
  judgeUpdate,
  trialBegins,
  trialGoesOn,
  trialVerdict,
  type Installed,
  type Trial,
  type TrialSight,
} from '../../brain/update-steps.ts';
import { fetchMedia } from '../downloads/fetch-media.ts';
import type { DownloadRules } from '../downloads/download-rules.ts';
import type { MediaFolder } from '../downloads/media-folder.ts';
import { originUrl } from '../downloads/origin-url.ts';
import { every, shareOf } from '../every.ts';
import { jsonOf } from '../store/json-of.ts';
import type { SoftwareFolder } from './software-folder.ts';
import type { UpdateSettings } from './update-settings.ts';

const announcementSchema = z.strictObject({ document: signedDocumentSchema, stage: updateStageSchema });
const largestAnnouncement = 256 * 1024;
const askTimeoutMs = 30_000;

/** A package that is here, and when the order was signed that names it. */
type Waiting = { readonly number: number; readonly hash: string; readonly issuedAtMs: number };

/** How a package is fetched: as media are, by the site's rules and from its origins. */
export type UpdateFetching = {
  readonly rules: DownloadRules;
  readonly origins: () => readonly string[];
  /** The site's; null: nothing plays yet, and what is announced may be needed for it, so that hours and jitter do not count. */
  readonly zone: () => Zone | null;
};

/**
 * Keeps this player's software up to date: asks the server, believes nothing but the root's `software` role, fetches by hash, installs
 * when nobody is warned or served, and watches what it installed until it has proved itself. No byte of a package is asked for before
 * its document is verified, and none is unpacked before its hash is.
 */
export function updateKeeper(world: {
  readonly root: RootDocument;
  readonly playerId: string;
  readonly installed: Omit<Installed, 'refused' | 'share'>;
  readonly folder: SoftwareFolder;
  /** Packages on their way, by hash. */
  readonly packages: MediaFolder;
  readonly serverUrl: string;
  readonly fetching: UpdateFetching;
  readonly clock: Clock;
  readonly settings: UpdateSettings;
  readonly nowMs: () => number;
  readonly showing: () => 'item' | 'alert' | 'lookup' | 'nothing' | null;
  readonly sight: () => TrialSight;
  readonly isLinked: () => boolean;
  readonly tell: (event: PlayerEvent) => void;
  /** Ends the player so that it is started again. */
  readonly restart: () => void;
}): { readonly look: () => void; readonly stop: () => void } {
  const { folder, clock, settings } = world;
  const quorum = quorumOf(world.root, 'software');
  const aborting = new AbortController();
  let trial: Trial | null = folder.trial() === null ? null : trialBegins(clock.monotonicMs());
  let isBusy = false;
  let waiting: Waiting | null = null;
  let lastRefusal = '';
  let lastWaited = 0;
  let lookAgain = (): void => undefined;
  /** The package that could not be put in place: the next life tries again, this one does not fetch it for ever. */
  let uselessHash = '';

  function tell(state: Extract<PlayerEvent, { event: 'update' }>['state'], number: number, detail = ''): void {
    world.tell({ event: 'update', atMs: world.nowMs(), state, number, detail });
  }
  async function ask(): Promise<unknown> {
    try {
      const url = originUrl(world.serverUrl, '/', announcementPath);
      const response = await fetch(url, {
        redirect: 'manual',
        signal: AbortSignal.any([aborting.signal, AbortSignal.timeout(askTimeoutMs)]),
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        return undefined;
      }
      return jsonOf(await boundedText(response));
    } catch {
      // a server that is away announces nothing
      return undefined;
    }
  }
  async function check(): Promise<void> {
    // one after another: what is here is put in place first, and proves itself
    if (waiting !== null || trial !== null) return;
    const answered = await ask();
    if (answered === undefined) return;
    const parsed = announcementSchema.safeParse(answered);
    if (!parsed.success) return refuse(0, 'is no announcement');
    const verified = verifyDocument(parsed.data.document, payloadTypes.update, updateDocumentSchema, quorum);
    if (verified.kind === 'refused') return refuse(0, `${verified.reason}: ${verified.detail}`);
    const installed = { ...world.installed, refused: folder.refused(), share: shareOf(world.playerId) };
    const verdict = judgeUpdate(verified.document, parsed.data.stage, installed);
    if (verdict.kind === 'not-wanted') return verdict.reason === 'later' ? undefined : refuse(verified.document.number, verdict.reason);
    if (verdict.package.hash !== uselessHash) await fetchPackage(verdict.number, verdict.package, verified.document.issuedAtMs);
  }
  /** Told once, not with every look. */
  function refuse(number: number, detail: string): void {
    const refusal = `${number} ${detail}`;
    if (refusal !== lastRefusal) tell('refused', number, detail);
    lastRefusal = refusal;
  }
  async function fetchPackage(number: number, { hash, sizeBytes }: PackageRef, issuedAtMs: number): Promise<void> {
    const { rules, origins, zone } = world.fetching;
    const ref = { hash, sizeBytes };
    const waitMs = rules.waitMs({ kind: 'update', number }, zone());
    if (waitMs > 0) {
      // told once, not with every look
      if (lastWaited !== number) tell('waiting', number);
      lastWaited = number;
      // what is announced may have changed by then, and a window may be over before the next look
      lookAgain();
      if (waitMs < settings.checkMs) lookAgain = clock.after(waitMs, () => doing(check));
      return;
    }
    const { whole, parts } = await world.packages.list();
    for (const other of [...whole, ...parts]) if (other !== hash) await world.packages.drop(other);
    // it was here when the last life ended
    if (world.packages.sizeNow(world.packages.fileOf(hash)) === sizeBytes && (await world.packages.isSound(hash)))
      return fetched({ number, hash, issuedAtMs });
    // it is unpacked beside itself
    const short = rules.shortBytes(world.packages, [ref], sizeBytes);
    if (short > 0) return refuse(number, `its ${sizeBytes} bytes, twice, do not fit with ${rules.settings().reserveBytes} kept free`);
    const result = await fetchMedia({
      ref,
      ...{ serverUrl: world.serverUrl, origins: origins(), folder: world.packages, signal: aborting.signal },
      pathOf: packagePath,
      limit: rules.limit,
      onBytes: () => undefined,
    });
    if (result.kind !== 'here') return refuse(number, result.detail);
    fetched({ number, hash, issuedAtMs });
  }
  function fetched(next: Waiting): void {
    tell('fetched', next.number);
    waiting = next;
  }
  async function installWaiting(): Promise<void> {
    if (waiting === null || !isQuiet(world.showing())) return;
    const { number, hash, issuedAtMs } = waiting;
    waiting = null;
    try {
      // it has lain on a disk since it was fetched
      if (!(await world.packages.isSound(hash))) return refuse(number, 'the package is not what its name tells');
      await folder.install(number, world.packages.fileOf(hash), issuedAtMs);
    } catch (error) {
      uselessHash = hash;
      return refuse(number, String(error));
    } finally {
      await world.packages.drop(hash);
    }
    tell('installed', number);
    world.restart();
  }
  async function watchTrial(running: Trial): Promise<void> {
    const nowMs = clock.monotonicMs();
    trial = trialGoesOn(running, world.sight(), world.isLinked(), nowMs);
    const verdict = trialVerdict(trial, nowMs, settings);
    if (verdict === 'wait') return;
    // power cuts and ordered restarts of a version that plays are none of its failures
    if (verdict === 'unlinked') return folder.startsWell();
    const { playingSinceMs } = trial;
    trial = null;
    if (verdict === 'confirm') {
      await folder.confirm();
      return tell('confirmed', world.installed.number);
    }
    await folder.rollBack();
    tell('rolled-back', world.installed.number, playingSinceMs === null ? 'the stage did not play' : 'it never had the server');
    world.restart();
  }
  /** One thing at a time; what fails is told and tried again with the next look. */
  function doing(work: () => Promise<void>): void {
    if (isBusy || aborting.signal.aborted) return;
    isBusy = true;
    work()
      .catch((error: unknown) => world.tell({ event: 'trouble', atMs: world.nowMs(), where: 'update', detail: String(error) }))
      .finally(() => (isBusy = false));
  }
  const ends = [
    every(
      clock,
      () => settings.checkMs,
      () => doing(check),
    ),
    every(
      clock,
      () => 1_000,
      () => doing(async () => (trial === null ? await installWaiting() : await watchTrial(trial))),
    ),
  ];
  return {
    look: () => doing(check),
    stop() {
      aborting.abort();
      lookAgain();
      for (const end of ends) end();
    },
  };
}

/** Empty where there is more than an announcement has. */
async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > largestAnnouncement) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
