/** How a change to a group writes to a member. */
import { wayTo } from '../accountability/way.ts';
import { type MemberKey, nobody } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { type About, aboutText } from './about.ts';
import type { Group } from './group.ts';

/** The kind of groups' rows in the outbox. */
export const kind = 'group';

/** Who comes one after the other is told of together, once in so long (ms). */
const turnMs = 10 * 60_000;
const minuteMs = 60_000;

const keyOf = ({ what, groupId }: About, key: string, { userId }: MemberKey) =>
  `${kind}:${what}:${groupId}:${key}:${userId}`;

/** Writes to a member, once for each `key`, where their nudges come; by direct message if they have none. */
export async function tell(
  { trx, outbox, now }: Act,
  member: MemberKey,
  about: About,
  key: string,
  dueAt = now,
): Promise<void> {
  const way = await wayTo(trx, member);
  const row = { kind, dedupeKey: keyOf(about, key, member), member, dueAt, about: aboutText(about), ...way };
  await outbox.add(trx, [row]);
}

/** Says in a group's thread, once in a minute, that it is not as it was: whatever changes in that minute is one message. */
export async function tellThread({ trx, outbox, now }: Act, group: Group): Promise<void> {
  if (group.threadId === null) return;
  const member = { guildId: group.guildId, userId: nobody };
  const about = { what: 'changed', groupId: group.id } as const;
  const minute = Math.floor(now / minuteMs);
  await outbox.add(trx, [
    {
      kind,
      dedupeKey: keyOf(about, String(minute), member),
      member,
      place: 'channel',
      channelId: group.threadId,
      dueAt: (minute + 1) * minuteMs,
      about: aboutText(about),
    },
  ]);
}

/** What has become of a message with this `key`; undefined if there was none. */
export async function stateOf({ trx }: Pick<Act, 'trx'>, member: MemberKey, about: About, key: string) {
  const row = await trx
    .selectFrom('outbox')
    .select('state')
    .where('dedupe_key', '=', keyOf(about, key, member))
    .executeTakeFirst();
  return row?.state;
}

/** Writes at once, but once in ten minutes: what happens after that message is told in the next ten. */
export async function tellInTurn(act: Act, member: MemberKey, about: About): Promise<void> {
  const turn = Math.floor(act.now / turnMs);
  const before = await stateOf(act, member, about, String(turn));
  if (before !== undefined && before !== 'pending')
    await tell(act, member, about, String(turn + 1), (turn + 1) * turnMs);
  else await tell(act, member, about, String(turn));
}
