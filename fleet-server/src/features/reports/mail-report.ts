import type { Report } from '@gatecast/protocol';
import { createTransport } from 'nodemailer';
import type { Config } from '../../config.ts';
import { instantText } from './report-sheet.ts';
import { mailWords } from './report-words.ts';

const timeoutMs = 30_000;

export type ReportMail = {
  readonly id: string;
  readonly to: readonly string[];
  readonly report: Report;
  readonly place: string;
  readonly pdf: Buffer;
  readonly xlsx: Buffer;
  readonly link: string | null;
};

/** Sends a report with its PDF and workbook. Gives what went wrong, by its code only, as a server's answer may quote credentials; null: it went out. */
export function createReportMailer({ smtpUrl, from }: NonNullable<Config['mail']>) {
  const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const transport = createTransport({ url: smtpUrl, ...timeouts }, { from });
  return {
    async send({ id, to, report, place, pdf, xlsx, link }: ReportMail): Promise<string | null> {
      const { language, title, kind, fromMs, untilMs, timeZone } = report;
      const words = mailWords[language];
      const span = [fromMs, untilMs].map((atMs) => instantText(atMs, timeZone).slice(0, 16)).join(' – ');
      try {
        const { rejected } = await transport.sendMail({
          to: [...to],
          subject: `[Gatecast] ${title}: ${place}`.slice(0, 200),
          text: [words.text(title, place), span, ...(link === null ? [] : [link])].join('\n'),
          messageId: `<${id}@gatecast>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          attachments: [
            { filename: `gatecast-${kind}.pdf`, content: pdf, contentType: 'application/pdf' },
            { filename: `gatecast-${kind}.xlsx`, content: xlsx },
          ],
        });
        return rejected.length === 0 ? null : `refused for ${rejected.join(', ')}`.slice(0, 500);
      } catch (error) {
        const { code, responseCode } = error as { readonly code?: string; readonly responseCode?: number };
        return ['mail', code ?? 'failed', responseCode].filter((part) => part !== undefined).join(' ');
      }
    },
    close: () => transport.close(),
  };
}
