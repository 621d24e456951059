/** Ends a process at once, or the group of a leader where `pid` is negative; one that ended by itself meanwhile (0: it has none) is as well. */
export function endProcess(pid: number): void {
  // to the kernel that is whoever asks, and all of its group
  if (pid === 0) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
