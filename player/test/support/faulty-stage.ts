import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtPlayer } from './built-player.ts';

// A stage that breaks when a test says so: the built page with one script more, which asks its own shell for a fault and commits it once.
// What is tested is the shell as it is shipped.

/** `loop`: the page's thread never comes back. `stall`: films stand and cannot be started again. `hoard`: the page wants all memory. */
export type Fault = 'loop' | 'stall' | 'hoard';

const script = `
const faults = {
  loop: () => { for (;;); },
  stall: () => {
    HTMLMediaElement.prototype.play = () => Promise.resolve();
    for (const film of document.querySelectorAll('video')) film.pause();
  },
  hoard: () => {
    const kept = [];
    setInterval(() => kept.push(new Array(5_000_000).fill(0.5)), 20);
  },
};
setInterval(async () => {
  const answer = await fetch('/fault.json', { cache: 'no-store' });
  if (!answer.ok) return;
  const { id, kind } = await answer.json();
  if (localStorage.getItem(id) !== null) return;
  localStorage.setItem(id, kind);
  // what was kept is on its way out of this process before it hangs
  setTimeout(faults[kind], 300);
}, 200);
`;

export type FaultyStage = {
  readonly folder: string;
  /** The page commits this fault, once. */
  readonly commit: (fault: Fault) => void;
  /** No fault is committed any more: a browser that knows of none yet would commit the last one. */
  readonly heal: () => void;
  readonly remove: () => void;
};

export function faultyStage(): FaultyStage {
  const folder = mkdtempSync(join(tmpdir(), 'gatecast-faulty-'));
  cpSync(builtPlayer.stage, folder, { recursive: true });
  const page = join(folder, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<head>', '<head><script src="/fault.js"></script>'));
  writeFileSync(join(folder, 'fault.js'), script);
  let lastId = 0;
  return {
    folder,
    commit: (kind) => writeFileSync(join(folder, 'fault.json'), JSON.stringify({ id: `fault-${++lastId}`, kind })),
    heal: () => rmSync(join(folder, 'fault.json'), { force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
