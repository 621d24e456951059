/** A frame with a page of another server, as its browser can reach it. */
export type LiveFrame = {
  readonly url: string;
  /** Asks its process to be silent, as live URLs are; one that hangs does not answer, one that is gone rejects. */
  readonly ask: () => Promise<unknown>;
  /** Ends its process. */
  readonly end: () => void;
};

/** `hung`: its process does not answer, and was ended. `missing`: there is none, as for a moment between two pages. */
export type LivePulse = 'lives' | 'hung' | 'missing';

/** A page may be busy for so long; one that is busy for longer is a picture that stands. */
const silentAfterMs = 6_000;

export type LivePulses = {
  /** Tells whether the page of a live URL lives; a process that does not answer is ended, as the next page of its host would share it. */
  readonly feel: (url: string) => Promise<LivePulse>;
  /** How many were ended. A page that was about to come up in one of them does not. */
  readonly ended: () => number;
};

/**
 * Watches the processes of live URLs. A page of another server gives no sign of its own, so its process is asked, from outside. A URL whose page
 * was never found in a process of its own counts as living: what it shares a process with is watched.
 */
export function livePulses(frames: () => readonly LiveFrame[]): LivePulses {
  const found = new Set<string>();
  let ended = 0;
  async function ask(frame: LiveFrame): Promise<LivePulse> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<'silent'>((resolve) => {
      timer = setTimeout(() => resolve('silent'), silentAfterMs);
    });
    try {
      if ((await Promise.race([frame.ask(), silence])) !== 'silent') return 'lives';
      frame.end();
      ended += 1;
      return 'hung';
    } catch {
      return 'missing';
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    async feel(url) {
      const all = frames();
      const own = all.filter((frame) => URL.parse(frame.url)?.host === URL.parse(url)?.host);
      // it may have led to another host that is allowed
      const asked = own.length > 0 ? own : all;
      if (asked.length === 0) return found.has(url) ? 'missing' : 'lives';
      found.add(url);
      const felt = await Promise.all(asked.map(ask));
      return felt.find((one) => one !== 'lives') ?? 'lives';
    },
    ended: () => ended,
  };
}
