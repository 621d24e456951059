import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentShades, contrastOf, isNearEmergency } from './accent-shades.ts';
import { teal } from './theme.ts';

const colour = integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('shades of a house’s colour', () => {
  it('can be read wherever the product’s own can: text on them, and they as text, on light and on dark', () => {
    assert(
      property(colour, (accent) => {
        const shades = accentShades(accent);
        const at = (index: number) => shades[index] ?? '';
        const pairs = [
          ...[
            ['#ffffff', at(8)],
            [at(8), '#f6f8fa'],
            [at(9), '#f6f8fa'],
            [at(9), '#ffffff'],
          ],
          ...[
            [at(3), '#192331'],
            [at(3), '#131c28'],
            ['#06202b', at(4)],
            [at(4), '#0f2036'],
            ['#06202b', at(3)],
          ],
        ] as [string, string][];
        for (const [one, other] of pairs) expect(contrastOf(one, other)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('are each as light as the product’s, within what eight bits can say', () => {
    assert(
      property(colour, (accent) => {
        const off = accentShades(accent).map((shade, index) => contrastOf(shade, teal[index] ?? ''));
        expect(Math.max(...off)).toBeLessThan(1.05);
      }),
    );
  });

  it('keep the hue: blue stays blue, and grey has none', () => {
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt((accentShades('#1d4ed8')[8] ?? '').slice(at, at + 2), 16)) as [
      number,
      number,
      number,
    ];
    expect(blue > green && blue > red).toBe(true);
    const grey = accentShades('#000000')[8] ?? '';
    expect(new Set([grey.slice(1, 3), grey.slice(3, 5), grey.slice(5, 7)]).size).toBe(1);
  });

  it('give back the product’s own colour for its own', () => {
    expect(contrastOf(accentShades('#04706c')[8] ?? '', '#ffffff')).toBeCloseTo(contrastOf('#04706c', '#ffffff'), 1);
  });

  it('are said to be near the red of the emergency where they are', () => {
    expect(['#b21a1a', '#c62828', '#d7263d', '#04706c', '#1d4ed8', '#7a1fa2', '#c0a000', '#808080'].map(isNearEmergency)).toEqual([
      ...[true, true, true, false, false, false, false, false],
    ]);
  });
});
