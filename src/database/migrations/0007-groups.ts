import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** Study groups: their members, who waits, threads, wishes and reports; and a member's city. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const table = (name: string) => db.schema.createTable(name);
  const index = (name: string) => db.schema.createIndex(name);

  await strict(
    table('study_group')
      .addColumn('group_id', 'text', (column) => column.primaryKey())
      .addColumn('guild_id', 'text', needed)
      .addColumn('state', 'text', oneOf('state', 'draft', 'open', 'closed'))
      .addColumn('name', 'text', needed)
      .addColumn('topic', 'text', needed)
      .addColumn('search_text', 'text', needed)
      .addColumn('step_id', 'text')
      .addColumn('city_id', 'integer')
      .addColumn('city', 'text')
      .addColumn('latitude', 'real')
      .addColumn('longitude', 'real')
      .addColumn('cell', 'integer', needed)
      .addColumn('time_zone', 'text', needed)
      .addColumn('language', 'text', needed)
      .addColumn('weekday', 'integer')
      .addColumn('minute_of_day', 'integer')
      .addColumn('capacity', 'integer', needed)
      .addColumn('by_request', 'integer', needed)
      .addColumn('thread_id', 'text')
      .addColumn('thread_name', 'text')
      .addColumn('thread_begun_at', 'integer')
      .addColumn('thread_problem', 'text')
      .addColumn('active_at', 'integer', needed)
      .addColumn('care', 'text', (column) =>
        column.notNull().defaultTo('none').check(sql`care in ('none', 'asked', 'offered')`),
      )
      .addColumn('care_at', 'integer')
      .addColumn('created_at', 'integer', needed)
      .addColumn('updated_at', 'integer', needed),
  );
  // Searches read nothing but these two, which have all that they filter and rank by: a server may have 30,000 groups.
  await index('study_group_near')
    .on('study_group')
    .columns(['guild_id', 'state', 'cell', 'time_zone', 'language', 'step_id', 'search_text'])
    .columns(['group_id', 'latitude', 'longitude', 'weekday', 'minute_of_day'])
    .execute();
  await index('study_group_named')
    .on('study_group')
    .columns(['guild_id', 'state', 'active_at', 'search_text', 'group_id'])
    .execute();
  await index('study_group_care').on('study_group').columns(['state', 'care', 'active_at']).execute();
  await index('study_group_thread').on('study_group').column('thread_id').execute();

  await strict(
    perGroup(table('group_member'))
      .addColumn('is_owner', 'integer', needed)
      .addColumn('joined_at', 'integer', needed)
      .addPrimaryKeyConstraint('group_member_key', ['group_id', 'user_id']),
  );
  await index('group_member_by_member').on('group_member').columns(['guild_id', 'user_id']).execute();

  await strict(
    perGroup(table('group_wait'))
      .addColumn('kind', 'text', oneOf('kind', 'place', 'yes', 'declined', 'barred'))
      .addColumn('since_at', 'integer', needed)
      .addColumn('offered_until', 'integer')
      .addPrimaryKeyConstraint('group_wait_key', ['group_id', 'user_id']),
  );
  await index('group_wait_by_member').on('group_wait').columns(['guild_id', 'user_id']).execute();
  await index('group_wait_offer').on('group_wait').column('offered_until').execute();

  await strict(
    perGroup(table('group_thread'))
      .addColumn('wants', 'text', oneOf('wants', 'in', 'out'))
      .addColumn('not_before', 'integer', needed)
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('group_thread_key', ['group_id', 'user_id']),
  );
  await index('group_thread_due').on('group_thread').column('not_before').execute();
  await index('group_thread_by_member').on('group_thread').columns(['guild_id', 'user_id']).execute();

  await strict(
    table('group_wish')
      .addColumn('guild_id', 'text', needed)
      .addColumn('user_id', 'text', needed)
      .addColumn('city_id', 'integer')
      .addColumn('latitude', 'real')
      .addColumn('longitude', 'real')
      .addColumn('cell', 'integer', needed)
      .addColumn('radius_km', 'integer', needed)
      .addColumn('topic', 'text', needed)
      .addColumn('step_id', 'text')
      .addColumn('language', 'text')
      .addColumn('since_at', 'integer', needed)
      .addColumn('paired_at', 'integer')
      .addColumn('told_of', 'text')
      .addColumn('told_at', 'integer')
      .addPrimaryKeyConstraint('group_wish_key', ['guild_id', 'user_id']),
  );
  await index('group_wish_near').on('group_wish').columns(['guild_id', 'cell']).execute();

  await strict(
    perGroup(table('group_report').addColumn('report_id', 'text', (column) => column.primaryKey()))
      .addColumn('reason', 'text', needed)
      .addColumn('created_at', 'integer', needed),
  );
  await index('group_report_by_member').on('group_report').columns(['guild_id', 'user_id']).execute();
  await index('group_report_by_guild').on('group_report').columns(['guild_id', 'created_at']).execute();

  await db.schema.alterTable('profile').addColumn('city_id', 'integer').execute();
  await db.schema.alterTable('guild_settings').addColumn('groups_channel_id', 'text').execute();
}

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

const oneOf =
  (name: string, ...values: string[]) =>
  (column: ColumnDefinitionBuilder) =>
    column.notNull().check(sql`${sql.ref(name)} in (${sql.join(values.map((value) => sql.lit(value)))})`);

function perGroup(table: CreateTableBuilder<string, string>) {
  return table
    .addColumn('group_id', 'text', needed)
    .addColumn('guild_id', 'text', needed)
    .addColumn('user_id', 'text', needed);
}

/** Creates the table as STRICT: SQLite then refuses a value of another type than the column's. */
async function strict(table: CreateTableBuilder<string, string>): Promise<void> {
  await table.modifyEnd(sql`strict`).execute();
}
