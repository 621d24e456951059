import { basename } from 'node:path';

const longestName = 200;

/**
 * A file's name as people may see it: no folders, no control or direction-turning characters, NFC, at most 200 characters.
 * It is never used as a path.
 */
export function displayName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .normalize('NFC')
    // Cc control, Cf format (among them the bidirectional overrides that show exe.png as png.exe), Zl and Zp line ends, lone surrogates
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .trim();
  const short = Array.from(plain).slice(0, longestName).join('');
  return short === '' || short === '.' || short === '..' ? 'unnamed' : short;
}
