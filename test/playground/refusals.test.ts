import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { button, menu, row, text, V2 } from './parts.ts';
import { idOf, request } from './support.ts';

let playground: Playground;
let channel: string;
let post: (body: unknown) => ReturnType<typeof request>;

beforeAll(async () => {
  playground = await startPlayground({ rateLimits: false });
  channel = idOf(playground.world.channels, 'hall.nextSteps');
  post = (body) => request(playground, 'POST', `/channels/${channel}/messages`, body);
});
afterAll(() => playground.close());

describe('a message that Discord would refuse', () => {
  it('is told what is missing from what is of the wrong kind', async () => {
    const wrong = await post({ content: 5, embeds: [{ footer: { text: '' }, title: 'x' }] });
    expect(wrong.body).toMatchObject({ errors: { content: { _errors: [{ code: 'BASE_TYPE_BAD_TYPE' }] } } });
    const missing = await post({ components: [{ type: 1 }] });
    const errors = { components: { 0: { components: { _errors: [{ code: 'BASE_TYPE_REQUIRED' }] } } } };
    expect(missing.body).toMatchObject({ errors });
  });

  it.each<[string, object, string]>([
    ['content of 2,001', { content: 'x'.repeat(2_001) }, 'content'],
    [
      'embeds of 6,001 in sum',
      { embeds: [{ description: 'x'.repeat(3_001) }, { description: 'x'.repeat(3_000) }] },
      'embeds',
    ],
    ['an embed with nothing in it', { embeds: [{ color: 1 }] }, 'embeds.0.description'],
    ['eleven embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 'embeds'],
    [
      'a field without a value',
      { embeds: [{ fields: [{ name: 'x', value: '' }] }] },
      'embeds.0.fields.0.value',
    ],
    ['content with version 2', { content: 'x', flags: V2, components: [text('y')] }, 'content'],
    ['version 2 without its flag', { components: [text('y')] }, 'components.0'],
    [
      'version 2 of 41 components',
      { flags: V2, components: Array.from({ length: 41 }, () => ({ type: 14 })) },
      'components',
    ],
    [
      'version 2 of 41 nested components',
      { flags: V2, components: [{ type: 17, components: Array.from({ length: 40 }, () => ({ type: 14 })) }] },
      'components',
    ],
    [
      'version 2 of 4,001 characters',
      { flags: V2, components: [text('x'.repeat(2_001)), text('x'.repeat(2_000))] },
      'components',
    ],
    ['six rows', { components: Array.from({ length: 6 }, (_, i) => row(button(`b${i}`))) }, 'components'],
    [
      'six buttons in a row',
      { components: [row(...Array.from({ length: 6 }, (_, i) => button(`b${i}`)))] },
      'components.0.components',
    ],
    ['a select beside a button', { components: [row(menu({}), button('b'))] }, 'components.0.components'],
    [
      'a custom id twice',
      { components: [row(button('b'), button('b'))] },
      'components.0.components.1.custom_id',
    ],
    [
      'a custom id of 101',
      { components: [row(button('b'.repeat(101)))] },
      'components.0.components.0.custom_id',
    ],
    ['an empty custom id', { components: [row(button(''))] }, 'components.0.components.0.custom_id'],
    [
      'a label of 81',
      { components: [row(button('b', { label: 'x'.repeat(81) }))] },
      'components.0.components.0.label',
    ],
    [
      'no label',
      { components: [row({ type: 2, style: 1, custom_id: 'b' })] },
      'components.0.components.0.label',
    ],
    [
      'a link without address',
      { components: [row({ type: 2, style: 5, label: 'x' })] },
      'components.0.components.0.url',
    ],
    [
      'a link with a custom id',
      { components: [row({ type: 2, style: 5, label: 'x', url: 'https://a.example', custom_id: 'x' })] },
      'components.0.components.0',
    ],
    [
      'an emoji that is none',
      { components: [row(button('b', { emoji: { name: 'tick' } }))] },
      'components.0.components.0.emoji.name',
    ],
    [
      'more choices than options',
      { components: [row(menu({ max_values: 3 }))] },
      'components.0.components.0.max_values',
    ],
    [
      'at least more than at most',
      { components: [row(menu({ min_values: 2, max_values: 1 }))] },
      'components.0.components.0.min_values',
    ],
    [
      'an option twice',
      {
        components: [
          row(
            menu({
              options: [
                { label: 'A', value: 'a' },
                { label: 'B', value: 'a' },
              ],
            }),
          ),
        ],
      },
      'components.0.components.0.options.1.value',
    ],
    [
      '26 options',
      {
        components: [
          row(menu({ options: Array.from({ length: 26 }, (_, i) => ({ label: 'x', value: `${i}` })) })),
        ],
      },
      'components.0.components.0.options',
    ],
    [
      '101 people allowed',
      { content: 'x', allowed_mentions: { users: Array.from({ length: 101 }, () => '1') } },
      'allowed_mentions.users',
    ],
    ['a nonce of 26', { content: 'x', nonce: 'n'.repeat(26) }, 'nonce'],
    [
      'a file that is not there',
      { embeds: [{ image: { url: 'attachment://a.png' } }] },
      'embeds.0.image.url',
    ],
  ])('%s', async (_, body, path) => {
    const { status, body: answer } = await post(body);
    expect(answer).toMatchObject({ code: 50035, message: 'Invalid Form Body' });
    expect(status).toBe(400);
    const node = path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], answer['errors']);
    expect(node).toHaveProperty('_errors.0.code');
  });

  it.each([{}, { content: '  ' }, { embeds: [] }, { components: [] }])('empty as %j', async (body) => {
    expect((await post(body)).body).toMatchObject({ code: 50006 });
  });

  it('is none of these', async () => {
    const before = playground.violations.length;
    for (const body of [
      { content: 'x'.repeat(2_000) },
      { embeds: [{ description: 'x'.repeat(4_096) }, { description: 'x'.repeat(1_904) }] },
      {
        flags: V2,
        components: Array.from({ length: 39 }, () => ({ type: 14 })).concat([text('x') as { type: number }]),
      },
      {
        content: 'x',
        components: [row(menu({ max_values: 2 })), row(button('x', { emoji: { name: '✅' } }))],
      },
      {
        content: 'x',
        components: [row(button('y', { emoji: { name: '⏸' } }), button('z', { emoji: { name: '⏸️' } }))],
      },
      { content: 'x', embeds: [{ title: 't', timestamp: '2026-03-01T10:00:00+02:00' }] },
    ]) {
      expect(await post(body)).toMatchObject({ status: 200 });
    }
    expect(playground.violations.slice(before)).toEqual([]);
  });
});
