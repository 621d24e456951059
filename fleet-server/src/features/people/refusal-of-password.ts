import type { AppContext } from '../../app-context.ts';
import { refuse, type Refusal } from '../../http/outcome.ts';

const words = {
  common: 'is in the list of passwords that are tried first, with or without digits around it',
  leaked: 'stands in a list of leaked passwords',
  personal: 'holds little but the name or address',
} as const;

/** Why somebody may not have this password; null: they may. */
export async function refusalOfPassword(
  { judgePassword }: Pick<AppContext, 'judgePassword'>,
  password: string,
  about: { readonly email: string; readonly name: string },
  field: string,
): Promise<Refusal | null> {
  const verdict = await judgePassword(password, about);
  return verdict.kind === 'fine'
    ? null
    : refuse('bad-input', `${field}: ${words[verdict.reason]}; take another`, { field, limit: verdict.reason });
}
