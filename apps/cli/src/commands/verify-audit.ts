import { resolve } from 'node:path';
import { Command } from 'commander';
import { callerFolder } from '../caller-folder.ts';
import { judgedOption } from '../judged-option.ts';
import { parseServerUrl } from '../option-values.ts';
import { Refusal } from '../refusal.ts';

type Options = { readonly server?: string; readonly email?: string; readonly fingerprint?: string; readonly heads?: string };

/** `gatecast verify-audit`: whether an audit is what was sealed. */
export function verifyAuditCommand(setExitCode: (code: number) => void): Command {
  return new Command('verify-audit')
    .description(
      'Verify an audit: find rows that were changed, removed, inserted or put in another order. Exit code 1 where something is wrong',
    )
    .argument('[file]', 'an export as `GET /api/audit/export.jsonl` gives it; left out: the one of --server')
    .addOption(judgedOption('--server <url>', 'take the export from this fleet server', parseServerUrl))
    .option('--email <address>', 'an auditor or administrator; the password is read from GATECAST_PASSWORD')
    .option('--fingerprint <hex>', "the root's fingerprint as it was compared at pairing; without it the export's own root is believed")
    .option('--heads <file>', 'heads and releases kept elsewhere, JSON lines of an earlier export or of a device: they must agree')
    .addHelpText('after', '\nExample: gatecast verify-audit audit.jsonl --fingerprint "1f2e 77aa 90c1 0b3d 5e6f" --heads last-month.jsonl')
    .action(async (file: string | undefined, options: Options) => {
      if ((file === undefined) === (options.server === undefined))
        throw new Refusal({ code: 'bad-input', message: 'give a file or --server, and not both', field: '--server' });
      const { verifyAudit } = await import('../audit/verify-audit.ts');
      const here = (path: string): string => resolve(callerFolder(), path);
      const findings = await verifyAudit({
        source:
          file === undefined
            ? { kind: 'server', url: options.server ?? '', email: options.email ?? '' }
            : { kind: 'file', path: here(file) },
        fingerprint: options.fingerprint ?? null,
        headsPath: options.heads === undefined ? null : here(options.heads),
      });
      process.stdout.write(`${JSON.stringify(findings)}\n`);
      if (findings.faults.length > 0) setExitCode(1);
    });
}
