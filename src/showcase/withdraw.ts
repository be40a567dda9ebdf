/** Takes a post out of the showcase channel again. */
import { codeOf, discordCode } from '../discord/errors.ts';
import { deleteOwnMessage, insist } from '../discord/post.ts';
import { isUnderWay } from './look.ts';
import type { Needs } from './needs.ts';
import { findPost } from './publish.ts';
import { busy, notNow } from './words.ts';

/** `none`: there was no post. `gone`: it is deleted. `stays`: the bot can't delete it. `unknowable`: nobody can say. */
export interface Withdrawn {
  readonly kind: 'none' | 'gone' | 'stays' | 'unknowable';
  readonly channelId: string;
}

/**
 * Deletes the member's post of an entry, and forgets it, unless it stays.
 * @throws {UserError} if that is not possible just now.
 */
export async function withdraw(needs: Needs, entryId: number): Promise<Withdrawn> {
  const { rest, clock, showcase, log } = needs.app;
  const post = await showcase.of(needs.member, entryId);
  if (post === undefined) return { kind: 'none', channelId: '' };
  const { channelId } = post;
  if (post.state === 'sending' && isUnderWay(post, clock.now())) throw busy();
  const message = post.state === 'sending' ? await findPost(needs, post) : { id: post.messageId };
  if (message === 'absent' || message === 'unknowable') {
    await showcase.forget(post);
    return { kind: message === 'absent' ? 'none' : message, channelId };
  }
  try {
    await insist(() => deleteOwnMessage(rest, { channelId, messageId: message.id }));
  } catch (error) {
    if (isShutOut(error)) return { kind: 'stays', channelId };
    throw notNow(error, log);
  }
  await showcase.forget(post);
  return { kind: 'gone', channelId };
}

/** The bot is no longer let into the channel, or has left the server. */
function isShutOut(error: unknown): boolean {
  const { missingAccess, missingPermissions, unknownGuild } = discordCode;
  const code = codeOf(error);
  return code === missingAccess || code === missingPermissions || code === unknownGuild;
}
