/** Once a week, members who live near each other and look for a group hear of each other: never who, and never where. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { nobody } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { Chore } from '../scheduler/chores.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import { aboutText } from './about.ts';
import { clustersOf, fewest, type Looking } from './clusters.ts';
import { kind, tell } from './tell.ts';
import { isOpenAt } from './wishes.ts';

const weekMs = 7 * 24 * 60 * 60_000;
/** Nobody is told again within so long, in ms. */
const againAfterMs = 4 * weekMs;
/** Servers in one run: each is a transaction of its own. */
const perRun = 20;
/** Members of one server who are told in a week: the others next time, so that nobody waits for the database. */
const mostTold = 200;

export interface PairingOptions {
  readonly db: Db;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** The weekly suggestion to start a group, server by server. */
export function pairingChore(options: PairingOptions): Chore {
  // Where the last run stopped. After a restart it begins anew, and who was told already is left out.
  let after = '';
  return {
    name: 'groups to be',
    everyMs: weekMs,
    run: async () => {
      const guildIds = await guildsAfter(options, after);
      for (const guildId of guildIds) await pairIn(options, guildId);
      after = guildIds.length < perRun ? '' : (guildIds.at(-1) ?? '');
      return after === '';
    },
  };
}

/** Servers with enough wishes to be looked at. */
async function guildsAfter({ db, clock }: PairingOptions, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom('group_wish')
    .select('guild_id')
    .where('guild_id', '>', after)
    .where('city_id', 'is not', null)
    .where(isOpenAt(clock.now()))
    .groupBy('guild_id')
    .having((eb) => eb(eb.fn.countAll<number>(), '>=', fewest))
    .orderBy('guild_id')
    .limit(perRun)
    .execute();
  return rows.map((row) => row.guild_id);
}

/** Tells those in a server who live near each other, and the server's channel for groups. */
async function pairIn({ db, outbox, clock }: PairingOptions, guildId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const act: Act = { trx, outbox, now: clock.now() };
    const clusters = clustersOf(await lookingIn(act, guildId));
    const userIds = clusters
      .flat()
      .slice(0, mostTold)
      .map(({ userId }) => userId);
    for (const userId of userIds) {
      await tell(act, { guildId, userId }, { what: 'near', groupId: '' }, String(act.now));
      await trx
        .updateTable('group_wish')
        .set({ paired_at: act.now })
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .execute();
    }
    if (userIds.length > 0) await tellServer(act, guildId, Math.max(...clusters.map((all) => all.length)));
  });
}

/** Members with a wish who are still in the server and have not been told lately; who has waited longest first. */
async function lookingIn({ trx, now }: Act, guildId: string): Promise<Looking[]> {
  const rows = await trx
    .selectFrom('group_wish')
    .leftJoin('member', (join) =>
      join
        .onRef('member.guild_id', '=', 'group_wish.guild_id')
        .onRef('member.user_id', '=', 'group_wish.user_id'),
    )
    .select(['group_wish.user_id', 'latitude', 'longitude', 'radius_km'])
    .where('group_wish.guild_id', '=', guildId)
    .where('member.left_at', 'is', null)
    .where(isOpenAt(now))
    .where((eb) => eb.or([eb('paired_at', 'is', null), eb('paired_at', '<=', now - againAfterMs)]))
    .orderBy('since_at')
    .orderBy('group_wish.user_id')
    .execute();
  return rows.flatMap((row) =>
    row.latitude === null || row.longitude === null
      ? []
      : [
          {
            userId: row.user_id,
            latitude: row.latitude,
            longitude: row.longitude,
            radiusKm: row.radius_km,
          },
        ],
  );
}

/** One post a week at most, in the channel for groups, if there is one. */
async function tellServer({ trx, outbox, now }: Act, guildId: string, count: number): Promise<void> {
  const row = await trx
    .selectFrom('guild_settings')
    .select('groups_channel_id')
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  if (row?.groups_channel_id == null) return;
  await outbox.add(trx, [
    {
      kind,
      dedupeKey: `${kind}:together:${guildId}:${Math.floor(now / weekMs)}`,
      member: { guildId, userId: nobody },
      place: 'channel',
      channelId: row.groups_channel_id,
      dueAt: now,
      about: aboutText({ what: 'together', groupId: String(count) }),
    },
  ]);
}
