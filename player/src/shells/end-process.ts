/** Ends a process at once, or the group of a leader where `pid` is negative; one that ended by itself meanwhile is as well. */
export function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
