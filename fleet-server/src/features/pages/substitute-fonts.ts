// Fonts for text whose own are not in the file. Tinos, Arimo and Cousine have the widths of Times New Roman, Arial and Courier New,
// which official documents are written in, and the letters of Vietnamese. None is taken from the machine: every server draws the same.

const families = ['tinos', 'arimo', 'cousine'] as const;
const styles = [
  { key: 'regular', file: '400Regular' },
  { key: 'italic', file: '400Regular_Italic' },
  { key: 'bold', file: '700Bold' },
  { key: 'bold-italic', file: '700Bold_Italic' },
] as const;
export type SubstituteFont = `${(typeof families)[number]} ${(typeof styles)[number]['key']}`;

/** Where the files of the fonts are, by their names. */
export function substituteFontUrls(): ReadonlyMap<SubstituteFont, URL> {
  const roots = {
    tinos: import.meta.resolve('@expo-google-fonts/tinos/package.json'),
    arimo: import.meta.resolve('@expo-google-fonts/arimo/package.json'),
    cousine: import.meta.resolve('@expo-google-fonts/cousine/package.json'),
  };
  return new Map(
    families.flatMap((family) =>
      styles.map(({ key, file }): readonly [SubstituteFont, URL] => {
        const name = `${family.slice(0, 1).toUpperCase()}${family.slice(1)}`;
        return [`${family} ${key}`, new URL(`${file}/${name}_${file}.ttf`, roots[family])];
      }),
    ),
  );
}

export type WantedFont = {
  readonly name: string;
  /** 100 to 900. */
  readonly weight: number;
  readonly isItalic: boolean;
  readonly isFixedPitch: boolean;
  readonly isSerif: boolean;
};

/** The font that stands for one that is not in the file: its family by its name, else by what the file says of it. */
export function substituteFor({ name, weight, isItalic, isFixedPitch, isSerif }: WantedFont): SubstituteFont {
  const plain = name.toLowerCase();
  const style = isItalic || /italic|oblique/.test(plain);
  const bold = weight >= 600 || /bold|black|heavy/.test(plain);
  const key = bold ? (style ? 'bold-italic' : 'bold') : style ? 'italic' : 'regular';
  if (isFixedPitch || /cour|mono|consol/.test(plain)) return `cousine ${key}`;
  const isSans = /arial|helvet|sans|calibri|verdana|tahoma|segoe/.test(plain);
  return !isSans && (isSerif || /times|roman|serif|georgia|cambria|garamond/.test(plain)) ? `tinos ${key}` : `arimo ${key}`;
}

/** 8-bit fonts of Vietnam from before Unicode (TCVN3, VNI): their codes mean other letters than any font of today has there. */
const legacyNames = /^(\.?vn[a-z]|vni[-a-z])/i;
const drawable = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]$/u;
const pictograph = /\p{Extended_Pictographic}/u;

/** Whether a substitute has this character of a font that is not in the file. */
export function isSubstitutable(fontName: string, character: string): boolean {
  if (legacyNames.test(fontName)) return false;
  // © and ® count as pictographs, and every text font has them
  return drawable.test(character) && (character <= '\u00ff' || !pictograph.test(character));
}
