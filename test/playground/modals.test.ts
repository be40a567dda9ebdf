import { Events } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InteractOutcome } from '../../src/playground/protocol.ts';
import { button, menu, row, text } from './parts.ts';
import { type Answered, type Bench, idOf, request, startBench } from './support.ts';

let bench: Bench;
let channel: string;
let ben: ReturnType<Bench['playground']['as']>;

beforeAll(async () => {
  bench = await startBench({ rateLimits: false });
  channel = idOf(bench.playground.world.channels, 'hall.nextSteps');
  ben = bench.playground.as(idOf(bench.playground.world.users, 'ben'));
  await bench.bot.application.commands.set([{ name: 'checkin', description: 'Reports' }]);
});
afterAll(() => bench.close());

const label = (words: string, component: object): object => ({ type: 18, label: words, component });
const input = (more: object = {}): object => ({ type: 4, custom_id: 'did', style: 1, ...more });
const kinds = ['Blog post', 'Paper', 'Course'].map((name) => ({ label: name, value: name.toLowerCase() }));
const choice = (more: object = {}): object => ({ type: 3, custom_id: 'kind', options: kinds, ...more });

/** Everything that the bot's forms have, once. */
const full = [
  text('This week'),
  label('What did you do?', input({ style: 2, min_length: 5, max_length: 200, value: 'Read two chapters' })),
  label('Where?', input({ custom_id: 'url', required: false, placeholder: 'https://' })),
  label('Kind', choice({ options: [...kinds, { label: 'Talk', value: 'talk', default: true }] })),
  label('Also', choice({ custom_id: 'also', required: false, min_values: 0, max_values: 3 })),
];

interface Packet {
  t: string;
  d: { id: string; token: string; type: number; data: Record<string, unknown>; message?: APIMessage };
}

/** Has the bot answer the next interaction so; gives what it was sent, and what it was told. */
function answerNext(type: number, data: object): Promise<{ sent: Packet['d']; told: Answered }> {
  return new Promise((resolve) => {
    const hear = ({ t, d }: Packet): void => {
      if (t !== 'INTERACTION_CREATE') return;
      bench.bot.off(Events.Raw, hear);
      const path = `/interactions/${d.id}/${d.token}/callback`;
      void request(bench.playground, 'POST', path, { type, data }).then((told) => resolve({ sent: d, told }));
    };
    bench.bot.on(Events.Raw, hear);
  });
}

const form = (components: object[]): object => ({ custom_id: 'checkin', title: 'This week', components });

async function open(components: object[]): Promise<InteractOutcome> {
  const answered = answerNext(9, form(components));
  const outcome = await ben.command(channel, 'checkin');
  expect((await answered).told.status).toBe(204);
  return outcome;
}

/** Hands a form in; gives what the bot was sent. */
async function handIn(
  outcome: InteractOutcome,
  fields: Record<string, string | string[]>,
  answer = { type: 4, data: { content: 'Noted' } as object },
): Promise<Packet['d']> {
  const answered = answerNext(answer.type, answer.data);
  expect(await ben.submit(outcome, fields)).not.toMatchObject({ status: 'failed' });
  const { sent, told } = await answered;
  expect(told.status).toBe(204);
  return sent;
}

describe('a form that is handed in', () => {
  it('has every field, numbered, under its label, and no message when a command opened it', async () => {
    const sent = await handIn(await open(full), { url: '' });
    expect(sent.type).toBe(5);
    expect(sent).not.toHaveProperty('message');
    expect(sent.data).toEqual({
      custom_id: 'checkin',
      components: [
        { type: 10, id: 1 },
        { type: 18, id: 2, component: { type: 4, id: 3, custom_id: 'did', value: 'Read two chapters' } },
        { type: 18, id: 4, component: { type: 4, id: 5, custom_id: 'url', value: '' } },
        { type: 18, id: 6, component: { type: 3, id: 7, custom_id: 'kind', values: ['talk'] } },
        { type: 18, id: 8, component: { type: 3, id: 9, custom_id: 'also', values: [] } },
      ],
    });
  });

  it('keeps the numbers that the bot gave', async () => {
    const numbered = { ...label('A', { ...input(), id: 1 }), id: 40 };
    const sent = await handIn(await open([numbered, label('B', choice())]), { did: 'x', kind: ['paper'] });
    expect(sent.data['components']).toMatchObject([
      { id: 40, component: { id: 1 } },
      { id: 2, component: { id: 3 } },
    ]);
  });

  it.each(['a button', 'a menu'])(
    'carries the message of %s that opened it, and may update it',
    async (which) => {
      const answered = answerNext(4, {
        content: 'Your week',
        components: [row(button('open')), row(menu({}))],
      });
      const panel = await ben.command(channel, 'checkin');
      await answered;
      if (panel.status !== 'message') throw new Error(panel.status);
      const opened = answerNext(9, form(full));
      const outcome =
        which === 'a button'
          ? await ben.press(panel.message, 'open')
          : await ben.select(panel.message, 'm', ['a']);
      await opened;
      const update = { type: 7, data: { content: 'Your week: done', components: [] } };
      const sent = await handIn(outcome, { did: 'Wrote a post', also: ['paper', 'course'] }, update);
      expect(sent.message).toMatchObject({ id: panel.message.id, content: 'Your week' });
      expect(sent.data['components']).toMatchObject({ 4: { component: { values: ['paper', 'course'] } } });
      expect(ben.visible(channel).at(-1)).toMatchObject({ id: panel.message.id, content: 'Your week: done' });
    },
  );

  it.each<[string, Record<string, string | string[]>]>([
    ['a text that is too short', { did: 'x' }],
    ['a text that is too long', { did: 'x'.repeat(201) }],
    ['a required text left empty', { did: '' }],
    ['a required choice left open', { kind: [] }],
    ['two of one', { kind: ['paper', 'course'] }],
    ['one that is not offered', { kind: ['podcast'] }],
    ['one twice', { also: ['paper', 'paper'] }],
  ])('is not sent with %s', async (_, fields) => {
    const outcome = await open(full);
    expect(await ben.submit(outcome, fields)).toMatchObject({ status: 'failed' });
    await handIn(outcome, {});
  });
});

