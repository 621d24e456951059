import { foldedText, grantSchema, peopleRoutes, type KeptPerson } from '@gatecast/protocol';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { inPortions } from '../publications/in-portions.ts';
import { hashOfToken } from './setup-token.ts';
import { keptPeople, seenPerson } from './kept-people.ts';
import { onlySite } from './only-site.ts';
import { putPerson, refusalOfGrants } from './put-person.ts';
import { refusalOfPassword } from './refusal-of-password.ts';
import { hasAnybody, insertPerson, rolesOfGrants } from './store.ts';

const cursorSchema = z.tuple([z.string()]);

export function registerPeopleRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { config, truth, clock, newId, signIn, audit, live } = context;

  registerRoute(peopleRoutes.getSetup, async () => ok({ isNeeded: !(await hasAnybody(truth)) }));

  registerRoute(
    peopleRoutes.completeSetup,
    async ({ body }) => {
      const hash = hashOfToken(body.token);
      const isOpen = await truth
        .selectFrom('setup_token')
        .select('hash')
        .where('hash', '=', hash)
        .where('expiresAtMs', '>', clock.nowMs())
        .executeTakeFirst();
      if (isOpen === undefined) {
        if (await hasAnybody(truth)) return refuse('setup-done', 'the first administrator exists already');
        return refuse('bad-input', 'body.token: is not the one-time token, or its 24 hours are over; restart the server for a new one', {
          field: 'body.token',
        });
      }
      const weak = await refusalOfPassword(context, body.password, body, 'body.password');
      if (weak !== null) return weak;
      const passwordHash = await signIn.hashPassword(body.password);
      const id = newId();
      return truth.transaction().execute(async (transaction) => {
        // whoever takes the token's row first makes the administrator
        const taken = await transaction.deleteFrom('setup_token').where('hash', '=', hash).executeTakeFirst();
        if (taken.numDeletedRows === 0n || (await hasAnybody(transaction)))
          return refuse('setup-done', 'the first administrator exists already');
        const person = { id, name: body.name, email: body.email };
        const grants = [{ role: 'administrator' as const }];
        await insertPerson(transaction, { ...person, grants, passwordHash, grantedBy: 'system', atMs: clock.nowMs() });
        await audit(transaction, { actor: 'system', action: 'setup-completed', subject: `user:${id}` });
        return ok({ ...person, email: person.email.toLowerCase(), roles: rolesOfGrants(grants) });
      });
    },
    { limitPerMinute: 20 },
  );

  registerRoute(peopleRoutes.getMe, async ({ session }) =>
    ok({
      id: session.userId,
      name: session.name,
      email: session.email,
      roles: [...session.roles],
      isTraining: config.isTraining,
      otherServerUrl: config.otherServerUrl,
      permissions: [...session.permissions],
      reach: Object.fromEntries([...session.reach].map(([name, where]) => [name, where === 'everywhere' ? null : [...where]])),
    }),
  );

  registerRoute(peopleRoutes.listPeople, async ({ query, session }) => {
    const { search = '', after, limit } = query;
    const wanted = foldedText(search.trim());
    const rows = await truth.selectFrom('user').select(['id', 'name', 'email']).orderBy('name').orderBy('id').execute();
    const found = rows.filter(({ name, email }) => foldedText(name).includes(wanted) || email.includes(wanted)).map(({ id }) => id);
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const rest = found.slice(cursor.key === null ? 0 : found.indexOf(cursor.key[0]) + 1);
    const people: KeptPerson[] = [];
    // people whom the caller may not see do not fill a page
    for (const piece of inPortions(rest, 200)) {
      if (people.length > limit) break;
      people.push(...(await keptPeople(truth, piece)).flatMap((person) => seenPerson(session, person) ?? []));
    }
    const page = pageOf(people, limit, ({ id }) => [id]);
    return ok({ people: [...page.rows], next: page.next });
  });

  // colleagues may know each other's names; addresses and roles are for those who keep the accounts
  registerRoute(peopleRoutes.listNames, async () =>
    ok({ people: await truth.selectFrom('user').select(['id', 'name']).orderBy('name').orderBy('id').execute() }),
  );

  registerRoute(peopleRoutes.createPerson, async ({ body, session }) => {
    const grants = [...body.roles.map((role) => grantSchema.parse({ role })), ...body.grants];
    const refusal = await refusalOfGrants(context, session, grants, null);
    if (refusal !== null) return refusal;
    const weak = await refusalOfPassword(context, body.password, body, 'body.password');
    if (weak !== null) return weak;
    const passwordHash = await signIn.hashPassword(body.password);
    const id = newId();
    const email = body.email.toLowerCase();
    const isAdded = await truth.transaction().execute(async (transaction) => {
      const person = { id, name: body.name, email, passwordHash, grants, grantedBy: session.userId, atMs: clock.nowMs() };
      if (!(await insertPerson(transaction, person))) return false;
      const detail = { email, grants };
      await audit(transaction, {
        actor: session.userId,
        action: 'person-created',
        subject: `user:${id}`,
        siteId: onlySite(grants),
        detail,
      });
      return true;
    });
    if (!isAdded) return refuse('already-exists', 'somebody has an account with this e-mail address', { field: 'body.email' });
    live.emit('changed', ['people']);
    return ok({ id, name: body.name, email, roles: rolesOfGrants(grants) });
  });

  registerRoute(peopleRoutes.putPerson, async ({ params, body, session }) => putPerson(context, session, params.userId, body));
}
