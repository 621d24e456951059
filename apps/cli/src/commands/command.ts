import { Command } from 'commander';
import { judgedOption } from '../judged-option.ts';
import { parseServerUrl, parseWholeNumber } from '../option-values.ts';
import type { GiveOptions } from '../orders/give-order.ts';

/** `gatecast command`: one order of the closed list to one screen's player. */
export function commandCommand(): Command {
  return new Command('command')
    .description('Give one order to a screen’s player, wait for what comes of it, and print that as JSON')
    .argument('<screen>', 'id or name of the screen')
    .argument('<order>', 'screenshot, identify, reload-stage, restart-player, reboot, clear-cache, volume, quiet-hours, …')
    .argument('[values...]', 'what the order takes: percent, on|standby|off, HH:MM-HH:MM, seconds, lines')
    .addOption(judgedOption('--server <url>', 'address of the fleet server', parseServerUrl, 'GATECAST_SERVER').makeOptionMandatory())
    .requiredOption('--email <address>', 'who gives it; the password is read from GATECAST_PASSWORD')
    .addOption(judgedOption('--wait <seconds>', 'how long to wait for its end', parseWholeNumber(3_600)).default(30))
    .option('--output <file>', 'where a bundle of logs is put')
    .action(async (screen: string, name: string, values: string[], options: GiveOptions) => {
      const { orderOf } = await import('../orders/order-of.ts');
      const order = orderOf(name, values);
      const { giveOrder } = await import('../orders/give-order.ts');
      await giveOrder(screen, order, options);
    });
}
