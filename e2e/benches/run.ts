// `pnpm bench NAME [--quick]`
import { brain } from './brain.ts';
import { controller } from './controller.ts';
import { fanout } from './fanout.ts';
import { faults } from './faults.ts';
import { ingest } from './ingest.ts';
import { kills } from './kills.ts';
import { large } from './large.ts';
import { lists } from './lists.ts';
import { mutation } from './mutation.ts';
import { nodes } from './nodes.ts';
import { powerCut } from './power-cut.ts';
import { properties } from './properties.ts';
import { printReport, type BenchReport } from './report.ts';
import { storm } from './storm.ts';
import { stage } from './stage.ts';
import { suite } from './suite.ts';
import { start } from './start.ts';
import { publish } from './publish.ts';
import { sync } from './sync.ts';
import { timeline } from './timeline.ts';
import { trigger } from './trigger.ts';
import { wall } from './wall.ts';

const benches: Readonly<Record<string, (options: { readonly isQuick: boolean }) => Promise<BenchReport>>> = {
  brain,
  controller,
  fanout,
  faults,
  ingest,
  kills,
  large,
  lists,
  mutation,
  nodes,
  'power-cut': powerCut,
  properties,
  publish,
  stage,
  start,
  storm,
  suite,
  sync,
  timeline,
  trigger,
  wall,
};

const [name, ...more] = process.argv.slice(2).filter((argument) => argument !== '--quick');
const bench = name === undefined ? undefined : benches[name];
if (name === '--help' || name === '-h') {
  process.stdout.write(`usage: pnpm bench NAME [--quick]\nbenches: ${Object.keys(benches).join(', ')}\n`);
} else if (bench === undefined || more.length > 0) {
  const message = `must be one of ${Object.keys(benches).join(', ')}, and --quick`;
  process.stderr.write(`${JSON.stringify({ code: 'bad-input', message, field: 'NAME' })}\n`);
  process.exitCode = 2;
} else {
  const report = await bench({ isQuick: process.argv.includes('--quick') });
  printReport(report);
  process.exitCode = report.ok ? 0 : 1;
}
