import { teal } from './theme.ts';

// A house's colour becomes ten shades that are each as light (WCAG 2.2, relative luminance) as the same shade of the product's own
// accent. Contrast depends on nothing else: whatever can be read on teal can be read on every colour.

type Rgb = readonly [red: number, green: number, blue: number];
type Lch = { readonly lightness: number; readonly chroma: number; readonly hueRad: number };
type Shades = readonly [string, string, string, string, string, string, string, string, string, string];

const steps = 24;

/** Ten shades of a colour like `#7a1fa2`, the lightest first, in the house's lightness and the colour's own hue. */
export function accentShades(accent: string): Shades {
  const { chroma, hueRad } = lchOf(linearOf(accent));
  const house = teal.map((shade) => ({ luminance: luminanceOf(linearOf(shade)), chroma: lchOf(linearOf(shade)).chroma }));
  const fullest = Math.max(...house.map((shade) => shade.chroma));
  const shades = house.map((shade) => shadeOf(shade.luminance, chroma * (shade.chroma / fullest), hueRad));
  // map forgets how many there are: as many as the product's own
  return shades as unknown as Shades;
}

/** The contrast of two colours like `#ffffff` (WCAG 2.2), 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [light, dark] = [luminanceOf(linearOf(one)), luminanceOf(linearOf(other))].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Whether somebody could take a colour for the red of the emergency. */
export function isNearEmergency(accent: string): boolean {
  const [one, red] = [lchOf(linearOf(accent)), lchOf(linearOf('#b21a1a'))];
  const turn = Math.abs(Math.atan2(Math.sin(one.hueRad - red.hueRad), Math.cos(one.hueRad - red.hueRad)));
  return one.chroma > 0.08 && turn < Math.PI / 9;
}

/** The colour of a hue that has this luminance, with as much of the wanted chroma as a screen can show. */
function shadeOf(luminance: number, chroma: number, hueRad: number): string {
  let [low, high] = [0, 1];
  let rgb: Rgb = [0, 0, 0];
  for (let step = 0; step < steps; step++) {
    const lightness = (low + high) / 2;
    rgb = shownOf(lightness, chroma, hueRad);
    if (luminanceOf(rgb) < luminance) low = lightness;
    else high = lightness;
  }
  return hexOf(rgb);
}

function shownOf(lightness: number, chroma: number, hueRad: number): Rgb {
  let [low, high] = [0, chroma];
  const whole = rgbOf({ lightness, chroma, hueRad });
  if (isShown(whole)) return whole;
  for (let step = 0; step < steps; step++) {
    const middle = (low + high) / 2;
    if (isShown(rgbOf({ lightness, chroma: middle, hueRad }))) low = middle;
    else high = middle;
  }
  return rgbOf({ lightness, chroma: low, hueRad });
}

function isShown(rgb: Rgb): boolean {
  return rgb.every((part) => part >= -1e-6 && part <= 1 + 1e-6);
}

function linearOf(hex: string): Rgb {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

function hexOf(rgb: Rgb): string {
  const parts = rgb.map((linear) => {
    const value = Math.min(1, Math.max(0, linear));
    const shown = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(shown * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}

function luminanceOf([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** OKLCH (Ottosson 2020, as CSS Color 4 has it) of linear sRGB. */
function lchOf([red, green, blue]: Rgb): Lch {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, chroma: Math.hypot(a, b), hueRad: Math.atan2(b, a) };
}

function rgbOf({ lightness, chroma, hueRad }: Lch): Rgb {
  const [a, b] = [chroma * Math.cos(hueRad), chroma * Math.sin(hueRad)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
