/** Discord's refusals of a thread, in sentences for the group's owner and the server's moderators. */
import { codeOf, discordCode } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';

/** Why a group has no working thread; undefined for what passes by itself. */
export function problemOf(error: unknown): Markdown | undefined {
  switch (codeOf(error)) {
    case discordCode.unknownChannel:
      return md`The group works, but has no thread: the channel for study groups is gone. An admin can choose another with \`/setup\`.`;
    case discordCode.missingAccess:
      return md`The group works, but has no thread: I can't see the channel for study groups. An admin can give me View Channel there, and choose it again with \`/setup\`.`;
    case discordCode.missingPermissions:
      return md`The group works, but not its thread: in the channel for study groups I'm missing Create Private Threads or Send Messages in Threads. \`/setup\` shows an admin which; choosing the channel again there mends it.`;
    case discordCode.tooManyThreads:
      return md`The group works, but has no thread: the server has as many open threads as Discord allows. A moderator can close some.`;
    default:
      return undefined;
  }
}

/** Some of the members may not see the channel that the thread is in. */
export const hiddenFromSome = md`Some members can't see the channel for study groups, so they aren't in the thread. An admin can give them View Channel there.`;
