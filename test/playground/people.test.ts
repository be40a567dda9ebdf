import { Events } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, idOf, request, startBench } from './support.ts';

let bench: Bench;
let channel: string;
let users: Record<string, string>;

beforeAll(async () => {
  bench = await startBench({ rateLimits: false });
  users = bench.playground.world.users;
  channel = idOf(bench.playground.world.channels, 'hall.nextSteps');
  await bench.bot.application.commands.set([
    {
      name: 'progress',
      description: 'Whose',
      options: [{ type: 6, name: 'member', description: 'Who' }],
    },
  ]);
});
afterAll(() => bench.close());

interface Sent {
  id: string;
  token: string;
  data: {
    options: { type: number; value: string }[];
    resolved: Record<string, Record<string, Record<string, unknown>>>;
  };
  member?: { nick: string | null; user: { username: string; global_name: string | null } };
  user?: object;
}

/** What the bot is sent when somebody uses the command; the bot says "ok". */
async function ask(who: string, where: string, member?: string): Promise<Sent> {
  const sent = new Promise<Sent>((resolve) => {
    bench.bot.once(Events.Raw, function hear({ t, d }: { t: string; d: Sent }) {
      if (t !== 'INTERACTION_CREATE') return void bench.bot.once(Events.Raw, hear);
      const path = `/interactions/${d.id}/${d.token}/callback`;
      void request(bench.playground, 'POST', path, { type: 4, data: { content: 'ok' } }).then(() =>
        resolve(d),
      );
    });
  });
  const person = bench.playground.as(idOf(users, who));
  const place = where === 'direct' ? person.direct() : where;
  const outcome = await person.command(place, 'progress', member === undefined ? {} : { member });
  if (outcome.status === 'failed') throw new Error(outcome.reason);
  return sent;
}

describe('a user option', () => {
  it('is an id, resolved to the user and to the member as far as Discord tells', async () => {
    const noor = idOf(users, 'noor');
    const { data } = await ask('ben', channel, noor);
    expect(data.options).toEqual([{ type: 6, name: 'member', value: noor }]);
    expect(data.resolved['users']?.[noor]).toMatchObject({ id: noor, username: 'noor.k', global_name: null });
    const member = data.resolved['members']?.[noor];
    expect(member).toMatchObject({
      nick: 'Noor (Oslo)',
      permissions: expect.stringMatching(/^\d+$/),
      roles: [],
      joined_at: expect.any(String),
    });
    for (const key of ['user', 'deaf', 'mute']) expect(member).not.toHaveProperty(key);
  });

  it('says what the member may do in that channel', async () => {
    const ben = idOf(users, 'ben');
    const permissions = async (where: string): Promise<unknown> => {
      const { data } = await ask('ada', idOf(bench.playground.world.channels, where), ben);
      return data.resolved['members']?.[ben]?.['permissions'];
    };
    expect(await permissions('hall.moderators')).toBe('0');
    expect(await permissions('hall.nextSteps')).not.toBe('0');
  });

  it('may be a bot, or somebody who is no member and then has no member to show', async () => {
    const { data } = await ask('ben', channel, bench.playground.botUserId);
    expect(data.resolved['users']?.[bench.playground.botUserId]).toMatchObject({ bot: true });
    const stranger = await ask('ben', channel, idOf(users, 'maja'));
    expect(Object.keys(stranger.data.resolved)).toEqual(['users']);
  });

  it.each(['175928847299117063', 'ada', '1', ''])('is not sent with the id "%s"', async (id) => {
    const ben = bench.playground.as(idOf(users, 'ben'));
    expect(await ben.command(channel, 'progress', { member: id })).toMatchObject({ status: 'failed' });
  });
});

describe('every interaction names who used it', () => {
  it.each([
    ['ada', { nick: null, user: { username: 'ada', global_name: 'Ada' } }],
    ['noor', { nick: 'Noor (Oslo)', user: { username: 'noor.k', global_name: null } }],
    ['theo', { nick: null, user: { username: 'theo_gpu', global_name: '🦊 Théo 👩🏽‍💻' } }],
    ['yuki', { nick: null, user: { username: 'yuki_s', global_name: '佐藤 雪' } }],
    ['layla', { nick: null, user: { username: 'layla', global_name: 'ليلى' } }],
    ['sam', { nick: null, user: { username: 'sam_1999', global_name: null } }],
  ])('in a server as a member: %s', async (who, member) => {
    const sent = await ask(who, channel);
    expect(sent.member).toMatchObject(member);
    expect(sent).not.toHaveProperty('user');
  });

  it('in a direct message as a user, and resolves users alone', async () => {
    const sent = await ask('sam', 'direct', idOf(users, 'sam'));
    expect(sent.user).toMatchObject({ username: 'sam_1999', global_name: null });
    expect(sent).not.toHaveProperty('member');
    expect(Object.keys(sent.data.resolved)).toEqual(['users']);
  });
});
