/** How a change to a meetup reaches those whom it concerns. */
import { wayTo } from '../accountability/way.ts';
import type { Group } from '../groups/group.ts';
import { membersOf } from '../groups/rows.ts';
import { nobody } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { type About, aboutText } from './about.ts';
import type { Meetup } from './meetup.ts';

/** The kind of meetups' rows in the outbox. */
export const kind = 'meetup';

/** What makes a message about a meetup the only one of its kind: the date, and the edition of the meetup. */
const keyOf = ({ id, sequence }: Meetup, { what, startsAt }: About, userId: string) =>
  `${kind}:${what}:${id}:${startsAt}:${sequence}:${userId}`;

/** The key of the message in a group's thread that announces a date. */
export const announcementKey = (meetup: Meetup): string =>
  keyOf(meetup, { what: 'announce', meetupId: meetup.id, startsAt: meetup.startsAt }, nobody);

/** Tells members of a meetup: in their group's thread, where they are mentioned, or where their nudges come. */
export async function tellMembers(
  { trx, outbox, now }: Act,
  group: Group,
  meetup: Meetup,
  what: About['what'],
  userIds: readonly string[],
): Promise<void> {
  const about = { what, meetupId: meetup.id, startsAt: meetup.startsAt };
  for (const userId of userIds) {
    const member = { guildId: meetup.guildId, userId };
    const way =
      group.threadId === null
        ? await wayTo(trx, member)
        : ({ place: 'channel', channelId: group.threadId } as const);
    const row = {
      kind,
      dedupeKey: keyOf(meetup, about, userId),
      member,
      dueAt: now,
      about: aboutText(about),
    };
    await outbox.add(trx, [{ ...row, ...way }]);
  }
}

/** Tells the whole group of a date: one message in its thread, which mentions nobody, or one to each member. */
export async function announce(act: Act, group: Group, meetup: Meetup): Promise<void> {
  if (group.threadId === null) {
    const members = await membersOf(act.trx, group.id);
    await tellMembers(
      act,
      group,
      meetup,
      'announce',
      members.map(({ userId }) => userId),
    );
    return;
  }
  const about = { what: 'announce', meetupId: meetup.id, startsAt: meetup.startsAt } as const;
  await act.outbox.add(act.trx, [
    {
      kind,
      dedupeKey: announcementKey(meetup),
      member: { guildId: meetup.guildId, userId: nobody },
      place: 'channel',
      channelId: group.threadId,
      dueAt: act.now,
      about: aboutText(about),
    },
  ]);
}
