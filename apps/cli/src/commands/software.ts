import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { callerFolder } from '../caller-folder.ts';
import { judgedOption } from '../judged-option.ts';
import { parseServerUrl, parseWholeNumber } from '../option-values.ts';
import { Refusal } from '../refusal.ts';

const here = (path: string): string => resolve(callerFolder(), path);

/** `gatecast software`: new versions of the player, from the offline role's key to the server's announcement. */
export function softwareCommand(): Command {
  return new Command('software')
    .description('Sign a new version of the player with the offline role’s key, and announce it to the players of a server')
    .addCommand(keyCommand())
    .addCommand(signCommand())
    .addCommand(publishCommand())
    .action(() => {
      throw new Refusal({ code: 'bad-input', message: 'give key, sign or publish; --help says more' });
    });
}

function keyCommand(): Command {
  return quiet(new Command('key'))
    .description(
      'Make a key of the software role, to be kept away from every server; prints what GATECAST_SOFTWARE_KEYS of a new server is',
    )
    .requiredOption('--out <file>', 'where the secret is written, for its owner alone')
    .action(async ({ out }: { out: string }) => {
      const { makeSoftwareKey } = await import('../software/software-key.ts');
      process.stdout.write(`${JSON.stringify(await makeSoftwareKey(here(out)))}\n`);
    });
}

function signCommand(): Command {
  return quiet(new Command('sign'))
    .description('Print the signed update document of packages of one version, which say themselves which')
    .argument('<packages...>', 'files as `pnpm package chromium-tar` and `electron-tar` make them, one for each shell and architecture')
    .requiredOption('--key <file>', 'the secret of `gatecast software key`')
    .addHelpText(
      'after',
      '\nExample: gatecast software sign --key offline.json gatecast-player-chromium-1.4.0-linux-x64.tar.gz > update.json',
    )
    .action(async (files: readonly string[], { key }: { key: string }) => {
      const { signUpdate } = await import('../software/sign-update.ts');
      process.stdout.write(`${JSON.stringify(await signUpdate({ key: here(key), files: files.map(here), nowMs: Date.now() }))}\n`);
    });
}

type PublishOptions = { readonly server: string; readonly email: string; readonly share: number; readonly site: readonly string[] };

function publishCommand(): Command {
  return quiet(new Command('publish'))
    .description('Upload packages and announce their signed update; the password is read from GATECAST_PASSWORD')
    .argument('<update.json>', 'what `gatecast software sign` printed')
    .argument('[packages...]', 'the packages that it names; none where the server has them already')
    .addOption(judgedOption('--server <url>', 'address of the fleet server', parseServerUrl).makeOptionMandatory())
    .requiredOption('--email <address>', 'an administrator')
    .addOption(judgedOption('--share <percent>', 'of the players', parseWholeNumber(100)).default(100))
    .addOption(new Option('--site <ids...>', 'ids of the sites whose players get it (default: every site)').default([]))
    .action(async (document: string, files: readonly string[], { server, email, share, site }: PublishOptions) => {
      const { publishUpdate } = await import('../software/publish-update.ts');
      const given = { document: here(document), files: files.map(here), server, email, percent: share, sites: site };
      process.stdout.write(`${JSON.stringify(await publishUpdate(given))}\n`);
    });
}

/** `run` words the errors of the commands that it knows; these are one level deeper. */
function quiet(command: Command): Command {
  return command.exitOverride().configureOutput({ outputError: () => {} });
}
