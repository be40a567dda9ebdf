/** What members read when sharing does not go as it should. */
import { DiscordAPIError, RateLimitError } from 'discord.js';
import { codeOf, discordCode, UserError } from '../discord/errors.ts';
import { channelMention, type Markdown, md } from '../discord/markdown.ts';
import { OutcomeUnknown } from '../discord/post.ts';
import type { Logger } from '../log.ts';

/** Why nothing can be posted in the channel; the rest is a fault of ours. */
export function refusedPost(error: unknown, channelId: string): unknown {
  const channel = channelMention(channelId);
  if (isTooFast(error))
    return new UserError(
      md`Discord asks me to slow down. Nothing was posted; press *Post it* again in a few minutes.`,
    );
  switch (codeOf(error)) {
    case discordCode.unknownChannel:
    case discordCode.unknownGuild:
      return new UserError(
        md`The showcase channel is gone, so nothing was posted. Once an admin has chosen another with \`/setup\`, you can share it.`,
      );
    case discordCode.missingAccess:
      return new UserError(
        md`I can't see ${channel}, so nothing was posted. Once an admin lets me in, you can share it.`,
      );
    case discordCode.missingPermissions:
      return new UserError(
        md`I'm not allowed to post in ${channel}, so nothing was posted. Once an admin lets me, you can share it.`,
      );
    default:
      return error;
  }
}

/** What a post's thread lacks, and why. */
export function refusedThread(error: unknown, channelId: string): Markdown {
  const channel = channelMention(channelId);
  switch (codeOf(error)) {
    case discordCode.missingAccess:
    case discordCode.missingPermissions:
      return md`It has no thread with the checklist: I'm not allowed to make public threads, or to write in them, in ${channel}. An admin can change that; readers can answer in the channel meanwhile.`;
    case discordCode.tooManyThreads:
      return md`It has no thread: the server has as many active threads as Discord allows. Readers can answer in the channel meanwhile.`;
    default:
      return md`Its thread isn't complete, because Discord wouldn't take it just now.`;
  }
}

/** Discord can't be asked just now, which the log says why; the rest is a fault of ours. */
export function notNow(error: unknown, log: Logger): unknown {
  if (!(error instanceof OutcomeUnknown || isTooFast(error))) return error;
  log.warn({ err: error }, 'Discord could not be asked for a showcased entry');
  return new UserError(md`Discord isn't answering as it should. Please try again in a minute.`);
}

/** A try is under way: nothing else may be done with the post meanwhile. */
export const busy = () => new UserError(md`It's being posted at this very moment. Give it a minute.`);

/** The last try to post it had no answer. */
export const unanswered = () =>
  new UserError(
    md`Discord didn't say whether it took your post. Press *Post it* again in a minute: I'll look first, so that it can't come out twice.`,
  );

/** Whether Discord has said no: nothing was posted. A fault of ours, in contrast, may have come after. */
export const isRefused = (error: unknown): boolean =>
  codeOf(error) !== undefined || error instanceof RateLimitError;

function isTooFast(error: unknown): boolean {
  return error instanceof RateLimitError || (error instanceof DiscordAPIError && error.status === 429);
}
