import { z } from 'zod';
import { userIdSchema } from '../ids.ts';
import { permissions, roleSchema, type Permission } from '../permissions.ts';
import { route } from './route.ts';

const permissionSchema = z.enum(Object.keys(permissions) as [Permission, ...Permission[]]);
export const passwordSchema = z.string().min(12).max(200);
export const interfaceLanguageSchema = z.enum(['vi', 'en']);

export const personSchema = z.strictObject({
  id: userIdSchema,
  name: z.string(),
  email: z.string(),
  roles: z.array(roleSchema),
});
export type Person = z.infer<typeof personSchema>;

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
      token: z.string().min(20).max(200),
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
    answer: personSchema.extend({ permissions: z.array(permissionSchema) }),
  }),
  listPeople: route({
    method: 'GET',
    path: '/api/people',
    summary: 'Everybody with an account',
    tag: 'people',
    access: 'people.read',
    answer: z.strictObject({ people: z.array(personSchema) }),
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
    summary: 'Make an account with roles',
    tag: 'people',
    access: 'people.edit',
    body: z.strictObject({
      name: z.string().min(1).max(100),
      email: z.email().max(200),
      password: passwordSchema,
      roles: z.array(roleSchema).min(1).max(roleSchema.options.length),
    }),
    answer: personSchema,
  }),
} as const;
