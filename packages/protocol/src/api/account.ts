import { z } from 'zod';
import { apiTokenIdSchema, invitationIdSchema, passkeyIdSchema, siteIdSchema, userIdSchema } from '../ids.ts';
import { permissions, type Permission } from '../permissions.ts';
import { instantSchema, textSchema } from '../primitives.ts';
import { grantSchema, passwordSchema } from './people.ts';
import { nextPage, wholeOrPageQuery } from './page.ts';
import { route } from './route.ts';

/** What is a person's own doing, and no machine's: a second person's word, and who may do what. */
const personal: ReadonlySet<Permission> = new Set<Permission>(['content.approve', 'alert.approve', 'people.edit']);
/** What an API token may be made for. */
export const tokenPermissions = (Object.keys(permissions) as Permission[]).filter((permission) => !personal.has(permission));

export const apiTokenSchema = z.strictObject({
  id: apiTokenIdSchema,
  name: z.string(),
  permissions: z.array(z.enum(tokenPermissions)),
  /** null: wherever its owner may. */
  siteIds: z.array(siteIdSchema).nullable(),
  createdAtMs: instantSchema,
  expiresAtMs: instantSchema,
  /** To the minute; null: never. */
  lastUsedAtMs: instantSchema.nullable(),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;

export const openSessionSchema = z.strictObject({
  id: z.string(),
  /** The one that asks. */
  isOwn: z.boolean(),
  startedAtMs: instantSchema,
  expiresAtMs: instantSchema,
  address: z.string().nullable(),
  browser: z.string().nullable(),
});

export type OpenSession = z.infer<typeof openSessionSchema>;

export const invitationSchema = z.strictObject({
  id: invitationIdSchema,
  email: z.string(),
  name: z.string(),
  grants: z.array(grantSchema.required()),
  invitedBy: userIdSchema,
  createdAtMs: instantSchema,
  expiresAtMs: instantSchema,
});
export type Invitation = z.infer<typeof invitationSchema>;

export const passkeySchema = z.strictObject({
  id: passkeyIdSchema,
  name: z.string(),
  /** It is copied to its owner's other devices. */
  isSynced: z.boolean(),
  createdAtMs: instantSchema,
  /** null: never. */
  lastUsedAtMs: instantSchema.nullable(),
});
export type Passkey = z.infer<typeof passkeySchema>;

export const accountSchema = z.strictObject({
  hasPassword: z.boolean(),
  hasTotp: z.boolean(),
  /** Signs in at the organisation's own service as well. */
  hasSingleSignOn: z.boolean(),
  passkeys: z.array(passkeySchema),
  sessions: z.array(openSessionSchema),
  tokens: z.array(apiTokenSchema),
});
export type Account = z.infer<typeof accountSchema>;

/** Which guides of the controller a person is done with. */
const guideSchema = z.strictObject({
  /** They walked the tour to its end, or do not want it. */
  isTourOver: z.boolean(),
  /** They do not want to see the first steps of an empty server. */
  isChecklistHidden: z.boolean(),
});
export type Guide = z.infer<typeof guideSchema>;

const secretSchema = z.string().min(20).max(200);
const codeSchema = z.string().min(6).max(40);
const linkSchema = z.strictObject({
  /** Stands in the link that the person is given; it is told once and only its hash is kept. */
  token: z.string(),
  expiresAtMs: instantSchema,
});
/** What WebAuthn's JSON says (Level 3, 5.1); the library that knows it reads it. */
const webAuthnSchema = z.record(z.string().max(100), z.json());
/** What a browser's authenticator answered; the library that checks the signature reads it. */
const credentialSchema = z.looseObject({ id: z.string().min(1).max(1_400), type: z.literal('public-key'), response: webAuthnSchema });
const year = 366 * 86_400_000;
const own = { tag: 'account', access: 'person' } as const;
const open = { tag: 'account', access: 'public' } as const;
const none = z.strictObject({});

export const accountRoutes = {
  getAccount: route({
    ...own,
    method: 'GET',
    path: '/api/account',
    summary: 'How one signs in oneself: password, second factor, open sessions, tokens',
    answer: accountSchema,
  }),
  getGuide: route({
    ...own,
    method: 'GET',
    path: '/api/account/guide',
    summary: 'Which guides of the controller one is done with oneself',
    answer: guideSchema,
  }),
  changeGuide: route({
    ...own,
    method: 'PATCH',
    path: '/api/account/guide',
    summary: 'Be done with a guide of the controller, or want it back; what is left out stays',
    body: guideSchema.partial(),
    answer: guideSchema,
  }),
  changePassword: route({
    ...own,
    method: 'POST',
    path: '/api/account/password',
    summary: 'Change the own password; every other session ends',
    body: z.strictObject({ current: z.string().min(1).max(200), next: passwordSchema }),
    answer: accountSchema,
  }),
  endSession: route({
    ...own,
    method: 'DELETE',
    path: '/api/account/sessions/:sessionId',
    summary: 'End one of the own sessions',
    params: z.strictObject({ sessionId: z.string().min(1).max(64) }),
    answer: accountSchema,
  }),
  endOtherSessions: route({
    ...own,
    method: 'POST',
    path: '/api/account/sessions/end-others',
    summary: 'End every own session but this one',
    body: none,
    answer: accountSchema,
  }),
  beginTotp: route({
    ...own,
    method: 'POST',
    path: '/api/account/totp',
    summary: 'Begin with one-time codes: the secret for an authenticator, and recovery codes, told once',
    body: z.strictObject({ password: z.string().min(1).max(200) }),
    answer: z.strictObject({ uri: z.string(), recoveryCodes: z.array(z.string()) }),
  }),
  confirmTotp: route({
    ...own,
    method: 'POST',
    path: '/api/account/totp/confirm',
    summary: 'Prove with a first code that the authenticator has the secret; from now on it is asked for',
    body: z.strictObject({ code: codeSchema }),
    answer: none,
  }),
  removeTotp: route({
    ...own,
    method: 'POST',
    path: '/api/account/totp/remove',
    summary: 'Sign in without one-time codes again',
    body: z.strictObject({ password: z.string().min(1).max(200) }),
    answer: none,
  }),
  beginPasskey: route({
    ...own,
    method: 'POST',
    path: '/api/account/passkeys/begin',
    summary: 'Begin to add a passkey: what the browser asks its authenticator for; good once, for five minutes',
    /** Whoever has a password gives it. */
    body: z.strictObject({ password: z.string().max(200).default('') }),
    answer: z.strictObject({ options: webAuthnSchema }),
  }),
  addPasskey: route({
    ...own,
    method: 'POST',
    path: '/api/account/passkeys',
    summary: 'Add the passkey that an authenticator made',
    body: z.strictObject({ name: textSchema(1, 100), credential: credentialSchema }),
    answer: accountSchema,
  }),
  removePasskey: route({
    ...own,
    method: 'DELETE',
    path: '/api/account/passkeys/:passkeyId',
    summary: 'Remove one of the own passkeys; it opens nothing at once',
    params: z.strictObject({ passkeyId: passkeyIdSchema }),
    answer: accountSchema,
  }),
  createToken: route({
    ...own,
    method: 'POST',
    path: '/api/account/tokens',
    summary: 'Make a token for a program that acts for oneself, with less than one may oneself; told once',
    body: z.strictObject({
      name: textSchema(1, 100),
      permissions: z.array(z.enum(tokenPermissions)).min(1).max(tokenPermissions.length),
      siteIds: z.array(siteIdSchema).min(1).max(200).nullable().default(null),
      lifeMs: z.int().min(60_000).max(year),
    }),
    answer: z.strictObject({ token: z.string(), stored: apiTokenSchema }),
  }),
  revokeToken: route({
    ...own,
    method: 'DELETE',
    path: '/api/account/tokens/:tokenId',
    summary: 'Revoke one of the own tokens; it is worth nothing at once',
    params: z.strictObject({ tokenId: apiTokenIdSchema }),
    answer: accountSchema,
  }),

  getSignInWays: route({
    ...open,
    method: 'GET',
    path: '/api/auth/ways',
    summary: 'How one can sign in at this server, beside e-mail and password',
    answer: z.strictObject({
      /** What the organisation's own sign-in service is called; null: there is none. */
      singleSignOn: z.string().nullable(),
      /** Whether a link for a new password can be mailed. */
      canMail: z.boolean(),
      /** This server is there to practise on. */
      isTraining: z.boolean(),
      /** The other server, where people were told of one: from one in service to practise on, from there back. */
      otherServerUrl: z.url({ protocol: /^https?$/ }).nullable(),
    }),
  }),
  beginPasskeySignIn: route({
    ...open,
    method: 'POST',
    path: '/api/auth/sign-in/passkey/begin',
    summary: 'Begin to sign in by a passkey: the challenge to be signed; good once, for five minutes',
    body: none,
    answer: z.strictObject({ options: webAuthnSchema }),
  }),
  signInByPasskey: route({
    ...open,
    method: 'POST',
    path: '/api/auth/sign-in/passkey',
    summary: 'Sign in by a passkey, which is both steps in one',
    body: z.strictObject({ credential: credentialSchema }),
    answer: none,
  }),
  forgotPassword: route({
    ...open,
    method: 'POST',
    path: '/api/auth/forgot-password',
    summary: 'Have a link for a new password mailed; the answer is the same whether the address is known or not',
    body: z.strictObject({ email: z.email().max(200), language: z.enum(['vi', 'en']).default('vi') }),
    answer: none,
  }),
  verifyTotp: route({
    ...open,
    method: 'POST',
    path: '/api/auth/sign-in/totp',
    summary: 'The second step of a sign-in: a code of the authenticator',
    body: z.strictObject({ code: codeSchema }),
    answer: none,
  }),
  useRecoveryCode: route({
    ...open,
    method: 'POST',
    path: '/api/auth/sign-in/recovery-code',
    summary: 'The second step of a sign-in: a recovery code, which is used up',
    body: z.strictObject({ code: codeSchema }),
    answer: none,
  }),
  resetPassword: route({
    ...open,
    method: 'POST',
    path: '/api/auth/reset-password',
    summary: 'Set a new password by a link that was mailed or handed over; every session and API token ends',
    body: z.strictObject({
      token: secretSchema,
      password: passwordSchema,
      /** Which of the account's passkeys go along: what a thief has added outlives no new password. */
      removePasskeyIds: z.array(passkeyIdSchema).max(100).default([]),
    }),
    answer: none,
  }),
  readReset: route({
    ...open,
    method: 'POST',
    path: '/api/auth/reset-password/look',
    summary: 'Whose password a link sets, and which passkeys open the account beside it; the link stays good',
    body: z.strictObject({ token: secretSchema }),
    answer: z.strictObject({ name: z.string(), email: z.string(), passkeys: z.array(passkeySchema) }),
  }),
  readInvitation: route({
    ...open,
    method: 'POST',
    path: '/api/auth/invitation',
    summary: 'To whom an invitation is addressed',
    body: z.strictObject({ token: secretSchema }),
    answer: z.strictObject({ email: z.string(), name: z.string() }),
  }),
  acceptInvitation: route({
    ...open,
    method: 'POST',
    path: '/api/auth/accept-invitation',
    summary: 'Make the account that one was invited to, with a password of ones own',
    body: z.strictObject({ token: secretSchema, name: z.string().min(1).max(100), password: passwordSchema }),
    answer: z.strictObject({ email: z.string() }),
  }),
} as const;

const userParams = z.strictObject({ userId: userIdSchema });
const kept = { tag: 'people', access: 'people.edit', scope: 'handler' } as const;

/** What whoever keeps the accounts does for others. */
export const accountKeepingRoutes = {
  listInvitations: route({
    ...kept,
    access: 'people.read',
    method: 'GET',
    path: '/api/invitations',
    summary: 'Invitations that nobody has taken up yet, the newest first',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ invitations: z.array(invitationSchema), ...nextPage }),
  }),
  invite: route({
    ...kept,
    method: 'POST',
    path: '/api/invitations',
    summary: 'Invite somebody by a link that is good once, until it expires',
    body: z.strictObject({
      email: z.email().max(200),
      name: z.string().max(100).default(''),
      grants: z.array(grantSchema).min(1).max(100),
      lifeMs: z
        .int()
        .min(3_600_000)
        .max(30 * 86_400_000)
        .default(7 * 86_400_000),
    }),
    answer: linkSchema.extend({ invitation: invitationSchema }),
  }),
  withdrawInvitation: route({
    ...kept,
    method: 'DELETE',
    path: '/api/invitations/:invitationId',
    summary: 'Withdraw an invitation; its link is worth nothing at once',
    params: z.strictObject({ invitationId: invitationIdSchema }),
    answer: none,
  }),
  makeResetLink: route({
    ...kept,
    method: 'POST',
    path: '/api/people/:userId/reset-link',
    summary: 'Make a link by which somebody sets a new password, to be handed over; good once, for an hour',
    params: userParams,
    body: none,
    answer: linkSchema,
  }),
  removeSecondFactor: route({
    ...kept,
    method: 'POST',
    path: '/api/people/:userId/remove-second-factor',
    summary:
      'Take the second factor off an account whose owner lost it, or (`passkeys`) to which somebody else added keys; every session ends',
    params: userParams,
    /** Also its passkeys, all of them. */
    body: z.strictObject({ passkeys: z.boolean().default(false) }),
    answer: none,
  }),
  endSessionsOf: route({
    ...kept,
    method: 'POST',
    path: '/api/people/:userId/end-sessions',
    summary: 'Sign somebody out everywhere, and revoke their tokens',
    params: userParams,
    body: none,
    answer: none,
  }),
} as const;
