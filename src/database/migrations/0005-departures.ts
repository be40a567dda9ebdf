import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** Who has left which server, which servers the bot has left, and when daily work was begun. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const member = () => db.schema.alterTable('member');
  await member().addColumn('here_at', 'integer').execute();
  await member().addColumn('asked_at', 'integer').execute();
  await member().addColumn('left_at', 'integer').execute();
  await sql`update member set here_at = last_seen_at`.execute(db);
  await db.schema
    .createIndex('member_left')
    .on('member')
    .column('left_at')
    .where(sql.ref('left_at'), 'is not', null)
    .execute();

  await strict(
    db.schema
      .createTable('departed_guild')
      .addColumn('guild_id', 'text', (column) => column.primaryKey())
      .addColumn('missed_at', 'integer', (column) => column.notNull())
      .addColumn('left_at', 'integer'),
  );

  // What a server's admins are told of the last days, without a look at all that went out before.
  await db.schema.createIndex('outbox_settled').on('outbox').columns(['guild_id', 'settled_at']).execute();

  await db.schema.alterTable('scheduler_run').addColumn('begun_at', 'integer').execute();
}

/** Creates the table as STRICT: SQLite then refuses a value of another type than the column's. */
async function strict(table: CreateTableBuilder<string, string>): Promise<void> {
  await table.modifyEnd(sql`strict`).execute();
}
