import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Mail = { readonly to: readonly string[]; readonly text: string };
export type MailServer = {
  /** What makes a server of ours send its mail here. */
  readonly settings: { readonly GATECAST_SMTP: string; readonly GATECAST_MAIL_FROM: string };
  /** What has arrived, in order. */
  readonly mails: readonly Mail[];
  readonly close: () => Promise<void>;
};

/** A mail server on a free port. `refusalOf`: the code with which it refuses an address now; null: it takes it. */
export async function startMailServer(refusalOf: (address: string) => number | null = () => null): Promise<MailServer> {
  const mails: Mail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, answer) {
      const code = refusalOf(address);
      answer(code === null ? null : Object.assign(new Error('no'), { responseCode: code }));
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(chunks).toString() });
        answer();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  return {
    settings: {
      GATECAST_SMTP: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
      GATECAST_MAIL_FROM: 'gatecast@noibai.example',
    },
    mails,
    close: () => new Promise((resolve) => smtp.close(resolve)),
  };
}

/** A mail as its reader sees it. */
export function quotedPrintable(mail: string): string {
  const bytes = mail.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
