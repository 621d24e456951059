import { writeFile } from 'node:fs/promises';
import { preEnrolmentRoutes } from '@gatecast/protocol';
import { screenOf } from '../fleet-api/screen-of.ts';
import { signInByEnvironment } from '../fleet-api/session.ts';
import { Refusal } from '../refusal.ts';

export type PreEnrolOptions = {
  readonly server: string;
  readonly email: string;
  readonly out: string;
  /** Addresses as the device reaches the server; empty: the one that was asked. */
  readonly address: readonly string[];
  readonly hours: number;
  readonly replace: boolean;
};

/** Makes a pre-enrolment file of a screen, writes it for its owner alone, and prints what is to be compared and kept in mind. */
export async function makePreEnrolment(screen: string, options: PreEnrolOptions): Promise<void> {
  const session = await signInByEnvironment(options.server, options.email);
  const screenId = await screenOf(session, screen);
  const servers = options.address.length === 0 ? [options.server] : [...options.address];
  const body = { servers, expiresInMs: options.hours * 3_600_000, replace: options.replace };
  const { file, rootFingerprint, preEnrolment } = await session.call(preEnrolmentRoutes.makePreEnrolment, { params: { screenId }, body });
  try {
    await writeFile(options.out, JSON.stringify(file), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const params = { screenId, preEnrolmentId: preEnrolment.id };
    await session.call(preEnrolmentRoutes.revokePreEnrolment, { params });
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Refusal({ code: 'bad-input', message: `${options.out} cannot be written: ${code}`, field: '--out' });
  }
  process.stdout.write(`${JSON.stringify({ file: options.out, rootFingerprint, expiresAtMs: preEnrolment.expiresAtMs })}\n`);
}
