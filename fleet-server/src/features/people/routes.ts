import { peopleRoutes } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { hashOfToken } from './setup-token.ts';
import { hasAnybody, insertPerson, listPeople } from './store.ts';

export function registerPeopleRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, signIn, audit, live } = context;

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
      const passwordHash = await signIn.hashPassword(body.password);
      const id = newId();
      return truth.transaction().execute(async (transaction) => {
        // whoever takes the token's row first makes the administrator
        const taken = await transaction.deleteFrom('setup_token').where('hash', '=', hash).executeTakeFirst();
        if (taken.numDeletedRows === 0n || (await hasAnybody(transaction)))
          return refuse('setup-done', 'the first administrator exists already');
        const person = { id, name: body.name, email: body.email, roles: ['administrator' as const] };
        await insertPerson(transaction, { ...person, passwordHash, grantedBy: 'system', atMs: clock.nowMs() });
        await audit(transaction, { actor: 'system', action: 'setup-completed', subject: `user:${id}` });
        return ok({ ...person, email: person.email.toLowerCase() });
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
      permissions: [...session.permissions],
    }),
  );

  registerRoute(peopleRoutes.listPeople, async () =>
    ok({ people: (await listPeople(truth)).map((person) => ({ ...person, roles: [...person.roles] })) }),
  );

  // colleagues may know each other's names; addresses and roles are for those who keep the accounts
  registerRoute(peopleRoutes.listNames, async () =>
    ok({ people: await truth.selectFrom('user').select(['id', 'name']).orderBy('name').orderBy('id').execute() }),
  );

  registerRoute(peopleRoutes.createPerson, async ({ body, session }) => {
    const passwordHash = await signIn.hashPassword(body.password);
    const id = newId();
    const email = body.email.toLowerCase();
    const isAdded = await truth.transaction().execute(async (transaction) => {
      const person = { id, name: body.name, email, passwordHash, roles: body.roles, grantedBy: session.userId, atMs: clock.nowMs() };
      if (!(await insertPerson(transaction, person))) return false;
      await audit(transaction, {
        actor: session.userId,
        action: 'person-created',
        subject: `user:${id}`,
        detail: { email, roles: body.roles },
      });
      return true;
    });
    if (!isAdded) return refuse('already-exists', 'somebody has an account with this e-mail address', { field: 'body.email' });
    live.emit('changed', ['people']);
    return ok({ id, name: body.name, email, roles: [...new Set(body.roles)] });
  });
}
