import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
  readonly remove: () => void;
};

export function faultyStage(): FaultyStage {
  const folder = mkdtempSync(join(tmpdir(), 'gatecast-faulty-'));
  const room = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync('vite', ['build', '--logLevel', 'error', '--outDir', folder, '--emptyOutDir'], { cwd: room });
  const page = join(folder, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<head>', '<head><script src="/fault.js"></script>'));
  writeFileSync(join(folder, 'fault.js'), script);
  let lastId = 0;
  return {
    folder,
    commit: (kind) => writeFileSync(join(folder, 'fault.json'), JSON.stringify({ id: `fault-${++lastId}`, kind })),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
