import { createTransport } from 'nodemailer';
import type { IncidentNotice } from '@gatecast/protocol';
import type { Sent } from './sent.ts';

export type MailSettings = { readonly smtpUrl: string; readonly from: string };
export type Mailer = {
  readonly send: (id: string, to: readonly string[], notice: IncidentNotice, link: string | null) => Promise<Sent>;
  readonly close: () => void;
};

const timeoutMs = 15_000;

/** Sends notices as plain text by SMTP. The Message-ID is the message's own, so that one which is sent again is known as the same. */
export function createMailer({ smtpUrl, from }: MailSettings): Mailer {
  const transport = createTransport(smtpUrl, { from });
  return {
    async send(id, to, { text, type, incident, atMs }, link) {
      const lines = [text, incident?.detail ?? '', new Date(atMs).toISOString(), link ?? ''].filter((line) => line !== '');
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
        const { rejected } = await Promise.race([sending, late]);
        return rejected.length === 0
          ? { kind: 'sent' }
          : { kind: 'failed', error: `refused for ${rejected.length} of ${to.length} addresses` };
      } catch (error) {
        return { kind: 'failed', error: mailFault(error) };
      }
    },
    close: () => transport.close(),
  };
}

/** What a server answers may quote what was sent to it, credentials included: the code says enough. */
function mailFault(error: unknown): string {
  const { code, responseCode, message } = error as { readonly code?: string; readonly responseCode?: number; readonly message?: string };
  return ['mail', code ?? (message === 'timed out' ? 'timed-out' : 'failed'), responseCode].filter((part) => part !== undefined).join(' ');
}
