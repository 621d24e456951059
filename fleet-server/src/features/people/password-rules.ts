import { createGuardedFetch, type GuardedFetch, type IsAllowed } from '@gatecast/public-address';
import { dictionary } from '@zxcvbn-ts/language-common';
import { createHash } from 'node:crypto';

/** What was found out about a password that somebody wants to set. */
export type PasswordVerdict =
  | { readonly kind: 'fine'; readonly isRangeChecked: boolean }
  /** It stands in a list of common or leaked passwords, or holds little but the person's own name or address. */
  | { readonly kind: 'refused'; readonly reason: 'common' | 'leaked' | 'personal' };

export type JudgePassword = (password: string, about: { readonly email: string; readonly name: string }) => Promise<PasswordVerdict>;

const answerWithinMs = 2_000;

/**
 * Judges passwords by three things that need each other: a list that comes along, so that a closed network has one; what an attacker tries
 * first about this person; and, where `rangeOrigin` is set, the k-anonymity range service of Pwned Passwords (api.pwnedpasswords.com,
 * v3), which is told the first five digits of a SHA-1 and nothing else. A service that does not answer blocks nobody: the verdict says
 * that it was not asked.
 */
export function createJudgePassword(options: {
  readonly rangeOrigin: string | null;
  /** Private networks in which it may lie. */
  readonly isNamed: IsAllowed;
  readonly onSilent: (reason: string) => void;
}): JudgePassword {
  const common = new Set<string>(dictionary['passwords-common']);
  const guardedFetch = createGuardedFetch(options.isNamed, answerWithinMs);
  return async (password, { email, name }) => {
    const plain = password.normalize('NFC').toLowerCase();
    if (isCommon(plain, common)) return { kind: 'refused', reason: 'common' };
    const personal = [email.split('@')[0] ?? '', email, name].map((text) => text.toLowerCase()).filter((text) => text.length >= 4);
    if (personal.some((text) => plain.replaceAll(text, '').length < 6)) return { kind: 'refused', reason: 'personal' };
    if (options.rangeOrigin === null) return { kind: 'fine', isRangeChecked: false };
    try {
      if (await isLeaked(guardedFetch, options.rangeOrigin, password)) return { kind: 'refused', reason: 'leaked' };
      return { kind: 'fine', isRangeChecked: true };
    } catch (error) {
      options.onSilent(error instanceof Error ? error.message : String(error));
      return { kind: 'fine', isRangeChecked: false };
    }
  };
}

/** Also one that was only made longer: `password1234`, `matkhau12345!`, `passwordpassword`. */
function isCommon(plain: string, common: ReadonlySet<string>): boolean {
  const bare = plain.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
  const half = plain.slice(0, plain.length / 2);
  return common.has(plain) || bare === '' || common.has(bare) || (half.repeat(2) === plain && common.has(half)) || new Set(plain).size < 5;
}

async function isLeaked(guardedFetch: GuardedFetch, origin: string, password: string): Promise<boolean> {
  const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
  // padding hides from whoever watches the line how many there are
  const response = await guardedFetch(`${origin}/range/${hash.slice(0, 5)}`, { headers: { 'add-padding': 'true' } });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  const text = await response.text();
  return text.split('\n').some((line) => {
    const [suffix, count] = line.trim().split(':');
    return suffix === hash.slice(5) && Number(count) > 0;
  });
}
