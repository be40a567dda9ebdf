/** Which entries their members have shown to the server, and the claims by which each goes out once. */
import type { Selectable } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { ShowcasePostTable } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';

interface Base {
  readonly entryId: number;
  readonly guildId: string;
  readonly channelId: string;
  /** When the try to post it began (ms, UTC); what there was before has been looked through. */
  readonly startedAt: number;
}

/** A try to post it has begun; whether the message is out is unknown. */
export interface Claim extends Base {
  readonly state: 'sending';
}

export interface Shared extends Base {
  readonly state: 'shared';
  readonly messageId: string;
  /** Null until the thread is there with its checklist. */
  readonly threadId: string | null;
}

type ShowcasePost = Claim | Shared;

export class ShowcaseStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** How far the sharing of an entry has come; undefined if it is not shared, or another's. */
  async of(member: MemberKey, entryId: number): Promise<ShowcasePost | undefined> {
    const row = await this.#db
      .selectFrom('showcase_post')
      .selectAll()
      .where('entry_id', '=', entryId)
      .where('guild_id', '=', member.guildId)
      .where('user_id', '=', member.userId)
      .executeTakeFirst();
    return row && toPost(row);
  }

  /** Whether the server has been shown the entry. */
  async isShared(member: MemberKey, entryId: number): Promise<boolean> {
    return (await this.of(member, entryId))?.state === 'shared';
  }

  /** Claims the posting of an entry; undefined if somebody has already, or the entry is gone. */
  async claim(member: MemberKey, entryId: number, channelId: string): Promise<Claim | undefined> {
    const row = await this.#db
      .insertInto('showcase_post')
      .columns(['entry_id', 'guild_id', 'user_id', 'channel_id', 'state', 'started_at'])
      .expression(
        this.#db
          .selectFrom('entry')
          .select((value) => [
            'id',
            'guild_id',
            'user_id',
            value.val(channelId).as('channel_id'),
            value.val('sending' as const).as('state'),
            value.val(this.#clock.now()).as('started_at'),
          ])
          .where('id', '=', entryId)
          .where('guild_id', '=', member.guildId)
          .where('user_id', '=', member.userId),
      )
      .onConflict((conflict) => conflict.column('entry_id').doNothing())
      .returningAll()
      .executeTakeFirst();
    return row && toClaim(row);
  }

  /** Takes over a claim whose message has been looked for and is not there; undefined if another was faster. */
  async renew(claim: Claim, channelId: string): Promise<Claim | undefined> {
    const row = await this.#own(claim)
      .set({ started_at: this.#clock.now(), channel_id: channelId })
      .returningAll()
      .executeTakeFirst();
    return row && toClaim(row);
  }

  /** Records the message; undefined if the claim is gone, with the entry or without it. */
  async posted(claim: Claim, messageId: string): Promise<Shared | undefined> {
    const row = await this.#own(claim)
      .set({ state: 'shared', message_id: messageId })
      .returningAll()
      .executeTakeFirst();
    const post = row && toPost(row);
    return post?.state === 'shared' ? post : undefined;
  }

  /** Records the thread, complete with its checklist; undefined if the post has been taken back meanwhile. */
  async threaded(post: Shared, threadId: string): Promise<Shared | undefined> {
    const { numUpdatedRows } = await this.#db
      .updateTable('showcase_post')
      .set({ thread_id: threadId })
      .where('entry_id', '=', post.entryId)
      .where('message_id', '=', post.messageId)
      .executeTakeFirst();
    return numUpdatedRows > 0n ? { ...post, threadId } : undefined;
  }

  /** The entry is not shared (any more). A later try than the given one stays. */
  async forget(post: ShowcasePost): Promise<void> {
    await this.#db
      .deleteFrom('showcase_post')
      .where('entry_id', '=', post.entryId)
      .where('state', '=', post.state)
      .where('started_at', '=', post.startedAt)
      .execute();
  }

  #own({ entryId, startedAt }: Claim) {
    return this.#db
      .updateTable('showcase_post')
      .where('entry_id', '=', entryId)
      .where('state', '=', 'sending')
      .where('started_at', '=', startedAt);
  }
}

type Row = Selectable<ShowcasePostTable>;

const toClaim = (row: Row): Claim => ({
  entryId: row.entry_id,
  guildId: row.guild_id,
  channelId: row.channel_id,
  startedAt: row.started_at,
  state: 'sending',
});

function toPost(row: Row): ShowcasePost {
  const { state, message_id: messageId, thread_id: threadId } = row;
  return state === 'sending' || messageId === null
    ? toClaim(row)
    : { ...toClaim(row), state, messageId, threadId };
}
