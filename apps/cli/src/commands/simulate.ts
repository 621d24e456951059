import { Command } from 'commander';
import { judgedOption } from '../judged-option.ts';
import { parseCount, parseServerUrl } from '../option-values.ts';
import type { SimulateOptions } from '../simulate/simulate.ts';

/** `gatecast simulate`: many lean players in one process, for load and for training. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('Run many lean, protocol-true players in one process, for load and for training')
    .addOption(judgedOption('--players <number>', 'how many', parseCount(20_000)).makeOptionMandatory())
    .addOption(judgedOption('--server <url>', 'address of the fleet server', parseServerUrl).makeOptionMandatory())
    .option('--email <address>', 'a technician who enrols players that are not enrolled yet; the password is read from GATECAST_PASSWORD')
    .option('--data <folder>', "where the players' identities are kept", '.gatecast/simulated')
    .addOption(judgedOption('--seconds <number>', 'end after this long (default: at Ctrl-C)', parseCount(86_400)))
    .addOption(judgedOption('--ramp <seconds>', 'start them spread over this long', parseCount(3_600)).default(5))
    .option('--paint', 'answer alerts as painted too, for training')
    .addOption(
      judgedOption('--beats <number>', 'heartbeats of each, one after the other, once all are connected', parseCount(100_000)).default(0),
    )
    .addOption(judgedOption('--records <number>', 'play records of each, told once all are connected', parseCount(100_000)).default(0))
    .addOption(judgedOption('--batch <number>', 'play records in one signed batch', parseCount(200)).default(200))
    .option('--json', 'print events as JSON lines')
    .action(async (options: SimulateOptions) => {
      const { simulate } = await import('../simulate/simulate.ts');
      await simulate(options);
    });
}
