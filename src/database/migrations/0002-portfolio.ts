import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** What members log and say of themselves, what they show to their server, and what a server adds to the guide. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const table = (name: string) => db.schema.createTable(name);

  await strict(
    perMember(table('profile'))
      .addColumn('hours_a_week', 'integer')
      .addColumn('gpu', 'text')
      .addColumn('aim', 'text')
      .addColumn('asked_at', 'integer')
      .addColumn('visible', 'integer', (column) =>
        column.notNull().defaultTo(0).check(sql`visible in (0, 1)`),
      )
      .addColumn('updated_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('profile_key', ['guild_id', 'user_id']),
  );

  await strict(
    perMember(table('entry').addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('url', 'text')
      .addColumn('note', 'text')
      .addColumn('step_id', 'text')
      .addColumn('dated_on', 'text', (column) => column.notNull())
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .addColumn('updated_at', 'integer', (column) => column.notNull()),
  );
  await db.schema
    .createIndex('entry_by_member')
    .on('entry')
    .columns(['guild_id', 'user_id', 'dated_on', 'id'])
    .execute();
  // All that is asked with every recommendation, without a look at the entries themselves.
  await db.schema
    .createIndex('entry_facts')
    .on('entry')
    .columns(['guild_id', 'user_id', 'kind', 'step_id', 'created_at'])
    .execute();
  await db.schema
    .createIndex('entry_url')
    .unique()
    .on('entry')
    .columns(['guild_id', 'user_id', 'kind', 'url'])
    .where(sql.ref('url'), 'is not', null)
    .execute();

  // Whose it is stands here again, so that a member's links are found without their entries.
  await strict(
    perMember(table('entry_milestone'))
      .addColumn('entry_id', 'integer', (column) =>
        column.notNull().references('entry.id').onDelete('cascade'),
      )
      .addColumn('step_id', 'text', (column) => column.notNull())
      .addColumn('milestone_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('entry_milestone_key', ['entry_id', 'step_id', 'milestone_id']),
  );
  await db.schema
    .createIndex('entry_milestone_by_member')
    .on('entry_milestone')
    .columns(['guild_id', 'user_id', 'step_id', 'milestone_id'])
    .execute();

  await strict(
    perMember(table('showcase_post'))
      .addColumn('entry_id', 'integer', (column) =>
        column.primaryKey().references('entry.id').onDelete('cascade'),
      )
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('sending', 'shared')`))
      .addColumn('started_at', 'integer', (column) => column.notNull())
      .addColumn('message_id', 'text')
      .addColumn('thread_id', 'text'),
  );

  await db.schema
    .createIndex('showcase_post_by_member')
    .on('showcase_post')
    .columns(['guild_id', 'user_id'])
    .execute();

  await db.schema.alterTable('guild_settings').addColumn('showcase_channel_id', 'text').execute();
  await db.schema
    .alterTable('guild_settings')
    .addColumn('content_revision', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();

  await strict(
    table('guild_link')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('step_id', 'text', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('cost', 'text', (column) => column.notNull())
      .addColumn('level', 'text', (column) => column.notNull())
      .addColumn('about', 'text', (column) => column.notNull())
      .addColumn('added_by', 'text', (column) => column.notNull())
      .addColumn('added_at', 'integer', (column) => column.notNull())
      .addUniqueConstraint('guild_link_url', ['guild_id', 'url']),
  );
  await strict(
    table('guild_text')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('step_id', 'text', (column) => column.notNull())
      .addColumn('field', 'text', (column) => column.notNull().check(sql`field in ('why', 'how')`))
      .addColumn('words', 'text', (column) => column.notNull())
      .addColumn('updated_by', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('guild_text_key', ['guild_id', 'step_id', 'field']),
  );
  await strict(
    table('guild_hidden_link')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('hidden_by', 'text', (column) => column.notNull())
      .addColumn('hidden_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('guild_hidden_link_key', ['guild_id', 'url']),
  );
}

function perMember<T extends string>(table: CreateTableBuilder<string, T>) {
  return table
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull());
}

/** Creates the table as STRICT: SQLite then refuses a value of another type than the column's. */
async function strict(table: CreateTableBuilder<string, string>): Promise<void> {
  await table.modifyEnd(sql`strict`).execute();
}
