import { z } from 'zod';
import { siteIdSchema, userIdSchema } from '../ids.ts';
import { permissions, roleSchema, type Permission } from '../permissions.ts';
import { instantSchema } from '../primitives.ts';
import { nextPage, pageQuery } from './page.ts';
import { route } from './route.ts';

const permissionSchema = z.enum(Object.keys(permissions) as [Permission, ...Permission[]]);
/** In characters, of the token that makes the first administrator. */
export const setupTokenLimits = { shortest: 20, longest: 200 } as const;
/** In characters. */
export const passwordLimits = { shortest: 12, longest: 200 } as const;
export const passwordSchema = z.string().min(passwordLimits.shortest).max(passwordLimits.longest);
export const interfaceLanguageSchema = z.enum(['vi', 'en']);
export type InterfaceLanguage = z.infer<typeof interfaceLanguageSchema>;

export const personSchema = z.strictObject({
  id: userIdSchema,
  name: z.string(),
  email: z.string(),
  roles: z.array(roleSchema),
});
export type Person = z.infer<typeof personSchema>;

const year = 366 * 86_400_000;

/** One role of a person: at one site, or at every one; for good, or for a half-open span; in their own right, or as a deputy. */
export const grantSchema = z.strictObject({
  role: roleSchema,
  /** null: at every site, and for what belongs to all of them together. */
  siteId: siteIdSchema.nullable().default(null),
  fromMs: instantSchema.nullable().default(null),
  untilMs: instantSchema.nullable().default(null),
  /** Whom the person stands in for: what that person loses is lost to the deputy as well. */
  deputyFor: userIdSchema.nullable().default(null),
});
export type PersonGrant = z.infer<typeof grantSchema>;

const grantsSchema = z
  .array(grantSchema)
  .max(100)
  .superRefine((grants, context) => {
    for (const [index, { fromMs, untilMs, deputyFor }] of grants.entries()) {
      const path = [index, 'untilMs'];
      if (fromMs !== null && untilMs !== null && untilMs <= fromMs)
        context.addIssue({ code: 'custom', path, message: 'must come after fromMs' });
      if (deputyFor === null) continue;
      if (fromMs === null || untilMs === null)
        context.addIssue({ code: 'custom', path, message: 'a deputy stands in from an instant to another' });
      else if (untilMs - fromMs > year) context.addIssue({ code: 'custom', path, message: 'a deputy stands in for 366 days at most' });
    }
  });

/** A person as those see them who keep the accounts. */
export const keptPersonSchema = personSchema.extend({
  grants: z.array(grantSchema.required()),
  isDisabled: z.boolean(),
  /** Counts edits of what stands here. */
  revision: z.int().min(1),
});
export type KeptPerson = z.infer<typeof keptPersonSchema>;

const nameSchema = z.string().min(1).max(100);
const personParams = z.strictObject({ userId: userIdSchema });

export const peopleRoutes = {
  getSetup: route({
    method: 'GET',
    path: '/api/setup',
    summary: 'Whether the first administrator is still to be made',
    tag: 'people',
    access: 'public',
    answer: z.strictObject({ isNeeded: z.boolean() }),
  }),
  completeSetup: route({
    method: 'POST',
    path: '/api/setup',
    summary: 'Make the first administrator with the one-time token that the server printed',
    tag: 'people',
    access: 'public',
    body: z.strictObject({
      token: z.string().min(setupTokenLimits.shortest).max(setupTokenLimits.longest),
      name: z.string().min(1).max(100),
      email: z.email().max(200),
      password: passwordSchema,
    }),
    answer: personSchema,
  }),
  getMe: route({
    method: 'GET',
    path: '/api/me',
    summary: 'Who is signed in, and what they may do',
    tag: 'people',
    access: 'session',
    answer: personSchema.extend({
      /** Held at one site at least. */
      permissions: z.array(permissionSchema),
      /** The sites at which each holds; null: everywhere. */
      reach: z.partialRecord(permissionSchema, z.array(siteIdSchema).nullable()),
      /** This server is there to practise on. */
      isTraining: z.boolean(),
      /** The other server, where people were told of one: from one in service to practise on, from there back. */
      otherServerUrl: z.url({ protocol: /^https?$/ }).nullable(),
    }),
  }),
  listPeople: route({
    method: 'GET',
    path: '/api/people',
    summary: 'Everybody with an account, by name; those of some sites see who has a role there',
    tag: 'people',
    access: 'people.read',
    scope: 'handler',
    query: z.strictObject({
      /** Part of a name or address. */
      search: z.string().max(100).optional(),
      ...pageQuery({ usual: 100, most: 200 }),
    }),
    answer: z.strictObject({ people: z.array(keptPersonSchema), ...nextPage }),
  }),
  listNames: route({
    method: 'GET',
    path: '/api/people/names',
    summary: 'What everybody with an account is called, so that authors and issuers have a name',
    tag: 'people',
    access: 'session',
    answer: z.strictObject({ people: z.array(personSchema.pick({ id: true, name: true })) }),
  }),
  createPerson: route({
    method: 'POST',
    path: '/api/people',
    summary: 'Make an account with roles; `roles` hold everywhere, `grants` where they say',
    tag: 'people',
    access: 'people.edit',
    scope: 'handler',
    body: z
      .strictObject({
        name: nameSchema,
        email: z.email().max(200),
        password: passwordSchema,
        roles: z.array(roleSchema).max(roleSchema.options.length).default([]),
        grants: grantsSchema.default([]),
      })
      .refine(({ roles, grants }) => roles.length + grants.length > 0, { path: ['roles'], message: 'must hold one role at least' }),
    answer: personSchema,
  }),
  putPerson: route({
    method: 'PUT',
    path: '/api/people/:userId',
    summary: 'Change name, roles and standing; of people who also belong to other sites only the grants at the own ones',
    tag: 'people',
    access: 'people.edit',
    scope: 'handler',
    params: personParams,
    body: z.strictObject({ name: nameSchema, grants: grantsSchema, isDisabled: z.boolean(), revision: z.int().min(1) }),
    ifMatch: 'revision',
    answer: keptPersonSchema,
  }),
} as const;
