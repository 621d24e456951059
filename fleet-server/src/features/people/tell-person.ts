import type { AppContext } from '../../app-context.ts';
import type { AccountPost } from './account-post.ts';

/** What changed in how an account is opened. */
export type CredentialChange =
  | 'password-changed'
  | 'password-reset'
  | 'passkey-added'
  | 'passkey-removed'
  | 'totp-added'
  | 'totp-removed'
  | 'second-factor-removed'
  | 'second-step-locked'
  | 'api-token-made';

/** Whoever was not told within that time has seen it, or asks the audit. */
const toldWithinMs = 86_400_000;

/** Tells a person by mail, in the background, that their account is opened in another way from now on; nobody waits for it. */
export type TellPerson = (userId: string, change: CredentialChange) => void;

const vi: Readonly<Record<CredentialChange, string>> = {
  'password-changed': 'Mật khẩu của bạn vừa được đổi.',
  'password-reset': 'Mật khẩu của bạn vừa được đặt lại bằng một liên kết.',
  'passkey-added': 'Một khóa truy cập (passkey) vừa được thêm vào tài khoản của bạn.',
  'passkey-removed': 'Một khóa truy cập (passkey) vừa bị gỡ khỏi tài khoản của bạn.',
  'totp-added': 'Mã dùng một lần vừa được bật cho tài khoản của bạn.',
  'totp-removed': 'Mã dùng một lần vừa được tắt cho tài khoản của bạn.',
  'second-factor-removed': 'Một quản trị viên vừa gỡ bước thứ hai khi đăng nhập của bạn.',
  'second-step-locked': 'Có người biết mật khẩu của bạn đã nhập sai mã mười lần; bước thứ hai bị khóa trong 15 phút.',
  'api-token-made': 'Một khóa API vừa được tạo cho tài khoản của bạn.',
};
const en: Readonly<Record<CredentialChange, string>> = {
  'password-changed': 'Your password was changed.',
  'password-reset': 'Your password was set anew by a link.',
  'passkey-added': 'A passkey was added to your account.',
  'passkey-removed': 'A passkey was removed from your account.',
  'totp-added': 'One-time codes were switched on for your account.',
  'totp-removed': 'One-time codes were switched off for your account.',
  'second-factor-removed': 'An administrator took the second step of your sign-in away.',
  'second-step-locked': 'Somebody who knows your password gave ten wrong codes; the second step is closed for 15 minutes.',
  'api-token-made': 'An API token was made for your account.',
};

/**
 * Makes it. In both languages, as nobody has said which one a person reads; without links that could be taken for a thief's, but the way to the
 * own account. Where the server cannot mail nobody is told; the audit tells of it in any case.
 */
export function createTellPerson({ truth, clock, config, log }: AppContext, post: AccountPost): TellPerson {
  const { publicUrl, organisation } = config;

  async function send(userId: string, change: CredentialChange, atMs: number): Promise<void> {
    if (!post.isThere) return;
    try {
      const person = await truth.selectFrom('user').select(['name', 'email']).where('id', '=', userId).executeTakeFirst();
      if (person === undefined) return;
      const at = new Date(atMs).toISOString();
      const account = publicUrl === null ? '' : `\n\n${new URL('/account', publicUrl).href}`;
      const left = await standing(userId);
      const text = [
        `Xin chào ${person.name},\n\n${vi[change]} (${at})\n${left.vi}`,
        `Nếu không phải bạn làm: hãy đặt mật khẩu mới, xem trang tài khoản của bạn và báo ngay cho quản trị viên.${account}`,
        `---`,
        `Hello ${person.name},\n\n${en[change]} (${at})\n${left.en}`,
        `If this was not you: set a new password, look at the page of your account, and tell an administrator at once.${account}`,
      ].join('\n\n');
      const subject = `Gatecast ${organisation}: ${vi[change]} / ${en[change]}`.slice(0, 200);
      post.send({ to: person.email, subject, text: `${text}\n` }, { untilMs: atMs + toldWithinMs, what: 'a change of an account' });
    } catch (error) {
      log.error({ code: (error as { readonly code?: string }).code ?? 'failed' }, 'a person was not told of a change of their account');
    }
  }

  /** What opens the account now, so that what a thief added is seen. */
  async function standing(userId: string): Promise<{ readonly vi: string; readonly en: string }> {
    const passkeys = await truth.selectFrom('passkeys').select('name').where('userId', '=', userId).orderBy('id').execute();
    const totp = await truth.selectFrom('twoFactor').select('verified').where('userId', '=', userId).executeTakeFirst();
    const names = passkeys.map(({ name }) => `“${name}”`).join(', ');
    const isOn = totp?.verified === 1;
    return {
      vi: `Khóa truy cập hiện có: ${names === '' ? 'không có' : names}. Mã dùng một lần: ${isOn ? 'bật' : 'tắt'}.`,
      en: `Passkeys that open it now: ${names === '' ? 'none' : names}. One-time codes: ${isOn ? 'on' : 'off'}.`,
    };
  }

  return (userId, change) => {
    const atMs = clock.nowMs();
    setImmediate(() => void send(userId, change, atMs));
  };
}
