import { accountRoutes } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { AccountPost } from './account-post.ts';
import { createGuessLimit } from '../link/guess-limit.ts';
import { newSecret } from './secret-link.ts';

const lifeMs = 3_600_000;
/** Nobody's inbox is filled by others. */
const mailsOfAccount = { guesses: 3, windowMs: 30 * 60_000 };

const words = {
  vi: {
    subject: 'Đặt lại mật khẩu Gatecast',
    text: (name: string, link: string) =>
      `Xin chào ${name},\n\nMở liên kết này trong vòng một giờ để đặt mật khẩu mới. Liên kết chỉ dùng được một lần:\n\n${link}\n\nNếu bạn không yêu cầu, hãy bỏ qua thư này; mật khẩu của bạn vẫn như cũ.\n`,
  },
  en: {
    subject: 'A new Gatecast password',
    text: (name: string, link: string) =>
      `Hello ${name},\n\nopen this link within an hour to set a new password. It is good once:\n\n${link}\n\nIf you did not ask for it, ignore this mail; your password stays as it is.\n`,
  },
} as const;

/** Ways to sign in, and links for a new password by mail, where the server can mail and knows its own address. */
export function registerForgottenPasswords(registerRoute: RegisterRoute, context: AppContext, post: AccountPost): void {
  const { truth, clock, audit, config, log } = context;
  const { mail, publicUrl, singleSignOn } = config;
  const limit = createGuessLimit(clock, mailsOfAccount);

  registerRoute(accountRoutes.getSignInWays, async () =>
    Promise.resolve(
      ok({
        singleSignOn: singleSignOn?.name ?? null,
        canMail: mail !== null && publicUrl !== null,
        isTraining: config.isTraining,
        otherServerUrl: config.otherServerUrl,
      }),
    ),
  );
  registerRoute(
    accountRoutes.forgotPassword,
    async ({ body }) => {
      const email = body.email.toLowerCase();
      // after the answer, so that neither it nor its time tells whether the address is known
      if (limit.waitMs(email) === 0) setImmediate(() => void mailLink(email, body.language));
      limit.wrong(email);
      return Promise.resolve(ok({}));
    },
    { limitPerMinute: 10 },
  );

  async function mailLink(email: string, language: 'vi' | 'en'): Promise<void> {
    if (!post.isThere || publicUrl === null) return;
    try {
      const person = await truth
        .selectFrom('user')
        .innerJoin('people', 'people.userId', 'user.id')
        .select(['user.id', 'name'])
        .where('email', '=', email)
        .where('disabledAtMs', 'is', null)
        .executeTakeFirst();
      if (person === undefined) return;
      const { id: userId, name } = person;
      const { secret, hash } = newSecret('reset');
      const expiresAtMs = clock.nowMs() + lifeMs;
      await truth.transaction().execute(async (transaction) => {
        // what an administrator handed over stays good
        await transaction.deleteFrom('password_resets').where('userId', '=', userId).where('madeBy', '=', userId).execute();
        await transaction.insertInto('password_resets').values({ hash, userId, expiresAtMs, madeBy: userId }).execute();
        await audit(transaction, { actor: 'system', action: 'reset-link-mailed', subject: `user:${userId}`, detail: { expiresAtMs } });
      });
      const link = new URL(`/reset-password?token=${secret}`, publicUrl).href;
      const { subject, text } = words[language];
      post.send({ to: email, subject, text: text(name, link) }, { untilMs: expiresAtMs, what: 'a link for a new password' });
    } catch (error) {
      // what a mail server answers may quote the link
      log.error({ code: (error as { readonly code?: string }).code ?? 'failed' }, 'a link for a new password was not mailed');
    }
  }
}
