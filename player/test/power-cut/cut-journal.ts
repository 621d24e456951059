import { readFileSync } from 'node:fs';

/** What a process did to its folder, and where in the journal that ends. Inodes are the system's numbers: given again once nobody has them. */
export type Operation = { readonly endBytes: number } & (
  | { readonly kind: 'create' | 'mkdir'; readonly path: string; readonly inode: bigint }
  | { readonly kind: 'write'; readonly inode: bigint; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly inode: bigint; readonly sizeBytes: number }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'unlink' | 'rmdir'; readonly path: string }
  | { readonly kind: 'sync'; readonly inode: bigint }
);

const headBytes = 40;

/**
 * The operations that journal-shim.c wrote, in the order in which they were done. A last record that is not whole is left out: its process
 * was killed. Throws where the process did something that the journal cannot tell.
 */
export function readCutJournal(file: string): readonly Operation[] {
  const journal = readFileSync(file);
  const operations: Operation[] = [];
  for (let at = 0; at + headBytes <= journal.length;) {
    const [kind = 0, pathBytes = 0, , offset = 0, dataBytes = 0] = [0, 8, 16, 24, 32].map((word) =>
      Number(journal.readBigUInt64LE(at + word)),
    );
    const dataAt = at + headBytes + pathBytes;
    const endBytes = dataAt + dataBytes;
    if (endBytes > journal.length) break;
    const path = journal.toString('utf8', at + headBytes, dataAt);
    const inode = journal.readBigUInt64LE(at + 16);
    operations.push(operationOf(kind, { path, inode, offset, bytes: journal.subarray(dataAt, endBytes), endBytes }));
    at = endBytes;
  }
  return operations;
}

type Told = {
  readonly path: string;
  readonly inode: bigint;
  readonly offset: number;
  readonly bytes: Buffer;
  readonly endBytes: number;
};

function operationOf(kind: number, { path, inode, offset, bytes, endBytes }: Told): Operation {
  switch (kind) {
    case 1:
      return { kind: 'create', path, inode, endBytes };
    case 2:
      return { kind: 'write', inode, offset, bytes, endBytes };
    case 3:
      return { kind: 'truncate', inode, sizeBytes: offset, endBytes };
    case 4: {
      const [from = '', to = ''] = path.split('\0');
      return { kind: 'rename', from, to, endBytes };
    }
    case 5:
      return { kind: 'unlink', path, endBytes };
    case 6:
      return { kind: 'mkdir', path, inode, endBytes };
    case 7:
      return { kind: 'rmdir', path, endBytes };
    case 8:
      return { kind: 'sync', inode, endBytes };
    default:
      throw new Error(`the journal cannot tell what was done: ${path || `kind ${kind}`}`);
  }
}
