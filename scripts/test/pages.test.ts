import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// A page that names what does not exist is worse than no page: every path and root command in every page is looked up.

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

function pagesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', '.types', '.git', 'test-results', '.gatecast', '.stryker-tmp'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pagesBelow(path) : entry.name.endsWith('.md') ? [path] : [];
  });
}

const files: readonly string[] = (function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', '.types', '.git', 'test-results', '.gatecast', '.stryker-tmp'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...below(path)] : [path];
  });
})(root);

/** A path in a page counts as there where it stands from the root, from the page, or as the end of a path in its room. */
function isThere(page: string, named: string): boolean {
  const clean = named.replace(/\/$/, '');
  const room = relative(root, page).split('/').slice(0, -1).join('/');
  return (
    existsSync(join(root, clean)) ||
    existsSync(join(dirname(page), clean)) ||
    files.some((file) => file.endsWith(`/${clean}`) && relative(root, file).startsWith(room))
  );
}

const pages = pagesBelow(root);

test.each(pages.map((page) => ({ name: relative(root, page), page })))('every path that $name names exists', ({ page }) => {
  const text = readFileSync(page, 'utf8');
  const inCode = [...text.matchAll(/`([^`\s]+)`/g)]
    .map(([, code]) => code ?? '')
    .filter((code) => /^([\w.@-]+\.(ts|tsx|md|mjs|css)|[\w.@-]+(\/[\w.@-]+)+\.(ts|tsx|md|json|mjs|css))$/.test(code));
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link ?? '');
  expect([...inCode, ...links].filter((named) => !isThere(page, named))).toEqual([]);
});

test('every root command that a page names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const builtIn = new Set(['install', '--filter', 'run', 'exec', 'approve']);
  const unknown = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/`(?:npx )?p?npm (?:--silent |--dir \w+ )*(?:run )?([\w-]+)/g)]
      .map(([, command]) => command ?? '')
      .filter((command) => !(command in scripts) && !builtIn.has(command))
      .map((command) => `${relative(root, page)}: ${command}`),
  );
  expect(unknown).toEqual([]);
});
