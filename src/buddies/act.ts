/** What every change to buddies works with: one transaction, at one instant, with the messages that follow from it. */
import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { channelFor } from '../accountability/plan.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import { type About, aboutText } from './about.ts';

export interface Act {
  readonly trx: Transaction<Schema>;
  readonly outbox: Outbox;
  /** Ms, UTC. */
  readonly now: number;
}

/** The kind of buddies' rows in the outbox. */
export const kind = 'buddy';

export const hourMs = 60 * 60_000;
export const dayMs = 24 * hourMs;

/** An id that nobody can guess, for what ties members together. */
export const newId = () => randomBytes(9).toString('base64url');

/** Writes to a member, once for each `key`, where their nudges come; by direct message if they have none. */
export async function tell(
  { trx, outbox, now }: Act,
  member: MemberKey,
  about: About,
  key: string,
  dueAt = now,
): Promise<void> {
  const way = await wayTo(trx, member);
  const dedupeKey = `${kind}:${key}:${member.userId}`;
  // In a channel all news reads the same, so that what comes for several at one minute is one message.
  const shown = way.place === 'channel' && about.kind === 'news' ? { ...about, pieces: [] } : about;
  await outbox.add(trx, [{ kind, dedupeKey, member, dueAt, about: aboutText(shown), ...way }]);
}

export interface Way {
  readonly place: 'channel' | 'dm';
  readonly channelId: string | null;
}

/** Where a member's nudges come, or would while they rest. */
export async function wayTo(db: Db, { guildId, userId }: MemberKey): Promise<Way> {
  const nudge = await db
    .selectFrom('nudge')
    .leftJoin('guild_settings', 'guild_settings.guild_id', 'nudge.guild_id')
    .select(['place', 'channel_id', 'nudge_channel_id', 'channel_problem'])
    .where('nudge.guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('place', '=', 'channel')
    .where((eb) => eb.or([eb('next_nudge_at', 'is not', null), eb('asked_at', 'is not', null)]))
    .executeTakeFirst();
  const channelId =
    nudge === undefined
      ? null
      : channelFor(
          { channelId: nudge.channel_id },
          { nudgeChannelId: nudge.nudge_channel_id, channelProblem: nudge.channel_problem },
        );
  return channelId === null ? { place: 'dm', channelId: null } : { place: 'channel', channelId };
}
