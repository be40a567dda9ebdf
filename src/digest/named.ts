/** Who the weekly post may name: changed, and shown. */
import type { Where } from '../discord/command.ts';
import { UserError } from '../discord/errors.ts';
import { md } from '../discord/markdown.ts';
import { type MessageReply, show, showNew } from '../discord/reply.ts';
import type { ProfileStore } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';
import { namedPanel } from './view.ts';

interface Needs {
  readonly app: { readonly profiles: ProfileStore };
  readonly member: MemberKey;
  readonly where: Where;
}

/** What a press on the post does: names the member from the next one on, or says that it does already. @throws {UserError} */
export async function nameInPosts({ app, member, where }: Needs): Promise<MessageReply> {
  assertInServer(where);
  const { isNamed } = await app.profiles.of(member);
  if (isNamed) return showNew(namedPanel(true, md`You are named already.`));
  await app.profiles.setNamed(member, true);
  return showNew(namedPanel(true, md`✔️ From the next one on you are named.`));
}

/** Lets the weekly post name the member, or no longer. @throws {UserError} in direct messages. */
export async function changeNamed({ app, member, where }: Needs, isNamed: boolean): Promise<MessageReply> {
  assertInServer(where);
  await app.profiles.setNamed(member, isNamed);
  const notice = isNamed
    ? md`✔️ From the next one on you are named.`
    : md`✔️ From the next one on you are no longer named.`;
  return show(namedPanel(isNamed, notice));
}

function assertInServer({ guildId }: Where): void {
  if (guildId === null)
    throw new UserError(md`Each server has a weekly post of its own: press that in one of them.`);
}
