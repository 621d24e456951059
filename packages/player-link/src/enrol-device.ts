import type { Clock } from '@gatecast/clock';
import {
  enrolledSchema,
  enrolmentNamespace,
  pairingSchema,
  protocolVersion,
  type Enrolled,
  type enrolmentAuthSchema,
  type FaultCode,
  type Pairing,
} from '@gatecast/protocol';
import type { SigningKey } from '@gatecast/signing';
import type { z } from 'zod';
import { linkSocket } from './link-socket.ts';
import { pacedConnection } from './paced-connection.ts';
import type { Pacing } from './reconnect-delay.ts';
import { signedProof } from './signed-proof.ts';
import { trainingDiffers } from './training-differs.ts';

type EnrolmentAuth = z.infer<typeof enrolmentAuthSchema>;

export type EnrolmentState =
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly pairing: Pairing }
  | { readonly kind: 'offline'; readonly detail: string }
  | { readonly kind: 'rejected'; readonly code: FaultCode; readonly detail: string };

/**
 * Offers a device without an identity for pairing until a technician has typed its code or `close()` is called; one with a ticket is
 * enrolled at once, or rejected as `file-refused`.
 * `onPairing` gives each new code and the root document to be verified and compared by fingerprint; `onEnrolled` keeps
 * the identity, and only when it has, the server is told so and the connection ends.
 */
export function enrolDevice(options: {
  readonly serverUrl: string;
  readonly signer: SigningKey;
  readonly software: EnrolmentAuth['software'];
  readonly display: EnrolmentAuth['display'];
  readonly clock: Clock;
  readonly onPairing: (pairing: Pairing) => void;
  readonly onEnrolled: (enrolled: Enrolled) => void | Promise<void>;
  readonly onState?: (state: EnrolmentState) => void;
  /** The key of a pre-enrolment file's token. */
  readonly ticket?: SigningKey;
  /** This device is there to practise with, and takes no server in service; left out: the other way round. */
  readonly isTraining?: boolean;
  readonly pacing?: Pacing;
}): { readonly close: () => void } {
  const { signer, software, display, ticket, isTraining = false } = options;
  const link = linkSocket(options.serverUrl, enrolmentNamespace, signer.keyId, () => {
    return {
      protocol: protocolVersion,
      publicKey: signer.publicKey,
      software,
      display,
      ...(ticket === undefined ? {} : { ticket: ticket.publicKey }),
      ...(isTraining ? { training: true } : {}),
    } satisfies EnrolmentAuth;
  });
  const { socket } = link;
  socket.on('challenge', (challenge: unknown, answer: unknown) => {
    const differs = trainingDiffers(challenge, isTraining);
    if (differs !== null) return connection.refuse('training-differs', differs);
    const proof = signedProof(signer, 'enrol', '', challenge, ticket);
    if (proof !== null && typeof answer === 'function') (answer as (proof: unknown) => void)(proof);
  });
  socket.on('pairing', (message: unknown) => {
    const parsed = pairingSchema.safeParse(message);
    // a server that says something else is left to the try's deadline
    if (!parsed.success) return;
    connection.settled();
    options.onState?.({ kind: 'waiting', pairing: parsed.data });
    options.onPairing(parsed.data);
  });
  socket.on('enrolled', (message: unknown, answer: unknown) => {
    const parsed = enrolledSchema.safeParse(message);
    if (parsed.success) void keep(parsed.data, answer);
  });
  async function keep(enrolled: Enrolled, answer: unknown): Promise<void> {
    await options.onEnrolled(enrolled);
    if (typeof answer === 'function') (answer as () => void)();
    // the acknowledgement is written before the connection closes, as Socket.IO sends in order
    connection.close();
  }
  const connection = pacedConnection({
    link,
    clock: options.clock,
    spreadKey: signer.publicKey,
    pacing: options.pacing,
    onTry: (attempt) => options.onState?.({ kind: 'connecting', attempt }),
    onOpen: () => undefined,
    onLost: (reason) =>
      options.onState?.(
        reason.kind === 'rejected'
          ? { kind: 'rejected', code: reason.code, detail: reason.detail }
          : { kind: 'offline', detail: reason.detail },
      ),
  });
  return { close: () => connection.close() };
}
