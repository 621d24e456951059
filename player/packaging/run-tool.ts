import { spawn } from 'node:child_process';

/** Runs a tool to its end, its words beside ours. Throws where it fails. */
export async function runTool(program: string, given: readonly string[], folder: string): Promise<void> {
  const child = spawn(program, [...given], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`${program} ${given.join(' ')} ended with ${code ?? 'a signal'}`);
}
