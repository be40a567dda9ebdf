import { Events, InteractionType, MessageFlags } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, idOf, request, startBench } from './support.ts';

let bench: Bench;
let channel: string;
let ben: ReturnType<Bench['playground']['as']>;

beforeAll(async () => {
  bench = await startBench({ rateLimits: false });
  channel = idOf(bench.playground.world.channels, 'hall.nextSteps');
  ben = bench.playground.as(idOf(bench.playground.world.users, 'ben'));
  const option = {
    type: 4,
    name: 'n',
    description: 'A number',
    min_value: 1,
    max_value: 9,
    required: true,
  } as const;
  await bench.bot.application.commands.set([{ name: 'count', description: 'Counts', options: [option] }]);
});
afterAll(() => bench.close());

/** Answers the next interaction by hand, with this body; gives what the API said. */
function answerWith(body: object): Promise<Awaited<ReturnType<typeof request>>> {
  return new Promise((resolve) => {
    bench.bot.once(Events.InteractionCreate, ({ id, token }) => {
      void request(
        bench.playground,
        'POST',
        `/interactions/${id}/${token}/callback?with_response=true`,
        body,
      ).then(resolve);
    });
  });
}

describe('a client', () => {
  it.each<[object, string]>([
    [{}, 'required'],
    [{ n: 10 }, 'out of range'],
    [{ n: 1.5 }, 'whole number'],
    [{ n: 1, other: 2 }, 'no option'],
  ])('refuses %j by itself', async (options, reason) => {
    const before = bench.playground.requests.length;
    const outcome = await ben.command(channel, 'count', options as Record<string, number>);
    expect(outcome.status === 'failed' && outcome.reason).toContain(reason);
    expect(bench.playground.requests.length).toBe(before);
  });

  it('can be told to send all the same', async () => {
    const answered = answerWith({ type: 4, data: { content: 'x' } });
    expect(await ben.command(channel, 'count', { n: 1_000 }, { raw: true })).toMatchObject({
      status: 'message',
    });
    expect((await answered).body).toMatchObject({
      interaction: { type: 2, response_message_loading: false, response_message_ephemeral: false },
      resource: { type: 4, message: { content: 'x', interaction_metadata: { type: 2 } } },
    });
  });

  it('sends a button of last month’s message', async () => {
    const answered = answerWith({ type: 4, data: { content: 'gone', flags: MessageFlags.Ephemeral } });
    const old = bench.playground.as(ben.userId).say(channel, 'anything');
    const outcome = await ben.rawInteraction({
      channelId: channel,
      type: InteractionType.MessageComponent,
      data: { custom_id: 'v0:unknown', component_type: 2 },
      messageId: old.id,
    });
    expect(outcome).toMatchObject({ status: 'message', message: { content: 'gone' } });
    expect((await answered).status).toBe(200);
  });
});

describe('an answer that Discord would refuse leaves the interaction open', () => {
  it.each<[string, object, string]>([
    ['a long content', { type: 4, data: { content: 'x'.repeat(2_001) } }, 'data.content'],
    ['a deferral of version 2', { type: 5, data: { flags: MessageFlags.IsComponentsV2 } }, 'data.flags'],
    ['an update of no message', { type: 7, data: { content: 'x' } }, 'type'],
    ['choices for a command', { type: 8, data: { choices: [] } }, 'type'],
    [
      'a form without a title',
      { type: 9, data: { custom_id: 'x', title: '', components: [] } },
      'data.title',
    ],
    [
      'a form of six fields',
      {
        type: 9,
        data: {
          custom_id: 'x',
          title: 'x',
          components: Array.from({ length: 6 }, (_, i) => ({
            type: 18,
            label: 'x',
            component: { type: 4, custom_id: `f${i}`, style: 1 },
          })),
        },
      },
      'data.components',
    ],
    [
      'a form with a field twice',
      {
        type: 9,
        data: {
          custom_id: 'x',
          title: 'x',
          components: [1, 2].map(() => ({
            type: 18,
            label: 'x',
            component: { type: 4, custom_id: 'f', style: 1 },
          })),
        },
      },
      'data.components.1.component.custom_id',
    ],
  ])('%s', async (_, body, where) => {
    const again = new Promise<APIMessage | null>((resolve) => {
      bench.bot.once(Events.InteractionCreate, (interaction) => {
        void (async () => {
          const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
          const refused = await request(bench.playground, 'POST', path, body);
          expect(refused.body).toMatchObject({ code: 50035 });
          const node = where
            .split('.')
            .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], refused.body['errors']);
          expect(node).toHaveProperty('_errors.0.code');
          await request(bench.playground, 'POST', path, { type: 4, data: { content: 'second try' } });
          resolve(null);
        })();
      });
    });
    expect(await ben.command(channel, 'count', { n: 1 })).toMatchObject({
      message: { content: 'second try' },
    });
    await again;
  });
});

it('lets nobody else press the buttons of an ephemeral message', async () => {
  const row = { type: 1, components: [{ type: 2, style: 1, custom_id: 'mine', label: 'Mine' }] };
  const answered = answerWith({
    type: 4,
    data: { content: 'x', flags: MessageFlags.Ephemeral, components: [row] },
  });
  const outcome = await ben.command(channel, 'count', { n: 1 });
  await answered;
  if (outcome.status !== 'message') throw new Error(outcome.status);
  const ada = bench.playground.as(idOf(bench.playground.world.users, 'ada'));
  expect(await ada.press(outcome.message, 'Mine')).toMatchObject({ status: 'failed' });
  expect(
    (await request(bench.playground, 'GET', `/channels/${channel}/messages/${outcome.message.id}`)).body,
  ).toMatchObject({
    code: 10008,
  });
  const updated = answerWith({ type: 7, data: { content: 'pressed', components: [] } });
  expect(await ben.press(outcome.message, 'Mine')).toMatchObject({
    status: 'updated',
    message: { flags: 64 },
  });
  expect((await updated).body).toMatchObject({ resource: { type: 7 } });
  expect(ben.visible(channel).at(-1)).toMatchObject({ content: 'pressed', components: [] });
});

it('shows the bot who asks, where, and what it may do there', async () => {
  const answered = answerWith({ type: 4, data: { content: 'x' } });
  const seen = new Promise<object>((resolve) => {
    bench.bot.once(Events.Raw, (packet: { d: object }) => resolve(packet.d));
  });
  await ben.command(channel, 'count', { n: 1 });
  await answered;
  expect(await seen).toMatchObject({
    application_id: bench.playground.applicationId,
    guild_id: idOf(bench.playground.world.guilds, 'hall'),
    channel: { id: channel, type: 0 },
    member: { user: { id: ben.userId }, permissions: expect.stringMatching(/^\d+$/) },
    app_permissions: expect.stringMatching(/^\d+$/),
    entitlements: [],
    authorizing_integration_owners: { '0': idOf(bench.playground.world.guilds, 'hall') },
    context: 0,
    locale: 'en-US',
    guild_locale: 'en-US',
    attachment_size_limit: 10 * 1024 * 1024,
  });
});
