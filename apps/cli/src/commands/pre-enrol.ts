import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { callerFolder } from '../caller-folder.ts';
import { judgedOption } from '../judged-option.ts';
import { parseServerUrl, parseWholeNumber } from '../option-values.ts';
import type { PreEnrolOptions } from '../orders/make-pre-enrolment.ts';

/** `gatecast pre-enrol`: a file that enrols a device of a closed network without a code. */
export function preEnrolCommand(): Command {
  return new Command('pre-enrol')
    .description('Make a file that enrols one device as the player of a screen without a code, for a USB stick')
    .argument('<screen>', 'id or name of the screen')
    .requiredOption('--out <file>', 'where the file is written, for its owner alone')
    .addOption(judgedOption('--server <url>', 'address of the fleet server', parseServerUrl, 'GATECAST_SERVER').makeOptionMandatory())
    .requiredOption('--email <address>', 'who makes it; the password is read from GATECAST_PASSWORD')
    .addOption(new Option('--address <urls...>', 'the server as the device reaches it, the best first (default: --server)').default([]))
    .addOption(judgedOption('--hours <hours>', 'how long the file is good for', parseWholeNumber(720)).default(72))
    .option('--replace', 'take the place of the player that the screen has', false)
    .action(async (screen: string, options: PreEnrolOptions) => {
      const { makePreEnrolment } = await import('../orders/make-pre-enrolment.ts');
      await makePreEnrolment(screen, { ...options, out: resolve(callerFolder(), options.out) });
    });
}
