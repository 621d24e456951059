import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { vi } from './vi.ts';

function leaves(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value as object, `${path}${key}.`),
  );
}
const english = new Map(leaves(en));
const vietnamese = new Map(leaves(vi));
const sources = readdirSync(join(import.meta.dirname, '..'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !/words[/\\](en|vi)(-door)?\.ts$/.test(path))
  .map((path) => readFileSync(join(import.meta.dirname, '..', path), 'utf8'))
  .join('\n');
const placeholders = (text: string | undefined) =>
  [...(text ?? '').matchAll(/{{(\w+)}}/g)]
    .map(([, name]) => name ?? '')
    .toSorted()
    .join(' ');

describe('the words of the interface', () => {
  it('are there in both languages, with the same placeholders, and never empty', () => {
    expect([...vietnamese.keys()]).toEqual([...english.keys()]);
    const uneven = [...english].filter(
      ([key, text]) => text.trim() === '' || vietnamese.get(key)?.trim() === '' || placeholders(text) !== placeholders(vietnamese.get(key)),
    );
    expect(uneven).toEqual([]);
  });

  it('are all used: by their whole key, or by the fixed part before a value', () => {
    const prefixes = [...sources.matchAll(/`([\w.-]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = [...english.keys()].filter((key) => {
      const singular = key.replace(/_(one|other)$/, '');
      return !sources.includes(`'${singular}'`) && !prefixes.some((prefix) => singular.startsWith(prefix));
    });
    expect(unused).toEqual([]);
  });

  it('are written in composed letters, as the house keeps all text', () => {
    expect([...vietnamese.values()].filter((text) => text !== text.normalize('NFC'))).toEqual([]);
  });
});
