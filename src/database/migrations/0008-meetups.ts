import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** Meetups of study groups, and each member's part in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const table = (name: string) => db.schema.createTable(name);
  const index = (name: string) => db.schema.createIndex(name);

  await strict(
    table('meetup')
      .addColumn('meetup_id', 'text', (column) => column.primaryKey())
      .addColumn('group_id', 'text', needed)
      .addColumn('guild_id', 'text', needed)
      .addColumn('state', 'text', (column) =>
        column.notNull().check(sql`state in ('draft', 'planned', 'cancelled', 'over')`),
      )
      .addColumn('starts_at', 'integer', needed)
      .addColumn('first_at', 'integer', needed)
      .addColumn('time_zone', 'text', needed)
      .addColumn('minutes', 'integer', needed)
      .addColumn('place', 'text', needed)
      .addColumn('weekly', 'integer', needed)
      .addColumn('sequence', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('planned_by', 'text', needed)
      .addColumn('announcement', 'text')
      .addColumn('recount', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('recounted', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('recount_not_before', 'integer')
      .addColumn('day_for', 'integer')
      .addColumn('hour_for', 'integer')
      .addColumn('event_id', 'text')
      .addColumn('event_for', 'text')
      .addColumn('event_begun_at', 'integer')
      .addColumn('event_begun_start', 'integer')
      .addColumn('event_not_before', 'integer')
      .addColumn('event_problem', 'text')
      .addColumn('created_at', 'integer', needed)
      .addColumn('updated_at', 'integer', needed),
  );
  await index('meetup_by_group').on('meetup').columns(['group_id', 'state', 'starts_at']).execute();
  await index('meetup_due').on('meetup').columns(['state', 'starts_at']).execute();
  await index('meetup_recount')
    .on('meetup')
    .columns(['recount_not_before'])
    .where(sql<boolean>`recount > recounted`)
    .execute();
  await index('meetup_by_guild').on('meetup').columns(['guild_id', 'state', 'starts_at']).execute();

  await strict(
    table('meetup_member')
      .addColumn('meetup_id', 'text', needed)
      .addColumn('starts_at', 'integer', needed)
      .addColumn('guild_id', 'text', needed)
      .addColumn('user_id', 'text', needed)
      .addColumn('answer', 'text', (column) => column.check(sql`answer in ('yes', 'maybe', 'no')`))
      .addColumn('attended', 'integer')
      .addColumn('logged', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('updated_at', 'integer', needed)
      .addPrimaryKeyConstraint('meetup_member_key', ['meetup_id', 'starts_at', 'user_id']),
  );
  await index('meetup_member_by_date').on('meetup_member').column('starts_at').execute();
  await index('meetup_member_by_member')
    .on('meetup_member')
    .columns(['guild_id', 'user_id', 'starts_at'])
    .execute();
}

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

/** Creates the table as STRICT: SQLite then refuses a value of another type than the column's. */
async function strict(table: CreateTableBuilder<string, string>): Promise<void> {
  await table.modifyEnd(sql`strict`).execute();
}
