import { Command } from 'commander';
import { runInForeground } from '../processes/run-in-foreground.ts';
import { programs } from '../workspace.ts';

type Options = { readonly data?: string };

/** `gatecast backup FOLDER` and `gatecast restore FOLDER`, of the server that the environment describes. */
export function backupCommands(setExitCode: (code: number) => void): readonly Command[] {
  async function run(task: 'backup' | 'restore', folder: string, { data }: Options): Promise<void> {
    setExitCode(
      await runInForeground(process.execPath, [programs.backup, task, folder], data === undefined ? {} : { GATECAST_DATA: data }),
    );
  }
  const data = ['--data <folder>', "the server's data folder (GATECAST_DATA)"] as const;
  return [
    new Command('backup')
      .description("Copy a server's databases, keys and files into a new folder while it runs")
      .argument('<folder>', 'a folder that does not exist yet')
      .option(...data)
      .action((folder: string, options: Options) => run('backup', folder, options)),
    new Command('restore')
      .description('Put a backup into an empty data folder, or an empty PostgreSQL')
      .argument('<folder>', 'what `backup` made')
      .option(...data)
      .action((folder: string, options: Options) => run('restore', folder, options)),
  ];
}