describe('a form is refused', () => {
  it.each<[string, object[], string]>([
    ['with six parts', Array.from({ length: 6 }, (_, i) => label('L', input({ custom_id: `${i}` }))), ''],
    ['with none', [], ''],
    ['with a label of 46 characters', [label('L'.repeat(46), input())], '.0.label'],
    ['with an empty label', [label('', input())], '.0.label'],
    [
      'with a description of 101',
      [{ ...label('L', input()), description: 'd'.repeat(101) }],
      '.0.description',
    ],
    ['with a field outside a label', [input()], '.0'],
    [
      'with a value that is too long',
      [label('L', input({ max_length: 3, value: 'long' }))],
      '.0.component.value',
    ],
    [
      'with a placeholder of 101',
      [label('L', input({ placeholder: 'p'.repeat(101) }))],
      '.0.component.placeholder',
    ],
    [
      'with more than 4,000 characters to write',
      [label('L', input({ max_length: 4_001 }))],
      '.0.component.max_length',
    ],
    [
      'with a minimum over the maximum',
      [label('L', input({ min_length: 9, max_length: 3 }))],
      '.0.component.min_length',
    ],
    [
      'with a required menu that takes none',
      [label('L', choice({ min_values: 0 }))],
      '.0.component.min_values',
    ],
    ['with more to choose than there is', [label('L', choice({ max_values: 4 }))], '.0.component.max_values'],
    [
      'with 26 options',
      [
        label(
          'L',
          choice({ options: Array.from({ length: 26 }, (_, i) => ({ label: 'x', value: `${i}` })) }),
        ),
      ],
      '.0.component.options',
    ],
    [
      'with an option twice',
      [label('L', choice({ options: [...kinds, ...kinds.slice(0, 1)] }))],
      '.0.component.options.3.value',
    ],
    [
      'with two defaults where one may be chosen',
      [label('L', choice({ options: kinds.map((kind) => ({ ...kind, default: true })) }))],
      '.0.component.options',
    ],
    ['with a menu that is switched off', [label('L', choice({ disabled: true }))], '.0.component.disabled'],
    ['with a custom id twice', [label('L', input()), label('M', input())], '.1.component.custom_id'],
    [
      'with a number twice',
      [
        { ...label('L', input()), id: 2 },
        { ...label('M', choice()), id: 2 },
      ],
      '.1.id',
    ],
    ['with a button', [row(button('x'))], '.0'],
  ])('%s', async (_, components, path) => {
    const answered = answerNext(9, form(components));
    const pending = ben.command(channel, 'checkin');
    const { sent, told } = await answered;
    expect(told.body).toMatchObject({ code: 50035 });
    expect(told.body).toHaveProperty(`errors.data.components${path}`);
    const late = await request(bench.playground, 'POST', `/interactions/${sent.id}/${sent.token}/callback`, {
      type: 4,
      data: { content: 'Sorry' },
    });
    expect(late.status).toBe(204);
    await pending;
  });

  it('with a title of 46 characters, or a second time', async () => {
    const answered = answerNext(9, { ...form(full), title: 't'.repeat(46) });
    const pending = ben.command(channel, 'checkin');
    const { sent, told } = await answered;
    expect(told.body).toHaveProperty('errors.data.title');
    const path = `/interactions/${sent.id}/${sent.token}/callback`;
    expect((await request(bench.playground, 'POST', path, { type: 9, data: form(full) })).status).toBe(204);
    expect((await request(bench.playground, 'POST', path, { type: 9, data: form(full) })).body).toMatchObject(
      {
        code: 40060,
      },
    );
    const submitted = answerNext(9, form(full));
    void ben.submit(await pending, {});
    expect((await submitted).told.body).toHaveProperty('errors.type');
  });
});
