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

  it('is as specified with every kind of embed and component', async () => {
    const icon = 'https://a.example/i.png';
    await post({
      embeds: [
        {
          title: 't',
          url: 'https://a.example',
          color: 0x336699,
          author: { name: 'a', icon_url: icon },
          footer: { text: 'f', icon_url: icon },
          image: { url: icon },
          thumbnail: { url: icon },
          fields: [{ name: 'n', value: 'v' }],
          timestamp: '2026-03-01T10:00:00.000Z',
        },
      ],
    });
    const media = { url: icon };
    await postFile(
      {
        flags: V2,
        components: [
          { type: 13, file: { url: 'attachment://a.csv' } },
          { type: 9, components: [text('x')], accessory: { type: 11, media, description: 'A picture' } },
          { type: 12, items: [{ media }] },
          { type: 14, spacing: 2 },
          { type: 17, accent_color: 1, components: [row({ type: 5, custom_id: 'who' })] },
          row(
            { type: 2, style: 5, label: 'Read', url: 'https://a.example' },
            button('b', { disabled: true }),
          ),
        ],
      },
      'a.csv',
    );
    const { body } = await request(playground, 'GET', `/channels/${channel}/messages?limit=2`);
    expect(body).toMatchObject([
      {
        components: [
          { name: 'a.csv', size: 5, spoiler: false },
          {},
          {},
          { divider: true, spacing: 2 },
          {},
          {},
        ],
      },
      { embeds: [{ type: 'rich', fields: [{ inline: false }], footer: { proxy_icon_url: icon } }] },
    ]);
    expect(playground.violations.filter(({ kind }) => kind === 'bad-answer')).toEqual([]);
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
