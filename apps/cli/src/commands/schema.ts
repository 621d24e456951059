import { Argument, Command } from 'commander';
import { schemaNames, type SchemaName } from '../plans/schema-names.ts';

/** `gatecast schema`: the JSON Schema of a document. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('Print the JSON Schema of a document')
    .addArgument(new Argument('<document>', 'whose').choices(schemaNames))
    .action(async (name: SchemaName) => {
      const { printSchema } = await import('../plans/schemas.ts');
      process.stdout.write(printSchema(name));
    });
}
