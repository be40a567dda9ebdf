/** How a change to buddies writes to a member. */
import { wayTo } from '../accountability/way.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { type About, aboutText } from './about.ts';

/** The kind of buddies' rows in the outbox. */
export const kind = 'buddy';

export const hourMs = 60 * 60_000;
export const dayMs = 24 * hourMs;

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
