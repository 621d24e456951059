import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handover } from '../bridge/bridge.ts';
import type { KeptPart } from '../bridge/stage-port-names.ts';
import { writeWhole } from './data-folder.ts';

/** A file for a stage that outlives this agent: the newest is written whole, those that came while another was being written are passed over. */
export function handoverFile(folder: string, part: KeptPart, onTrouble: (detail: string) => void) {
  const file = join(folder, `${part}.json`);
  let unwritten: { readonly handover: Handover | null } | null = null;
  let writing: Promise<void> | null = null;

  async function write(): Promise<void> {
    // the stage has its message before this thread turns a release of megabytes into text
    await new Promise<void>((resolve) => void setImmediate(resolve));
    try {
      for (let next = unwritten; next !== null; next = unwritten) {
        unwritten = null;
        if (next.handover === null) await rm(file, { force: true });
        else await writeWhole(file, JSON.stringify(next.handover));
      }
    } catch (error) {
      onTrouble(`the handover's ${part} is not on disk: ${String(error)}`);
    } finally {
      writing = null;
    }
  }
  return {
    /** null: there is nothing to hand over any more. */
    keep(handover: Handover | null): void {
      unwritten = { handover };
      writing ??= write();
    },
    async settled(): Promise<void> {
      await writing;
    },
  };
}
