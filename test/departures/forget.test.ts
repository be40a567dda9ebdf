/** What is forgotten is all there is: held against the tables themselves, so that a new one can't be left out. */
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import {
  forgetGuild,
  forgetMember,
  keptForGuild,
  keptForUser,
  namedIn,
} from '../../src/departures/forget.ts';
import { keptForMember } from '../../src/member/kept.ts';
import { messageOf, type Scene, startScene } from '../support/bot.ts';
import { hallOf, placesOf } from './scene.ts';

/** Ids that are nobody's. */
const nobodys = [
  'id',
  'guild_id',
  'channel_id',
  'nudge_channel_id',
  'showcase_channel_id',
  'message_id',
  'thread_id',
  'step_id',
  'milestone_id',
  'entry_id',
  'batch_id',
  'circle_id',
  'offer_id',
  'apart_id',
  'group_id',
  'report_id',
  'meetup_id',
  'event_id',
  'city_id',
  'groups_channel_id',
];

/** Every table with its columns. */
async function tables(): Promise<Map<string, readonly string[]>> {
  const { db, close } = await openDatabase(':memory:');
  const found = await db.introspection.getTables();
  await close();
  return new Map(found.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
}

test('every table that belongs to a member, to a person or to a server is known', async () => {
  const all = await tables();
  const ofServers = [...keptForMember, ...keptForGuild] as readonly string[];
  for (const [table, columns] of all) {
    const isMembers = columns.includes('guild_id') && columns.includes('user_id');
    expect((keptForMember as readonly string[]).includes(table), `${table}, a member's`).toBe(isMembers);
    expect(ofServers.includes(table), `${table}, a server's`).toBe(columns.includes('guild_id'));
    const isPersons = columns.includes('user_id') && !columns.includes('guild_id');
    expect((keptForUser as readonly string[]).includes(table), `${table}, a person's`).toBe(isPersons);
  }
});

test('every column that may hold a person’s id is known', async () => {
  const named = namedIn.map(([table, column]) => `${table}.${column}`);
  const unknown = [...(await tables())].flatMap(([table, columns]) =>
    columns
      .filter((column) => /_id$|_by$|user|member/.test(column))
      .filter((column) => !nobodys.includes(column) && column !== 'user_id')
      .map((column) => `${table}.${column}`),
  );
  expect(unknown.toSorted()).toEqual(named.toSorted());
});

/** Somebody uses all that keeps something, in a server that they run themselves. */
async function busy(): Promise<{ scene: Scene; userId: string; guildId: string }> {
  const scene = await startScene();
  const ada = scene.person('ada');
  const channel = scene.channel('hall.nextSteps');
  await ada.command(channel, 'setup', { channel, weekday: 'friday' });
  const step = messageOf(await ada.command(channel, 'nextstep'));
  await ada.press(step, 'Not now');
  await ada.command(channel, 'nudge on', { weekday: 'friday', time: '9', timezone: 'UTC', where: 'dm' });
  await ada.command(channel, 'log', { kind: 'post', title: 'My first post' });
  await ada.command(channel, 'goal', { text: 'Read one chapter' });
  await scene.moveTo('2027-01-15T09:01:00Z');
  await ada.command(channel, 'checkin', { did: 'Read it' });
  const ben = scene.person('ben');
  await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9', timezone: 'UTC' });
  return { scene, userId: ada.userId, guildId: hallOf(scene) };
}

test('who is forgotten stands nowhere any more, and others stay', async () => {
  const { scene, userId, guildId } = await busy();
  const before = placesOf(userId, scene.databasePath);
  expect(before).toContain('member.user_id');
  expect(before).toContain('dm_channel.user_id');
  expect(before).toContain('guild_settings.updated_by');
  const { db, close } = await openDatabase(scene.databasePath);
  await db.transaction().execute((trx) => forgetMember(trx, { guildId, userId }));
  await db.transaction().execute((trx) => forgetMember(trx, { guildId, userId }));
  await close();
  expect(placesOf(userId, scene.databasePath)).toEqual([]);
  expect(placesOf(scene.person('ben').userId, scene.databasePath)).toContain('nudge.user_id');
  expect(placesOf(guildId, scene.databasePath), 'what the server has stays').toContain(
    'guild_settings.guild_id',
  );
});

test('what is kept for a person in another server stays', async () => {
  const { scene, userId, guildId } = await busy();
  await scene.person('ada').command(scene.channel('circle.general'), 'nextstep');
  const { db, close } = await openDatabase(scene.databasePath);
  await db.transaction().execute((trx) => forgetMember(trx, { guildId, userId }));
  await close();
  expect(placesOf(userId, scene.databasePath)).toEqual(['dm_channel.user_id', 'member.user_id']);
});

test('a server that is forgotten stands nowhere any more', async () => {
  const { scene, guildId } = await busy();
  const { db, close } = await openDatabase(scene.databasePath);
  await db.transaction().execute((trx) => forgetGuild(trx, guildId));
  await close();
  expect(placesOf(guildId, scene.databasePath)).toEqual([]);
});
