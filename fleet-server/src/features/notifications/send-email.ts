import { createTransport } from 'nodemailer';
import type { IncidentNotice } from '@gatecast/protocol';
import type { Sent } from './sent.ts';

export type MailSettings = { readonly smtpUrl: string; readonly from: string };
export type Mailer = {
  readonly send: (id: string, to: readonly string[], notice: IncidentNotice, link: string | null) => Promise<Sent>;
  readonly close: () => void;
};

const timeoutMs = 15_000;
const refusalCharacters = 500;

/**
 * Sends notices as plain text by SMTP. The Message-ID is the message's own, so that one which is sent again is known as the same. Whoever the
 * server refuses for good (5yz, RFC 5321) is told in the answer; whom it refuses for now is left to be tried again, without the others.
 */
export function createMailer({ smtpUrl, from }: MailSettings): Mailer {
  const transport = createTransport(smtpUrl, { from });
  return {
    async send(id, to, { text, detail, type, atMs }, link) {
      const lines = [text, detail, new Date(atMs).toISOString(), link ?? ''].filter((line) => line !== '');
      try {
        const domain =
          from
            .split('@')
            .at(-1)
            ?.replace(/[^\w.-]/g, '') ?? 'gatecast';
        const sending = transport.sendMail({
          to: [...to],
          subject: `[Gatecast] ${text}`.slice(0, 200),
          text: `${lines.join('\n')}\n`,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Gatecast-Type': type },
        });
        const late = new Promise<never>((_resolve, reject) => void setTimeout(() => reject(new Error('timed out')), timeoutMs).unref());
        const { accepted, rejectedErrors = [] } = await Promise.race([sending, late]);
        return sentTo(to, accepted.map(addressIn), rejectedErrors);
      } catch (error) {
        // a server that refuses every address says so with each of them
        const { rejectedErrors = [] } = error as { readonly rejectedErrors?: readonly Refusal[] };
        return rejectedErrors.length > 0 ? sentTo(to, [], rejectedErrors) : { kind: 'failed', error: mailFault(error), reached: [] };
      }
    },
    close: () => transport.close(),
  };
}

type Refusal = { readonly recipient?: string | undefined; readonly responseCode?: number | undefined };

function sentTo(to: readonly string[], accepted: readonly string[], refusals: readonly Refusal[]): Sent {
  const told = refusals
    .map(({ recipient = '', responseCode = 0 }) => `${recipient} (${responseCode})`)
    .join(', ')
    .slice(0, refusalCharacters - 20);
  const isLater = refusals.some(({ responseCode = 0 }) => responseCode < 500);
  if (!isLater && accepted.length > 0) return { kind: 'sent', refused: told === '' ? null : `refused for ${told}` };
  const forGood = refusals.flatMap(({ recipient = '', responseCode = 0 }) => (responseCode >= 500 ? [recipient] : []));
  // who was refused for good is done with, like who got it
  if (forGood.length === to.length) return { kind: 'failed', error: `refused for ${told}`, reached: [], isLast: true };
  return { kind: 'failed', error: `refused for ${told}`, reached: to.filter((one) => accepted.includes(one) || forGood.includes(one)) };
}

function addressIn(one: string | { readonly address: string }): string {
  return typeof one === 'string' ? one : one.address;
}

/** What a server answers may quote what was sent to it, credentials included: the code says enough. */
function mailFault(error: unknown): string {
  const { code, responseCode, message } = error as { readonly code?: string; readonly responseCode?: number; readonly message?: string };
  return ['mail', code ?? (message === 'timed out' ? 'timed-out' : 'failed'), responseCode].filter((part) => part !== undefined).join(' ');
}
