/** Disks write sectors whole; what is larger may be torn at their borders. */
const sectorBytes = 512;

type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'size'; readonly sizeBytes: number };

/** A file as its disk has it for certain, and what was asked for since and may or may not be there. */
export class KeptFile {
  private durable: Buffer = Buffer.alloc(0);
  private unsynced: Change[] = [];

  write(offset: number, bytes: Buffer): void {
    this.unsynced.push({ kind: 'write', offset, bytes });
  }
  truncate(sizeBytes: number): void {
    this.unsynced.push({ kind: 'size', sizeBytes });
  }
  sync(): void {
    this.durable = applied(this.durable, this.unsynced);
    this.unsynced = [];
  }
  /** As a killed process leaves it: the system writes everything out. */
  afterKill(): Buffer {
    return applied(this.durable, this.unsynced);
  }
  /**
   * One of the files that a cut may leave: each change since the last sync is there, is not, or is torn between sectors. Bytes that a file
   * was made longer by and that were not written are zeros.
   */
  afterCut(random: () => number): Buffer {
    const mood = random();
    // the two ends are what most disks leave: all of it, or the file as it was
    if (mood < 0.25) return this.durable;
    if (mood < 0.35) return this.afterKill();
    // written in order and cut somewhere, or in any order
    if (mood < 0.65) {
      const whole = Math.floor(random() * (this.unsynced.length + 1));
      const torn = this.unsynced.slice(whole, whole + 1).flatMap(sectorsOf);
      return applied(this.durable, [...this.unsynced.slice(0, whole), ...torn.slice(0, Math.floor(random() * torn.length))]);
    }
    const share = random();
    const kept = this.unsynced.flatMap(sectorsOf).flatMap((change): readonly Change[] => {
      if (random() < share) return [change];
      // the size is kept elsewhere than the bytes, and may come to rest before them
      const isLonger = change.kind === 'write' && random() < 0.3;
      return isLonger ? [{ kind: 'write', offset: change.offset + change.bytes.length, bytes: nothing }] : [];
    });
    return applied(this.durable, kept);
  }
}

const nothing = Buffer.alloc(0);

function sectorsOf(change: Change): readonly Change[] {
  if (change.kind === 'size') return [change];
  const { offset, bytes } = change;
  const sectors: Change[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + sectorBytes - ((offset + at) % sectorBytes));
    sectors.push({ kind: 'write', offset: offset + at, bytes: bytes.subarray(at, end) });
    at = end;
  }
  return sectors;
}

/** The content after changes, in a buffer of its own, as the old one may be somebody's. */
function applied(content: Buffer, changes: readonly Change[]): Buffer {
  const ends = changes.map((change) => (change.kind === 'size' ? change.sizeBytes : change.offset + change.bytes.length));
  const next = Buffer.alloc(Math.max(content.length, ...ends));
  content.copy(next);
  let size = content.length;
  for (const [index, change] of changes.entries()) {
    const end = ends[index] ?? 0;
    if (change.kind === 'write') {
      change.bytes.copy(next, change.offset);
      size = Math.max(size, end);
    } else {
      if (end < size) next.fill(0, end, size);
      size = end;
    }
  }
  return next.subarray(0, size);
}
