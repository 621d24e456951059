import { createTransport } from 'nodemailer';
import pRetry from 'p-retry';
import type { AppContext } from '../../app-context.ts';

/** A mail to one person about their account. */
export type AccountMail = { readonly to: string; readonly subject: string; readonly text: string };
export type AccountPost = {
  /** Whether this server was given a way to mail. */
  readonly isThere: boolean;
  /**
   * Mails in the background; where the mail server does not take it for now, again and again until `untilMs`, after which it would be of no use.
   * `what` stands in the log where it was not sent in the end. A restart forgets what was not sent: nothing that opens an account lies on a disk.
   */
  readonly send: (mail: AccountMail, options: { readonly untilMs: number; readonly what: string }) => void;
  readonly close: () => void;
};

/** That many wait at once; more than that is no queue of people. */
const mostWaiting = 1_000;
const distances = { minTimeout: 2_000, factor: 3, maxTimeout: 900_000, retries: 1_000 };
const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 };

/** Makes it of the server's settings. */
export function createAccountPost({ clock, config: { mail }, log }: Pick<AppContext, 'clock' | 'config' | 'log'>): AccountPost {
  const transport = mail === null ? null : createTransport(mail.smtpUrl, { from: mail.from, ...timeouts });
  const ending = new AbortController();
  let waiting = 0;
  return {
    isThere: transport !== null,
    send(message, { untilMs, what }) {
      if (transport === null) return;
      if (waiting >= mostWaiting) {
        log.error({ code: 'too-many' }, `${what} was not mailed`);
        return;
      }
      waiting += 1;
      pRetry(() => transport.sendMail({ ...message, headers: { 'Auto-Submitted': 'auto-generated' } }), {
        ...distances,
        maxRetryTime: Math.max(0, untilMs - clock.nowMs()),
        unref: true,
        signal: ending.signal,
        shouldRetry: ({ error }) => !isForGood(error),
      })
        .catch((error: unknown) => {
          // what a mail server answers may quote what was sent
          if (!ending.signal.aborted) log.error({ code: (error as { readonly code?: string }).code ?? 'failed' }, `${what} was not mailed`);
        })
        .finally(() => (waiting -= 1));
    },
    close() {
      ending.abort();
      transport?.close();
    },
  };
}

/** 5yz of RFC 5321: asked again, the server would say the same. */
function isForGood(error: Error): boolean {
  return ((error as { readonly responseCode?: number }).responseCode ?? 0) >= 500;
}
