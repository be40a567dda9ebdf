import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** Members, their steps and check-ins, nudges with their outbox, and each server's settings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const table = (name: string) => db.schema.createTable(name);

  await strict(
    perMember(table('member'))
      .addColumn('first_seen_at', 'integer', (column) => column.notNull())
      .addColumn('last_seen_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('member_key', ['guild_id', 'user_id']),
  );
  await db.schema.createIndex('member_by_user').on('member').columns(['user_id', 'last_seen_at']).execute();

  await strict(
    perMember(table('step_state'))
      .addColumn('step_id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) =>
        column.notNull().check(sql`state in ('open', 'done', 'declined')`),
      )
      .addColumn('snoozed_until', 'integer')
      .addColumn('updated_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('step_state_key', ['guild_id', 'user_id', 'step_id']),
  );

  await strict(
    perMember(table('milestone_tick'))
      .addColumn('step_id', 'text', (column) => column.notNull())
      .addColumn('milestone_id', 'text', (column) => column.notNull())
      .addColumn('ticked_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('milestone_tick_key', ['guild_id', 'user_id', 'step_id', 'milestone_id']),
  );

  await strict(
    perMember(table('check_in'))
      .addColumn('week', 'text', (column) => column.notNull())
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('check_in_key', ['guild_id', 'user_id', 'week']),
  );

  await strict(
    perMember(table('nudge'))
      .addColumn('weekday', 'integer', (column) => column.notNull().check(sql`weekday between 1 and 7`))
      .addColumn('minute_of_day', 'integer', (column) =>
        column.notNull().check(sql`minute_of_day between 0 and 1439`),
      )
      .addColumn('time_zone', 'text', (column) => column.notNull())
      .addColumn('place', 'text', (column) =>
        column.notNull().check(sql`place in ('channel', 'dm', 'dm-or-channel')`),
      )
      .addColumn('channel_id', 'text')
      .addColumn('dm_channel_id', 'text')
      .addColumn('next_nudge_at', 'integer')
      .addColumn('problem', 'text')
      .addColumn('updated_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('nudge_key', ['guild_id', 'user_id']),
  );
  await db.schema
    .createIndex('nudge_due')
    .on('nudge')
    .column('next_nudge_at')
    .where(sql.ref('next_nudge_at'), 'is not', null)
    .execute();

  await strict(
    table('guild_settings')
      .addColumn('guild_id', 'text', (column) => column.primaryKey())
      .addColumn('nudge_channel_id', 'text')
      .addColumn('weekday', 'integer', (column) => column.notNull())
      .addColumn('minute_of_day', 'integer', (column) => column.notNull())
      .addColumn('time_zone', 'text', (column) => column.notNull())
      .addColumn('channel_problem', 'text')
      .addColumn('updated_by', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'integer', (column) => column.notNull()),
  );

  await strict(
    table('outbox')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('dedupe_key', 'text', (column) => column.notNull().unique())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('channel_id', 'text')
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('due_at', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) =>
        column.notNull().check(sql`state in ('pending', 'claimed', 'sending', 'sent', 'skipped', 'failed')`),
      )
      .addColumn('batch_id', 'text')
      .addColumn('lease_until', 'integer')
      .addColumn('lease_owner', 'text')
      .addColumn('not_before', 'integer')
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('message_id', 'text')
      .addColumn('reason', 'text')
      .addColumn('settled_at', 'integer'),
  );
  await db.schema
    .createIndex('outbox_open')
    .on('outbox')
    .columns(['state', 'due_at'])
    .where('state', 'in', ['pending', 'claimed', 'sending'])
    .execute();
  await db.schema.createIndex('outbox_batch').on('outbox').column('batch_id').execute();
  await db.schema.createIndex('outbox_member').on('outbox').columns(['guild_id', 'user_id']).execute();
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
