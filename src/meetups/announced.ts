/** The messages in groups' threads that announced dates, as the outbox keeps them. */
import type { Db } from '../database/open.ts';
import { type About, aboutText } from './about.ts';
import { announcementKey, announcementKeys } from './tell.ts';

const columns = ['id', 'about', 'state', 'channel_id', 'message_id', 'batch_id'] as const;

/** The message that announced an edition of a meetup in its group's thread. */
export const announcementOf = (db: Db, meetupId: string, edition: string) =>
  db
    .selectFrom('outbox')
    .select(columns)
    .where('dedupe_key', '=', announcementKey(meetupId, edition))
    .executeTakeFirst();

export type Post = NonNullable<Awaited<ReturnType<typeof announcementOf>>>;

/** The messages whose dates have ended, and which do not say so yet. */
export async function announcedAndEnded(db: Db, meetupId: string): Promise<Post[]> {
  const { from, to } = announcementKeys(meetupId);
  return await db
    .selectFrom('outbox')
    .select(columns)
    .where('dedupe_key', '>=', from)
    .where('dedupe_key', '<', to)
    .where('about', 'like', 'ending %')
    .execute();
}

/** One of them says so now. */
export async function noteEnded(db: Db, id: number, about: About): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ about: aboutText({ ...about, what: 'ended' }) })
    .where('id', '=', id)
    .execute();
}
