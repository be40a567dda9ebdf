import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/**
 * Buddies. What ties members together is one row for each of them under one id, so that whoever is forgotten leaves
 * nothing in the others' rows. A member has one seat in a server: the key itself keeps them out of a second circle.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const table = (name: string) => db.schema.createTable(name);
  const index = (name: string) => db.schema.createIndex(name);

  await strict(
    perMember(table('buddy_seat'))
      .addColumn('circle_id', 'text', (column) => column.notNull())
      .addColumn('seat', 'text', (column) => column.notNull().unique())
      .addColumn('joined_at', 'integer', (column) => column.notNull())
      .addColumn('look_at', 'integer', (column) => column.notNull())
      .addColumn('invited_at', 'integer')
      .addPrimaryKeyConstraint('buddy_seat_key', ['guild_id', 'user_id']),
  );
  await index('buddy_seat_circle').on('buddy_seat').column('circle_id').execute();
  await index('buddy_seat_look').on('buddy_seat').column('look_at').execute();

  await strict(
    perMember(table('buddy_seeker'))
      .addColumn('since_at', 'integer', (column) => column.notNull())
      .addColumn('shown_at', 'integer')
      .addColumn('look_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('buddy_seeker_key', ['guild_id', 'user_id']),
  );
  await index('buddy_seeker_look').on('buddy_seeker').column('look_at').execute();

  await strict(
    perMember(table('buddy_offer'))
      .addColumn('offer_id', 'text', (column) => column.notNull())
      .addColumn('answer', 'text', (column) =>
        column.notNull().check(sql`answer in ('asks', 'yes', 'waiting')`),
      )
      .addColumn('circle_id', 'text')
      .addColumn('lapses_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('buddy_offer_key', ['offer_id', 'user_id']),
  );
  await index('buddy_offer_member').on('buddy_offer').columns(['guild_id', 'user_id']).execute();
  await index('buddy_offer_circle').on('buddy_offer').column('circle_id').execute();
  await index('buddy_offer_lapse').on('buddy_offer').column('lapses_at').execute();

  await strict(
    perMember(table('buddy_apart'))
      .addColumn('apart_id', 'text', (column) => column.notNull())
      .addColumn('until_at', 'integer')
      .addPrimaryKeyConstraint('buddy_apart_key', ['apart_id', 'user_id']),
  );
  await index('buddy_apart_member').on('buddy_apart').columns(['guild_id', 'user_id']).execute();

  await strict(
    perMember(table('buddy_told'))
      .addColumn('seat', 'text', (column) => column.notNull())
      .addColumn('what', 'text', (column) =>
        column.notNull().check(sql`what in ('goal', 'check-in', 'quiet', 'hello', 'cheer')`),
      )
      .addColumn('week', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('buddy_told_key', ['guild_id', 'user_id', 'seat', 'what', 'week']),
  );
  await index('buddy_told_seat').on('buddy_told').column('seat').execute();

  // What is new is found without a look at all there is.
  await index('goal_created').on('goal').column('created_at').execute();
  await index('check_in_created').on('check_in').column('created_at').execute();
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
