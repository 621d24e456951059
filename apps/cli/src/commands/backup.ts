import { Command } from 'commander';
import { runInForeground } from '../processes/run-in-foreground.ts';
import { programs } from '../workspace.ts';

type Options = { readonly data?: string; readonly resume?: boolean };

/** `gatecast backup FOLDER` and `gatecast restore FOLDER`, of the server that the environment describes. */
export function backupCommands(setExitCode: (code: number) => void): readonly Command[] {
  async function run(task: 'backup' | 'restore', folder: string, { data, resume }: Options): Promise<void> {
    const args = [programs.backup, task, folder, ...(resume === true ? ['--resume'] : [])];
    setExitCode(await runInForeground(process.execPath, args, data === undefined ? {} : { GATECAST_DATA: data }));
  }
  const data = ['--data <folder>', "the server's data folder (GATECAST_DATA)"] as const;
  const resume = ['--resume', 'goes on with one that broke off: what is there whole is not copied again'] as const;
  return [
    new Command('backup')
      .description(
        "Copy a server's databases, keys and files, from its data folder or its bucket (GATECAST_S3), into a new folder while it runs",
      )
      .argument('<folder>', 'a folder that does not exist yet')
      .option(...data)
      .option(...resume)
      .action((folder: string, options: Options) => run('backup', folder, options)),
    new Command('restore')
      .description(
        'Put a backup into an empty data folder, or an empty PostgreSQL; its files go into the bucket where GATECAST_S3 names one',
      )
      .argument('<folder>', 'what `backup` made')
      .option(...data)
      .option(...resume)
      .action((folder: string, options: Options) => run('restore', folder, options)),
  ];
}
