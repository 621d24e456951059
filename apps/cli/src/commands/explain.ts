import { planSchema } from '@gatecast/protocol';
import { compile, type Answer, type Plan } from '@gatecast/schedules';
import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseInstant } from '../option-values.ts';
import { Refusal } from '../refusal.ts';

const planLimitBytes = 64 * 1024 * 1024;

/** `gatecast explain`: what a plan shows at an instant, and why. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('Say what a plan shows at an instant, and why')
    .argument('<plan.json>', 'a plan document, or - for standard input')
    .option('--at <instant>', 'ISO 8601 with offset, or UTC milliseconds (now)', parseInstant)
    .option('--json', 'print the answer as JSON')
    .action(async (file: string, options: { at?: number; json?: true }) => {
      const plan = parsePlan(await readDocument(file));
      const compiled = compile(plan);
      if (compiled.kind === 'refused') {
        throw new Refusal({
          code: 'plan-refused',
          message: `the plan does not compile: ${compiled.faults[0]?.path} ${compiled.faults[0]?.message}`,
          field: compiled.faults[0]?.path ?? '',
          faults: compiled.faults,
        });
      }
      const answer = compiled.timeline.at(options.at ?? Date.now());
      process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : inWords(plan, answer));
    });
}

async function readDocument(file: string): Promise<string> {
  try {
    const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
    if (content.length > planLimitBytes)
      throw new Refusal({ code: 'too-large', message: 'the plan is too large', field: 'plan.json', limit: planLimitBytes });
    return content;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal({
      code: 'bad-input',
      message: `cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`,
      field: 'plan.json',
    });
  }
}

function parsePlan(content: string): Plan {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new Refusal({
      code: 'bad-input',
      message: `is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      field: 'plan.json',
    });
  }
  const parsed = planSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code, message: issue.message }));
  throw new Refusal({
    code: 'bad-input',
    message: `is not a plan: ${faults[0]?.path} ${faults[0]?.message}`,
    field: faults[0]?.path ?? 'plan.json',
    faults,
  });
}

function inWords(plan: Plan, answer: Answer): string {
  const entryName = (id: string) => plan.entries.find((entry) => entry.id === id)?.name ?? id;
  const iso = (ms: number) => new Date(ms).toISOString();
  const { winner, losers } = answer.reason;
  return [
    `At ${iso(answer.atMs)}: "${entryName(answer.entryId)}" (${winner.tier}, specificity ${winner.specificity}), until ${iso(answer.untilMs)}`,
    ...answer.regions.map(({ regionId, shown }) => {
      switch (shown.kind) {
        case 'item':
          return `  ${regionId}: item ${shown.itemId} in ${shown.languages.join(' + ')}, ${iso(shown.fromMs)} to ${iso(shown.untilMs)}`;
        case 'ticker':
          return `  ${regionId}: running line of ${shown.itemIds.length} items`;
        case 'clock':
          return `  ${regionId}: clock`;
        case 'empty':
          return `  ${regionId}: nothing valid to show`;
      }
    }),
    `  loop counted from ${iso(winner.anchorMs)} (${winner.anchor})`,
    ...losers.map(({ entryId, why }) => `  not "${entryName(entryId)}": ${why.kind}`),
    '',
  ].join('\n');
}
