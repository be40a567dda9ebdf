import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
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

const V2 = 1 << 15;
const button = (customId: string, more = {}): object => ({
  type: 2,
  style: 1,
  custom_id: customId,
  label: 'Go',
  ...more,
});
const row = (...components: object[]): object => ({ type: 1, components });
const menu = (more: object): object => ({
  type: 3,
  custom_id: 'm',
  options: [
    { label: 'A', value: 'a' },
    { label: 'B', value: 'b' },
  ],
  ...more,
});
const text = (content: string): object => ({ type: 10, content });

describe('a message that Discord would refuse', () => {
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
    ['a file that is not there', { embeds: [{ image: { url: 'attachment://a.png' } }] }, 'embeds'],
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

describe('a message', () => {
  it('gets the numbers and defaults that Discord gives', async () => {
    const { body } = await post({
      flags: V2,
      components: [
        {
          type: 17,
          components: [
            text('a'),
            row(menu({})),
            { type: 9, components: [text('b')], accessory: button('s') },
          ],
        },
      ],
    });
    expect(body['components']).toMatchObject([
      {
        id: 1,
        accent_color: null,
        spoiler: false,
        components: [{ id: 2 }, { id: 3, components: [{ id: 4, min_values: 1, max_values: 1 }] }, { id: 5 }],
      },
    ]);
  });

  it('notes keys that Discord does not know', async () => {
    await post({ content: 'x', alowed_mentions: { parse: [] } });
    expect(playground.violations.at(-1)).toMatchObject({
      kind: 'unknown-keys',
      details: ['alowed_mentions'],
    });
  });

  it('pings whom allowed_mentions lets it', async () => {
    const ben = idOf(playground.world.users, 'ben');
    const content = `<@${ben}> @everyone`;
    const free = await post({ content });
    expect(playground.pingsOf(String(free.body['id']))).toEqual({ users: [ben], roles: [], everyone: false });
    const quiet = await post({ content, allowed_mentions: { parse: [] } });
    expect(playground.pingsOf(String(quiet.body['id'])).users).toEqual([]);
    expect(quiet.body['mentions']).toEqual([]);
    const one = await post({ content, allowed_mentions: { users: [ben] } });
    expect(playground.pingsOf(String(one.body['id'])).users).toEqual([ben]);
  });

  it('is made once for an enforced nonce, until that is forgotten', async () => {
    const body = { content: 'once', nonce: 'n1', enforce_nonce: true };
    const first = await post(body);
    expect((await post(body)).body['id']).toBe(first.body['id']);
    expect((await post({ ...body, enforce_nonce: false })).body['id']).not.toBe(first.body['id']);
    playground.forgetNonces();
    const third = await post(body);
    expect(third.body['id']).not.toBe(first.body['id']);
    playground.admin.deleteMessage(String(third.body['id']));
    expect((await post(body)).body).toMatchObject({ code: 10008 });
  });

  it('is changed, keeps its version, and goes', async () => {
    const { body } = await post({ flags: V2, components: [text('a')] });
    const path = `/channels/${channel}/messages/${body['id']}`;
    expect((await request(playground, 'PATCH', path, { content: 'x' })).body).toMatchObject({ code: 50035 });
    const changed = await request(playground, 'PATCH', path, { components: [text('b')] });
    expect(changed.body).toMatchObject({ flags: V2, components: [{ content: 'b' }] });
    expect(changed.body['edited_timestamp']).not.toBeNull();
    expect((await request(playground, 'DELETE', path)).status).toBe(204);
    expect((await request(playground, 'GET', path)).body).toMatchObject({ code: 10008 });
  });

  async function postFile(body: object, name = 'my note.txt'): Promise<Record<string, unknown>> {
    const form = new FormData();
    form.set('payload_json', JSON.stringify(body));
    form.set('files[0]', new Blob(['hello'], { type: 'text/plain' }), name);
    const response = await fetch(`${playground.apiUrl}/v10/channels/${channel}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${playground.botToken}` },
      body: form,
    });
    return (await response.json()) as Record<string, unknown>;
  }

  it('carries files, shown under their own address', async () => {
    const made = await postFile({ content: 'file', attachments: [{ id: 0, description: 'a note' }] });
    const attachments = made['attachments'] as { id: string; url: string }[];
    expect(attachments).toMatchObject([{ filename: 'my_note.txt', size: 5, description: 'a note' }]);
    const file = await fetch(attachments[0]?.url ?? '');
    expect(await file.text()).toBe('hello');
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    const path = `/channels/${channel}/messages/${made['id']}`;
    const kept = await request(playground, 'PATCH', path, {
      content: 'same',
      attachments: [{ id: attachments[0]?.id }],
    });
    expect(kept.body['attachments']).toEqual(attachments);
    const dropped = await request(playground, 'PATCH', path, { attachments: [] });
    expect(dropped.body['attachments']).toEqual([]);
    const strange = await request(playground, 'PATCH', path, { attachments: [{ id: '12345678901234567' }] });
    expect(strange.body).toMatchObject({ code: 50035 });
  });

  it('does not list a file twice that an embed or a component shows', async () => {
    const inEmbed = await postFile({ embeds: [{ image: { url: 'attachment://a.png' } }] }, 'a.png');
    expect(inEmbed).toMatchObject({
      attachments: [],
      embeds: [{ image: { url: expect.stringContaining('/cdn/') } }],
    });
    const gallery = { type: 12, items: [{ media: { url: 'attachment://a.png' }, description: 'A card' }] };
    const inGallery = await postFile({ flags: V2, components: [gallery] }, 'a.png');
    expect(inGallery).toMatchObject({
      attachments: [],
      components: [{ items: [{ media: { url: expect.stringContaining('/cdn/') }, description: 'A card' }] }],
    });
    const path = `/channels/${channel}/messages/${inGallery['id']}`;
    const edited = await request(playground, 'PATCH', path, { components: [gallery, text('more')] });
    expect(edited).toMatchObject({ status: 200, body: { attachments: [] } });
  });

  it('is found in the history by before, after and around', async () => {
    const place = idOf(playground.world.channels, 'hall.showcase');
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) {
      const made = await request(playground, 'POST', `/channels/${place}/messages`, { content: `m${i}` });
      ids.push(String(made.body['id']));
    }
    const page = async (query: string): Promise<string[]> => {
      const { body } = await request(playground, 'GET', `/channels/${place}/messages?${query}`);
      return (body as unknown as { content: string }[]).map(({ content }) => content);
    };
    expect(await page('limit=2')).toEqual(['m6', 'm5']);
    expect(await page(`before=${ids[3]}&limit=2`)).toEqual(['m2', 'm1']);
    expect(await page(`after=${ids[3]}&limit=2`)).toEqual(['m5', 'm4']);
    expect(await page(`around=${ids[3]}&limit=3`)).toEqual(['m4', 'm3', 'm2']);
    expect((await request(playground, 'GET', `/channels/${place}/messages?limit=101`)).body).toMatchObject({
      code: 50035,
    });
  });
});
