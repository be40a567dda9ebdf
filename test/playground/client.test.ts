import {
  ChannelType,
  type Client,
  Events,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GatewayIntentBits as I,
  PermissionFlagsBits as P,
  TextChannel,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { idOf, joinBot, until } from './support.ts';

let playground: Playground;
let bot: Client<true>;
let hall: string;
const seen: string[] = [];

beforeAll(async () => {
  playground = await startPlayground({ rateLimits: false, privilegedIntents: I.GuildMembers });
  hall = idOf(playground.world.guilds, 'hall');
  playground.admin.setRolePermissions(
    playground.admin.botRole(hall),
    P.ManageChannels | P.ManageRoles | P.ManageThreads | P.ManageEvents | P.CreateEvents | P.ManageMessages,
  );
  bot = await joinBot(playground, {
    intents: [I.Guilds, I.GuildMembers, I.GuildScheduledEvents, I.GuildMessages],
  });
  bot.on(Events.Raw, ({ t }: { t: string }) => void seen.push(t));
});
afterAll(async () => {
  await bot.destroy();
  await playground.close();
});

const heard = (event: string): Promise<boolean> => until(() => seen.includes(event));
const guild = (): NonNullable<ReturnType<typeof bot.guilds.cache.get>> => {
  const found = bot.guilds.cache.get(hall);
  if (found === undefined) throw new Error('The client does not know its server');
  return found;
};

describe('the real client, with intents', () => {
  it('knows the server with its channels and roles', () => {
    expect(guild().name).toBe('Deep Learning Study Hall');
    expect(guild().channels.cache.map(({ name }) => name)).toContain('welcome');
    expect(guild().roles.cache.map(({ name }) => name)).toContain('Moderators');
    expect(guild().members.me?.permissions.has(P.ManageRoles)).toBe(true);
  });

  it('makes, changes and deletes a channel', async () => {
    const made = await guild().channels.create({
      name: 'papers',
      permissionOverwrites: [{ id: hall, deny: [P.SendMessages] }],
    });
    await made.setTopic('One a week');
    const fresh = await bot.channels.fetch(made.id, { force: true });
    expect(fresh).toMatchObject({ name: 'papers', topic: 'One a week' });
    expect(playground.as(idOf(playground.world.users, 'ben')).offered(made.id)).toEqual([]);
    await made.delete();
    await Promise.all(['CHANNEL_CREATE', 'CHANNEL_UPDATE', 'CHANNEL_DELETE'].map(heard));
    await expect(bot.channels.fetch(made.id, { force: true })).rejects.toMatchObject({ code: 10003 });
  });

  it('runs a thread from beginning to end', async () => {
    const parent = bot.channels.cache.get(idOf(playground.world.channels, 'hall.studyGroups'));
    if (!(parent instanceof TextChannel)) throw new Error('No such channel');
    const thread = await parent.threads.create({ name: 'Berlin', type: ChannelType.PublicThread });
    const ben = idOf(playground.world.users, 'ben');
    await thread.members.add(ben);
    await thread.send({ content: 'Welcome' });
    expect([...(await thread.members.fetch()).keys()].toSorted()).toEqual(
      [ben, playground.botUserId].toSorted(),
    );
    await thread.members.remove(ben);
    await thread.setArchived(true);
    expect((await parent.threads.fetchArchived()).threads.map(({ name }) => name)).toEqual(['Berlin']);
    await thread.setArchived(false);
    expect((await guild().channels.fetchActiveThreads()).threads.map(({ name }) => name)).toEqual(['Berlin']);
    await thread.delete();
    await Promise.all(
      ['THREAD_CREATE', 'THREAD_UPDATE', 'THREAD_DELETE', 'THREAD_MEMBERS_UPDATE'].map(heard),
    );
  });

  it('gives and takes roles', async () => {
    const role = await guild().roles.create({
      name: 'Club',
      colors: { primaryColor: 0x336699 },
      mentionable: true,
    });
    const ben = await guild().members.fetch(idOf(playground.world.users, 'ben'));
    await ben.roles.add(role);
    await until(() => guild().members.cache.get(ben.id)?.roles.cache.has(role.id));
    await role.edit({ name: 'Paper club' });
    const channel = bot.channels.cache.get(idOf(playground.world.channels, 'hall.showcase'));
    if (!(channel instanceof TextChannel)) throw new Error('No such channel');
    const message = await channel.send({ content: `<@&${role.id}>`, allowedMentions: { roles: [role.id] } });
    expect(playground.pingsOf(message.id).roles).toEqual([role.id]);
    await role.delete();
    await Promise.all(
      ['GUILD_ROLE_CREATE', 'GUILD_ROLE_UPDATE', 'GUILD_ROLE_DELETE', 'GUILD_MEMBER_UPDATE'].map(heard),
    );
  });

  it('plans events, outside and in a voice channel', async () => {
    const start = Date.now() + 3_600_000;
    const common = {
      name: 'Reading',
      privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
      scheduledStartTime: start,
      scheduledEndTime: start + 3_600_000,
    };
    const outside = await guild().scheduledEvents.create({
      ...common,
      entityType: GuildScheduledEventEntityType.External,
      entityMetadata: { location: 'Library' },
    });
    const voice = playground.admin.addChannel(hall, { name: 'Reading room', type: ChannelType.GuildVoice });
    const inside = await guild().scheduledEvents.create({
      ...common,
      entityType: GuildScheduledEventEntityType.Voice,
      channel: voice,
    });
    expect(inside).toMatchObject({ channelId: voice });
    const inText = { ...common, channel: idOf(playground.world.channels, 'hall.welcome') };
    await expect(
      guild().scheduledEvents.create({ ...inText, entityType: GuildScheduledEventEntityType.Voice }),
    ).rejects.toMatchObject({ code: 50035 });
    await outside.setName('Other');
    expect((await guild().scheduledEvents.fetch()).map(({ name }) => name).toSorted()).toEqual([
      'Other',
      'Reading',
    ]);
    await outside.delete();
    await Promise.all(['CREATE', 'UPDATE', 'DELETE'].map((what) => heard(`GUILD_SCHEDULED_EVENT_${what}`)));
  });

  it('fetches members, all or by id, and hears of those who come and go', async () => {
    const stranger = playground.admin.addUser({ username: 'noor', displayName: 'Noor' });
    playground.admin.addMember(hall, stranger);
    await heard('GUILD_MEMBER_ADD');
    expect((await guild().members.fetch()).has(stranger)).toBe(true);
    expect((await guild().members.list({ limit: 1_000 })).has(stranger)).toBe(true);
    playground.admin.removeMember(hall, stranger);
    await heard('GUILD_MEMBER_REMOVE');
    await expect(guild().members.fetch({ user: stranger, force: true })).rejects.toMatchObject({
      code: 10007,
    });
  });

  it('hears of messages that change and go, and of servers that come and go', async () => {
    const channel = bot.channels.cache.get(idOf(playground.world.channels, 'hall.showcase'));
    if (!(channel instanceof TextChannel)) throw new Error('No such channel');
    await channel.sendTyping();
    const message = await channel.send('one');
    await message.edit('two');
    const answer = await message.reply('three');
    expect(answer.reference?.messageId).toBe(message.id);
    await message.delete();
    await Promise.all(['MESSAGE_CREATE', 'MESSAGE_UPDATE', 'MESSAGE_DELETE'].map(heard));
    const ada = idOf(playground.world.users, 'ada');
    const { id } = playground.admin.addGuild({
      name: 'New',
      owner: ada,
      members: [ada],
      channels: { a: { name: 'a' } },
    });
    await until(() => bot.guilds.cache.has(id));
    await bot.guilds.cache.get(id)?.leave();
    await until(() => !bot.guilds.cache.has(id));
    playground.admin.inviteBot(id, P.ViewChannel);
    await until(() => bot.guilds.cache.has(id));
    playground.admin.removeGuild(id);
    await until(() => !bot.guilds.cache.has(id));
  });

  it('is sent nothing that is not as specified, and asks for nothing wrong but once', () => {
    expect(playground.violations.map(({ kind, code }) => [kind, code])).toEqual([['refused', 50035]]);
  });
});
