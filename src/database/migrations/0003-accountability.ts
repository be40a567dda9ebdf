import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/**
 * Goals, what a check-in says, pauses, a member's own time zone, and direct messages by user instead of by nudge. A
 * nudge notes whether it is heard, so that it can fall silent.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const table = (name: string) => db.schema.createTable(name);

  await strict(
    perMember(table('goal'))
      .addColumn('week', 'text', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('plan', 'text')
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .addColumn('updated_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('goal_key', ['guild_id', 'user_id', 'week']),
  );

  const checkIn = () => db.schema.alterTable('check_in');
  await checkIn().addColumn('did', 'text').execute();
  await checkIn().addColumn('minutes', 'integer').execute();
  await checkIn()
    .addColumn('outcome', 'text', (column) =>
      column.notNull().defaultTo('kept').check(sql`outcome in ('kept', 'partly', 'missed')`),
    )
    .execute();
  await checkIn()
    .addColumn('updated_at', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update check_in set updated_at = created_at`.execute(db);

  await strict(
    perMember(table('paused_week'))
      .addColumn('week', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('paused_week_key', ['guild_id', 'user_id', 'week']),
  );

  // Until when (ms, UTC): the present pause, or the last that ran its time.
  await strict(
    perMember(table('pause'))
      .addColumn('until_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('pause_key', ['guild_id', 'user_id']),
  );

  await db.schema.alterTable('profile').addColumn('time_zone', 'text').execute();
  await sql`
    insert into profile (guild_id, user_id, time_zone, updated_at)
    select guild_id, user_id, time_zone, updated_at from nudge where true
    on conflict (guild_id, user_id) do update set time_zone = excluded.time_zone`.execute(db);

  await strict(
    table('dm_channel')
      .addColumn('user_id', 'text', (column) => column.primaryKey())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('closed_at', 'integer'),
  );
  await sql`
    insert into dm_channel (user_id, channel_id)
    select user_id, max(dm_channel_id) from nudge where dm_channel_id is not null group by user_id`.execute(
    db,
  );
  // Users who wait for a conversation to be opened, and when others were opened lately.
  await strict(
    table('dm_turn')
      .addColumn('user_id', 'text', (column) => column.primaryKey())
      .addColumn('asked_at', 'integer', (column) => column.notNull()),
  );
  await db.schema.createIndex('dm_turn_order').on('dm_turn').columns(['asked_at', 'user_id']).execute();
  await strict(
    table('dm_opening')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('opened_at', 'integer', (column) => column.notNull()),
  );

  const nudge = () => db.schema.alterTable('nudge');
  await nudge().dropColumn('time_zone').execute();
  await nudge().dropColumn('dm_channel_id').execute();
  await nudge()
    .addColumn('unheard', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await nudge().addColumn('asked_at', 'integer').execute();
  await nudge()
    .addColumn('shows_goal', 'integer', (column) =>
      column.notNull().defaultTo(0).check(sql`shows_goal in (0, 1)`),
    )
    .execute();

  await db.schema.alterTable('outbox').addColumn('about', 'text').execute();

  await strict(
    table('scheduler_run')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('ran_at', 'integer', (column) => column.notNull()),
  );
}

function perMember(table: CreateTableBuilder<string>) {
  return table
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull());
}

/** Creates the table as STRICT: SQLite then refuses a value of another type than the column's. */
async function strict(table: CreateTableBuilder<string, string>): Promise<void> {
  await table.modifyEnd(sql`strict`).execute();
}
