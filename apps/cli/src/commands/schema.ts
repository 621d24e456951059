import { Argument, Command } from 'commander';
import { schemaNames, type SchemaName } from '../plans/schema-names.ts';
import { Refusal } from '../refusal.ts';

/** `gatecast schema`: the JSON Schema of a document. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('Print the JSON Schema of a document')
    .addArgument(new Argument('<document>', 'whose').choices(schemaNames))
    .option('--example', 'print an example instead, to begin from (of a plan)')
    .addHelpText('after', '\nExample: gatecast schema plan --example > plan.json')
    .action(async (name: SchemaName, { example }: { example?: true }) => {
      if (example === true && name !== 'plan')
        throw new Refusal({ code: 'bad-input', message: 'there is an example of a plan alone', field: '--example', limit: 'plan' });
      const { printExamplePlan, printSchema } = await import('../plans/schemas.ts');
      process.stdout.write(example === true ? printExamplePlan() : printSchema(name));
    });
}
