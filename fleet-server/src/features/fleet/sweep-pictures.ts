import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { AppContext } from '../../app-context.ts';
import { pictureKeyOf, removeRow, type Picture, type PictureWorld } from './screenshots.ts';

/** How long pictures are kept, and how much of each screen: the newest always stays. */
export type PictureTerm = {
  /** The first picture of each hour. */
  readonly hourlyMs: number;
  /** Those that somebody ordered. */
  readonly orderedMs: number;
  readonly bytesPerScreen: number;
};

const firstAfterMs = 60_000;
const everyMs = 600_000;
const orphanAgeMs = 3_600_000;

/**
 * Takes away what is too old, too much, or of screens that are gone. A row goes before its file; a file without a row, which a crash left,
 * goes when it is an hour old.
 */
export async function sweepPictures(
  { telemetry, store, clock }: PictureWorld,
  term: PictureTerm,
  screens: { readonly has: (screenId: string) => boolean },
): Promise<void> {
  const nowMs = clock.nowMs();
  const ids = await telemetry.selectFrom('pictures').select('screenId').distinct().orderBy('screenId').execute();
  const known = new Set<string>();
  for (const { screenId } of ids) {
    const pictures = await telemetry
      .selectFrom('pictures')
      .selectAll()
      .where('screenId', '=', screenId)
      .orderBy('takenAtMs', 'desc')
      .orderBy('storedAtMs', 'desc')
      .orderBy('kept', 'desc')
      .execute();
    const gone = screens.has(screenId) ? beyondTerm(pictures, term, nowMs) : pictures;
    for (const picture of pictures) known.add(pictureKeyOf(picture));
    for (const picture of gone) if (await removeRow(telemetry, picture)) await store.remove(pictureKeyOf(picture));
    await letOthersRun();
  }
  for (const { key, storedAtMs } of await store.listAll())
    if (!known.has(key) && key.includes('/') && storedAtMs < nowMs - orphanAgeMs) await store.remove(key);
}

/** The newest first: those that go. Of what is too much the oldest goes, hourly ones before what was ordered. */
export function beyondTerm(
  pictures: readonly Picture[],
  { hourlyMs, orderedMs, bytesPerScreen }: PictureTerm,
  nowMs: number,
): readonly Picture[] {
  const [newest, ...others] = pictures;
  if (newest === undefined) return [];
  const isYoung = ({ kept, takenAtMs }: Picture) => takenAtMs >= nowMs - (kept === 'ordered' ? orderedMs : hourlyMs);
  const gone = others.filter((picture) => !isYoung(picture));
  const young = others.filter(isYoung);
  let leftBytes = bytesPerScreen - newest.sizeBytes;
  for (const picture of [...young.filter(({ kept }) => kept === 'ordered'), ...young.filter(({ kept }) => kept !== 'ordered')]) {
    leftBytes -= picture.sizeBytes;
    if (leftBytes < 0) gone.push(picture);
  }
  return gone;
}

/** Sweeps every ten minutes; what another node took away meanwhile is nobody's loss. */
export function keepPicturesSwept(
  context: Pick<AppContext, 'clock' | 'telemetry' | 'fleet' | 'log' | 'blobs'>,
  term: PictureTerm,
): { readonly close: () => Promise<void> } {
  const { clock, telemetry, fleet, log, blobs } = context;
  let isClosed = false;
  let sweeping: Promise<void> = Promise.resolve();
  async function sweep(): Promise<void> {
    try {
      await sweepPictures({ telemetry, store: blobs.pictures, clock }, term, fleet.current().screens);
    } catch (error) {
      log.error({ err: error }, 'old pictures could not be taken away');
    }
    if (!isClosed) cancel = clock.after(everyMs, tick);
  }
  function tick(): void {
    sweeping = sweep();
  }
  let cancel = clock.after(firstAfterMs, tick);
  return {
    async close() {
      isClosed = true;
      cancel();
      await sweeping;
    },
  };
}
