import { faultCodeSchema, type FaultCode } from '@gatecast/protocol';
import type { Socket } from 'socket.io-client';
import { z } from 'zod';

/** What came of a request. `offline`: it was not sent, as there was no proven connection. */
export type Requested<T> =
  | { readonly kind: 'ok'; readonly answer: T }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly code: FaultCode; readonly detail: string };

const refusalSchema = z.object({ kind: z.literal('refused'), code: faultCodeSchema, detail: z.string() });
const bareFaultSchema = z.object({ code: faultCodeSchema, detail: z.string() });

/** Reads an answer: as its schema says, else as a refusal. Anything else is refused here, as nothing can be built on it. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown): Requested<T> {
  const refusal = refusalSchema.safeParse(answer);
  if (refusal.success) return { kind: 'refused', code: refusal.data.code, detail: refusal.data.detail };
  const parsed = schema.safeParse(answer);
  if (parsed.success) return { kind: 'ok', answer: parsed.data };
  const fault = bareFaultSchema.safeParse(answer);
  if (fault.success) return { kind: 'refused', code: fault.data.code, detail: fault.data.detail };
  const issue = parsed.error.issues[0];
  return {
    kind: 'refused',
    code: 'bad-input',
    detail: `the answer is not as agreed: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  };
}

/** Sends a request and waits for its answer. A connection lost meanwhile is a timeout: the server may have heard it. */
export function request<T>(
  socket: Socket,
  event: string,
  message: readonly unknown[],
  schema: z.ZodType<T>,
  timeoutMs: number,
): Promise<Requested<T>> {
  return new Promise((resolve) => {
    socket.timeout(timeoutMs).emit(event, ...message, (error: Error | null, answer: unknown) => {
      resolve(error === null ? readAnswer(schema, answer) : { kind: 'timeout' });
    });
  });
}
