import { type Kysely, sql } from 'kysely';

/** When a server's weekly post is due, and who allows to be named in it and ranked on the leaderboard. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Null while the weekly post is off.
  await db.schema.alterTable('guild_settings').addColumn('next_digest_at', 'integer').execute();
  await db.schema
    .createIndex('guild_settings_digest')
    .on('guild_settings')
    .column('next_digest_at')
    .where(sql.ref('next_digest_at'), 'is not', null)
    .execute();

  for (const column of ['named', 'ranked']) {
    await db.schema
      .alterTable('profile')
      .addColumn(column, 'integer', (made) =>
        made
          .notNull()
          .defaultTo(0)
          .check(sql`${sql.ref(column)} in (0, 1)`),
      )
      .execute();
  }
  await db.schema
    .createIndex('profile_ranked')
    .on('profile')
    .columns(['guild_id', 'user_id'])
    .where(sql.ref('ranked'), '=', 1)
    .execute();

  // A server's week, without a look at all the weeks before it.
  await db.schema.createIndex('check_in_by_week').on('check_in').columns(['guild_id', 'week']).execute();
  await db.schema.createIndex('goal_by_week').on('goal').columns(['guild_id', 'week']).execute();
  await db.schema
    .createIndex('step_done')
    .on('step_state')
    .columns(['guild_id', 'updated_at'])
    .where(sql.ref('state'), '=', 'done')
    .execute();
}
