import { z } from 'zod';

export type SignInResult =
  | { readonly kind: 'signed-in' }
  /** The password was right; a one-time code is wanted as well. */
  | { readonly kind: 'second-step' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'unreachable' };

const authAnswerSchema = z.object({ twoFactorRedirect: z.boolean().optional() });
const authErrorSchema = z.object({ code: z.string().optional(), message: z.string().optional() });

/** Signs in with better-auth's own route; the session is an HttpOnly cookie that this page never sees. */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (response.ok) {
      const answer = authAnswerSchema.safeParse(await response.json());
      return { kind: answer.data?.twoFactorRedirect === true ? 'second-step' : 'signed-in' };
    }
    if (response.status === 429) return { kind: 'too-many' };
    const error = authErrorSchema.safeParse(await response.json());
    return response.status < 500 && error.success ? { kind: 'refused' } : { kind: 'unreachable' };
  } catch {
    // fetch rejects and JSON fails only where no Gatecast server answers: the person is told so
    return { kind: 'unreachable' };
  }
}

/** Ends the session on the server. Gives whether the server did. */
export async function signOut(): Promise<boolean> {
  try {
    const response = await fetch('/api/auth/sign-out', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    return response.ok;
  } catch {
    // unreachable: the cookie still stands, and the caller says so
    return false;
  }
}
