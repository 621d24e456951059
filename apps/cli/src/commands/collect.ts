import { Command } from 'commander';
import { judgedOption } from '../judged-option.ts';
import { parseServerUrl } from '../option-values.ts';

type Options = { readonly server: string; readonly email: string; readonly dryRun?: true };

/** `gatecast collect`: what nothing needs any more goes from a server's store. */
export function collectCommand(): Command {
  return new Command('collect')
    .description(
      'Remove releases, objects and files that nothing has needed for the whole grace; the password is read from GATECAST_PASSWORD',
    )
    .addOption(judgedOption('--server <url>', 'address of the fleet server', parseServerUrl).makeOptionMandatory())
    .requiredOption('--email <address>', 'an administrator or a technician')
    .option('--dry-run', 'only say what would be removed')
    .addHelpText('after', '\nExample: gatecast collect --server https://fleet.example --email tech@example --dry-run')
    .action(async ({ server, email, dryRun }: Options) => {
      const { signInByEnvironment } = await import('../fleet-api/session.ts');
      const { collectionRoutes } = await import('@gatecast/protocol');
      const session = await signInByEnvironment(server, email);
      const told = await session.call(collectionRoutes.collect, { body: { isDryRun: dryRun === true } });
      process.stdout.write(`${JSON.stringify(told)}\n`);
    });
}
