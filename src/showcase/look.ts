/** Looks in a channel's history for a message whose fate is unknown. */
import { PermissionFlagsBits as Flags } from 'discord.js';
import { codeOf, UserError } from '../discord/errors.ts';
import { botPermissionsIn } from '../discord/permissions.ts';
import { findOwnMessage, insist, isGone } from '../discord/post.ts';
import type { Needs } from './needs.ts';
import type { Claim } from './store.ts';

/** How long a try to post may go on, in ms; after that, whoever tries again looks for its message first. */
const claimMs = 60_000;

export interface Search {
  /** The channel, or a thread in it. */
  readonly in: string;
  /** The channel itself, whose permissions hold for its threads too. */
  readonly channelId: string;
  readonly guildId: string;
  /** What one of the message's custom ids contains. */
  readonly mark: string;
  readonly sinceMs: number;
}

/**
 * The id of the bot's own message; `absent` if it surely isn't there, `unknowable` if Discord keeps the history to itself.
 * @throws {OutcomeUnknown} and others if Discord can't be asked just now.
 */
export async function look(
  { app: { rest, botUserId } }: Pick<Needs, 'app'>,
  search: Search,
): Promise<{ id: string } | 'absent' | 'unknowable'> {
  const { channelId, guildId, mark, sinceMs } = search;
  try {
    const found = await insist(() =>
      findOwnMessage(rest, { channelId: search.in, botUserId, mark, sinceMs }),
    );
    if (found === 'too-many') return 'unknowable';
    if (found !== undefined) return { id: found.id };
    // Without the permission to read it, Discord shows an empty history, which says nothing.
    const bits = await insist(() => botPermissionsIn(rest, { guildId, channelId, botUserId }));
    return (bits & (Flags.ReadMessageHistory | Flags.Administrator)) === 0n ? 'unknowable' : 'absent';
  } catch (error) {
    if (isGone(error)) return 'absent';
    if (codeOf(error) !== undefined || error instanceof UserError) return 'unknowable';
    throw error;
  }
}

/** Whether whoever began to post may still be at it. */
export const isUnderWay = ({ startedAt }: Claim, nowMs: number) => nowMs - startedAt < claimMs;
