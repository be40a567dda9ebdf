/** Who the weekly post may name: changed, and shown. */
import { md } from '../discord/markdown.ts';
import { type MessageReply, show, showNew } from '../discord/reply.ts';
import type { ProfileStore } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';
import { namedPanel } from './view.ts';

interface Needs {
  readonly app: { readonly profiles: ProfileStore };
  readonly member: MemberKey;
}

/** What a press on the post does: names the member from the next one on, or says that it does already. */
export async function nameInPosts({ app, member }: Needs): Promise<MessageReply> {
  const { isNamed } = await app.profiles.of(member);
  if (isNamed) return showNew(namedPanel(true, md`You are named already.`));
  await app.profiles.setNamed(member, true);
  return showNew(namedPanel(true, md`✔️ From the next one on you are named.`));
}

/** Lets the weekly post name the member, or no longer. */
export async function changeNamed({ app, member }: Needs, isNamed: boolean): Promise<MessageReply> {
  await app.profiles.setNamed(member, isNamed);
  const notice = isNamed
    ? md`✔️ From the next one on you are named.`
    : md`✔️ From the next one on you are no longer named.`;
  return show(namedPanel(isNamed, notice));
}
