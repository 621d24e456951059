import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The items of a table of the player's page, under the heading `### <title>`: the first cell of each row. */
export function listedItems(title: string): readonly string[] {
  const page = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  const section = page.split(/^#{2,3} /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) => row.split('|')[1]?.trim() ?? '');
}
