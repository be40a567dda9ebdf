/** How a change to a meetup reaches those whom it concerns. */
import { type Way, wayTo } from '../accountability/way.ts';
import type { Group } from '../groups/group.ts';
import { nobody } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { NewRow } from '../scheduler/outbox.ts';
import { type About, aboutText } from './about.ts';
import { editionOf, type Meetup } from './meetup.ts';

/** The kind of meetups' rows in the outbox. */
export const kind = 'meetup';

/** What makes a message about a meetup the only one of its kind: the edition of the meetup, and for whom it is. */
const keyOf = ({ what, meetupId, ...edition }: About, userId: string) =>
  `${kind}:${what}:${meetupId}:${editionOf(edition)}:${userId}`;

/** The key of the message in a group's thread that announced an edition of a meetup. */
export const announcementKey = (meetupId: string, edition: string): string =>
  `${kind}:announce:${meetupId}:${edition}:${nobody}`;

/** The range of these keys for all editions of a meetup: `;` comes right after `:`. */
export const announcementKeys = (meetupId: string) => ({
  from: `${kind}:announce:${meetupId}:`,
  to: `${kind}:announce:${meetupId};`,
});

/** Tells members of a meetup: in their group's thread, where they are mentioned, or where their nudges come. */
export async function tellMembers(
  act: Act,
  group: Pick<Group, 'threadId'>,
  meetup: Meetup,
  what: About['what'],
  userIds: readonly string[],
): Promise<void> {
  const rows: NewRow[] = [];
  for (const userId of userIds) {
    const way = threadOf(group) ?? (await wayTo(act.trx, { guildId: meetup.guildId, userId }));
    rows.push(rowFor(act, meetup, what, userId, way));
  }
  await act.outbox.add(act.trx, rows);
}

/**
 * Tells a group that a date is changed or called off: a message in its thread, which mentions those who come, if only
 * for whoever has said nothing yet; without a thread, one to each who comes.
 */
export async function tellGroup(
  act: Act,
  group: Group,
  meetup: Meetup,
  what: 'changed' | 'cancelled',
  userIds: readonly string[],
): Promise<void> {
  const thread = threadOf(group);
  if (userIds.length > 0 || thread === undefined) await tellMembers(act, group, meetup, what, userIds);
  else if (await isAnnounced(act, meetup))
    await act.outbox.add(act.trx, [rowFor(act, meetup, what, nobody, thread)]);
}

/** Whether the group has read of it at all: otherwise the announcement itself says how it is by then, or never comes. */
async function isAnnounced({ trx }: Act, { id, announcement }: Meetup): Promise<boolean> {
  const row = await trx
    .selectFrom('outbox')
    .select('state')
    .where('dedupe_key', '=', announcementKey(id, announcement ?? ''))
    .executeTakeFirst();
  return row?.state === 'sending' || row?.state === 'sent';
}

/** Notes that the date has ended that a message announced, so that it is no longer asked there who comes. */
export async function noteEnding({ trx }: Act, meetup: Meetup): Promise<void> {
  const { id: meetupId, startsAt, sequence, announcement } = meetup;
  if (announcement === null) return;
  await trx
    .updateTable('outbox')
    .set({ about: aboutText({ what: 'ending', meetupId, startsAt, sequence }) })
    .where('dedupe_key', '=', announcementKey(meetupId, announcement))
    .execute();
}

/**
 * Tells a group of the present date: one message in its thread, which mentions nobody; without a thread, one to each of
 * `userIds`.
 */
export async function announce(
  act: Act,
  group: Group,
  meetup: Meetup,
  userIds: readonly string[],
): Promise<void> {
  await act.trx
    .updateTable('meetup')
    .set((eb) => ({ announcement: editionOf(meetup), recounted: eb.ref('recount') }))
    .where('meetup_id', '=', meetup.id)
    .execute();
  const thread = threadOf(group);
  if (thread === undefined) await tellMembers(act, group, meetup, 'announce', userIds);
  else await act.outbox.add(act.trx, [rowFor(act, meetup, 'announce', nobody, thread)]);
}

const threadOf = ({ threadId }: Pick<Group, 'threadId'>): Way | undefined =>
  threadId === null ? undefined : { place: 'channel', channelId: threadId };

function rowFor({ now }: Act, meetup: Meetup, what: About['what'], userId: string, way: Way): NewRow {
  const { id: meetupId, guildId, startsAt, sequence } = meetup;
  const about = { what, meetupId, startsAt, sequence };
  return {
    kind,
    dedupeKey: keyOf(about, userId),
    member: { guildId, userId },
    dueAt: now,
    about: aboutText(about),
    ...way,
  };
}
