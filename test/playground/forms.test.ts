import {
  Events,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  Routes,
} from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InteractOutcome } from '../../src/playground/protocol.ts';
import { type Bench, idOf, request, startBench, until } from './support.ts';

let bench: Bench;
let channel: string;
let ben: ReturnType<Bench['playground']['as']>;

beforeAll(async () => {
  bench = await startBench({ rateLimits: false });
  channel = idOf(bench.playground.world.channels, 'hall.nextSteps');
  ben = bench.playground.as(idOf(bench.playground.world.users, 'ben'));
  await bench.bot.application.commands.set([{ name: 'open', description: 'Opens' }]);
});
afterAll(() => bench.close());

const label = (text: string, component: object): object => ({ type: 18, label: text, component });

/** Has the bot answer the next interaction with a form of these components. */
async function openForm(components: object[]): Promise<InteractOutcome> {
  bench.bot.once(Events.InteractionCreate, ({ id, token }) => {
    void request(bench.playground, 'POST', `/interactions/${id}/${token}/callback`, {
      type: 9,
      data: { custom_id: 'form', title: 'Form', components },
    });
  });
  return ben.command(channel, 'open');
}

function nextSubmit(): Promise<ModalSubmitInteraction> {
  return new Promise((resolve) => {
    bench.bot.once(Events.InteractionCreate, (interaction) => {
      if (interaction.isModalSubmit()) void interaction.reply('thanks').then(() => resolve(interaction));
    });
  });
}

describe('a form', () => {
  it('carries texts, choices and people', async () => {
    const options = [
      { label: 'Book', value: 'book' },
      { label: 'Course', value: 'course', default: true },
    ];
    const form = await openForm([
      { type: 10, content: 'Tell us' },
      label('Note', { type: 4, custom_id: 'note', style: 2, required: false }),
      label('Kind', { type: 3, custom_id: 'kind', options }),
      label('With', { type: 5, custom_id: 'with', required: false }),
    ]);
    const submitted = nextSubmit();
    const ada = idOf(bench.playground.world.users, 'ada');
    expect(await ben.submit(form, { With: [ada] })).toMatchObject({ status: 'message' });
    const { fields } = await submitted;
    expect(fields.getTextInputValue('note')).toBe('');
    expect(fields.getStringSelectValues('kind')).toEqual(['course']);
    expect(fields.getSelectedUsers('with')?.first()?.username).toBe('ada');
  });

  it.each<[string, Record<string, string | string[]>, string]>([
    ['an empty field', { text: '' }, 'required'],
    ['too short a text', { text: 'x' }, 'too short'],
    ['too long a text', { text: 'xxxxxx' }, 'too long'],
    ['too many choices', { text: 'xxx', kind: ['a', 'b'] }, 'too many'],
    ['a choice that is none', { text: 'xxx', kind: ['c'] }, 'not among'],
    ['no choice', { text: 'xxx', kind: [] }, 'too few'],
  ])('is not sent with %s', async (_, fields, reason) => {
    const options = [
      { label: 'A', value: 'a' },
      { label: 'B', value: 'b' },
    ];
    const form = await openForm([
      label('Text', { type: 4, custom_id: 'text', style: 1, min_length: 2, max_length: 5 }),
      label('Kind', { type: 3, custom_id: 'kind', options }),
    ]);
    const outcome = await ben.submit(form, { kind: ['a'], ...fields });
    expect(outcome.status === 'failed' && outcome.reason).toContain(reason);
    const submitted = nextSubmit();
    expect(await ben.submit(form, { text: 'xxx', Kind: ['a'] })).toMatchObject({ status: 'message' });
    await submitted;
    expect(await ben.submit(form, { text: 'xxx', Kind: ['a'] })).toMatchObject({ status: 'failed' });
  });

  it('sends a checkbox as true or false, and takes all of a group of them', async () => {
    const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }));
    const components = [
      label('Sure', { type: 23, custom_id: 'sure', default: true }),
      label('Loud', { type: 23, custom_id: 'loud' }),
      label('Which', { type: 22, custom_id: 'which', options }),
    ];
    const sent = async (fields: Record<string, string | string[]>) => {
      const form = await openForm(components);
      const submitted = nextSubmit();
      expect(await ben.submit(form, fields)).toMatchObject({ status: 'message' });
      const { fields: got } = await submitted;
      return [got.getCheckbox('sure'), got.getCheckbox('loud'), got.getCheckboxGroup('which').length];
    };
    expect(await sent({ which: ['a', 'b', 'c'] })).toEqual([true, false, 3]);
    expect(await sent({ which: ['a'], sure: 'false', loud: 'true' })).toEqual([false, true, 1]);
  });

  it('is handed in by nobody else', async () => {
    const form = await openForm([label('Text', { type: 4, custom_id: 'text', style: 1 })]);
    const ada = bench.playground.as(idOf(bench.playground.world.users, 'ada'));
    expect(await ada.submit(form, { text: 'x' })).toMatchObject({ status: 'failed' });
  });
});

it('a reply carries pictures, private ones too', async () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d494844520000000300000002ff', 'hex');
  bench.bot.once(Events.InteractionCreate, (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    void interaction.reply({
      flags: MessageFlags.Ephemeral,
      embeds: [{ image: { url: 'attachment://card.png' } }],
      files: [
        { attachment: png, name: 'card.png', description: 'A card' },
        { attachment: Buffer.from('a,b'), name: 'table.csv' },
      ],
    });
  });
  const outcome = await ben.command(channel, 'open');
  if (outcome.status !== 'message') throw new Error(outcome.status);
  const { embeds, attachments } = outcome.message;
  expect(attachments).toMatchObject([{ filename: 'table.csv', size: 3 }]);
  expect(embeds[0]?.image).toMatchObject({ width: 3, height: 2 });
  const picture = await fetch(embeds[0]?.image?.url ?? '');
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await picture.arrayBuffer()).equals(png)).toBe(true);
});

