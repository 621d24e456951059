import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file so that after a power cut it is there whole or as it was before: fsync of file and folder around a rename. */
export function writeFileWhole(path: string, bytes: Uint8Array): void {
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, 'w', 0o640);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  syncFolder(dirname(path));
}

function syncFolder(path: string): void {
  // Windows cannot open a folder, and keeps renames in its own journal
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
