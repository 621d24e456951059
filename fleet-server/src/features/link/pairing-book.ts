import { randomInt } from 'node:crypto';
import type { Clock } from '@gatecast/clock';

/** Letters and digits that are not taken for one another on a screen across a hall: no I, L, O, S, Z, B, U. */
const alphabet = 'ACDEFGHJKMNPQRTVWXY23456789';
const codeLength = 8;
export const codeValidMs = 600_000;
/** A server holds so many waiting devices, and so many from one address. */
export const waitingLimits = { total: 200, perAddress: 50 } as const;

export type WaitingDevice<T> = { readonly code: string; readonly expiresAtMs: number; readonly address: string; readonly device: T };

/** Devices that wait for a technician to type their code. In memory: a device that waits asks again. */
export type PairingBook<T> = {
  /** Gives a code, renewed every ten minutes through `onCode`, until `forget`; null: the book is full. */
  readonly wait: (address: string, device: T, onCode: (code: string, expiresAtMs: number) => void) => (() => void) | null;
  /** Takes the device that shows this code; the code is spent. */
  readonly take: (code: string) => T | null;
  /** Looks without taking. */
  readonly find: (code: string) => T | null;
  readonly count: () => number;
  readonly devices: () => readonly T[];
};

export function createPairingBook<T>(clock: Clock): PairingBook<T> {
  const byCode = new Map<string, WaitingDevice<T>>();
  function newCode(): string {
    for (;;) {
      const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
      if (!byCode.has(code)) return code;
    }
  }
  function find(code: string): WaitingDevice<T> | null {
    const waiting = byCode.get(code);
    return waiting === undefined || waiting.expiresAtMs <= clock.nowMs() ? null : waiting;
  }
  return {
    wait(address, device, onCode) {
      const fromSame = [...byCode.values()].filter((waiting) => waiting.address === address).length;
      if (byCode.size >= waitingLimits.total || fromSame >= waitingLimits.perAddress) return null;
      let code = '';
      let cancel = (): void => undefined;
      function renew(): void {
        byCode.delete(code);
        code = newCode();
        const expiresAtMs = clock.nowMs() + codeValidMs;
        byCode.set(code, { code, expiresAtMs, address, device });
        cancel = clock.after(codeValidMs, renew);
        onCode(code, expiresAtMs);
      }
      renew();
      return () => {
        cancel();
        if (byCode.get(code)?.device === device) byCode.delete(code);
      };
    },
    take(code) {
      const waiting = find(code);
      if (waiting !== null) byCode.delete(code);
      return waiting?.device ?? null;
    },
    find: (code) => find(code)?.device ?? null,
    count: () => byCode.size,
    devices: () => [...byCode.values()].map(({ device }) => device),
  };
}