it.each([
  ['card.png', 'image/png'],
  ['card.jpg', 'image/jpeg'],
  ['card.JPEG', 'image/jpeg'],
  ['card.gif', 'image/gif'],
  ['card.webp', 'image/webp'],
  ['card.svg', 'application/octet-stream'],
  ['card.html', 'application/octet-stream'],
])('the file %s is served as %s', async (name, type) => {
  const { id } = await bench.bot.rest
    .post(Routes.channelMessages(channel), { files: [{ name, data: Buffer.from('x') }] })
    .then((message) => message as APIMessage);
  const posted = bench.playground.messagesIn(channel).find((message) => message.id === id);
  const { headers } = await fetch(posted?.attachments[0]?.url ?? '');
  expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([type, 'nosniff']);
  const isDownload = headers.get('content-disposition')?.startsWith('attachment') === true;
  expect(isDownload).toBe(!type.startsWith('image/'));
});

describe('menus of people, roles and channels', () => {
  it('carry what was chosen, resolved', async () => {
    const menus = [5, 6, 8].map((type) => ({ type: 1, components: [{ type, custom_id: `menu${type}` }] }));
    bench.bot.once(Events.InteractionCreate, ({ id, token }) => {
      void request(bench.playground, 'POST', `/interactions/${id}/${token}/callback`, {
        type: 4,
        data: { content: 'Choose', components: menus },
      });
    });
    const outcome = await ben.command(channel, 'open');
    if (outcome.status !== 'message') throw new Error(outcome.status);
    const chosen = async (menu: string, id: string): Promise<MessageComponentInteraction> => {
      const got = new Promise<MessageComponentInteraction>((resolve) => {
        bench.bot.once(Events.InteractionCreate, (interaction) => {
          if (interaction.isMessageComponent())
            void interaction.deferUpdate().then(() => resolve(interaction));
        });
      });
      expect(await ben.select(outcome.message, menu, [id])).toMatchObject({ status: 'updated' });
      return got;
    };
    const user = await chosen('menu5', ben.userId);
    expect(user.isUserSelectMenu() && user.users.first()?.username).toBe('ben');
    const roleId = idOf(bench.playground.world.roles, 'hall.moderators');
    const role = await chosen('menu6', roleId);
    expect(role.isRoleSelectMenu() && role.roles.first()?.name).toBe('Moderators');
    const place = await chosen('menu8', channel);
    expect(place.isChannelSelectMenu() && place.channels.first()?.id).toBe(channel);
    expect(await ben.select(outcome.message, 'menu5', ['1'])).toMatchObject({ status: 'failed' });
    expect(await ben.select(outcome.message, 'menu5', [])).toMatchObject({ status: 'failed' });
  });
});

describe('a token', () => {
  it('reads, changes and deletes its messages, and no others', async () => {
    let token = '';
    bench.bot.once(Events.InteractionCreate, (interaction) => {
      ({ token } = interaction);
      if (interaction.isChatInputCommand())
        void interaction.reply({ content: 'one', flags: MessageFlags.Ephemeral });
    });
    await ben.command(channel, 'open');
    const base = `/webhooks/${bench.playground.applicationId}/${token}`;
    const ask = (method: string, path: string, body?: object): ReturnType<typeof request> =>
      request(bench.playground, method, `${base}${path}`, body, null);
    expect((await ask('GET', '/messages/@original')).body).toMatchObject({ content: 'one', flags: 64 });
    const more = await ask('POST', '', { content: 'two' });
    expect(more.body).toMatchObject({
      flags: 0,
      interaction_metadata: { original_response_message_id: expect.stringMatching(/^\d+$/) },
    });
    expect((await ask('PATCH', `/messages/${more.body['id']}`, { content: 'three' })).status).toBe(200);
    const other = ben.say(channel, 'mine');
    expect((await ask('DELETE', `/messages/${other.id}`)).body).toMatchObject({ code: 10008 });
    expect((await ask('DELETE', '/messages/@original')).status).toBe(204);
    expect((await ask('PATCH', '/messages/@original', { content: 'x' })).body).toMatchObject({ code: 10008 });
    expect((await ask('POST', '', {})).body).toMatchObject({ code: 50006 });
    const wrong = `/webhooks/${bench.playground.applicationId}/nonsense`;
    expect((await request(bench.playground, 'POST', wrong, { content: 'x' }, null)).body).toMatchObject({
      code: 10015,
    });
  });

  it('fills a deferred answer in with the first follow-up', async () => {
    bench.bot.once(Events.InteractionCreate, (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      void interaction.deferReply().then(() => interaction.followUp('filled'));
    });
    const outcome = await ben.command(channel, 'open');
    expect(await ben.settled(outcome)).toMatchObject({ content: 'filled' });
    await until(() => bench.playground.messagesIn(channel).at(-1)?.content === 'filled');
  });
});

it('has had nothing to complain of but what was wrong on purpose', () => {
  const kinds = bench.playground.violations.map(({ kind, code }) => `${kind} ${code}`);
  expect(kinds).toEqual(['refused 50006']);
});
