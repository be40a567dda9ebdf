import { Events } from 'discord.js';
import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { button, fileOf, gallery, row, text, V2 } from './parts.ts';
import {
  type Answered,
  type Bench,
  idOf,
  pngOf,
  request,
  type SentFile,
  startBench,
  until,
  upload,
} from './support.ts';

const MIB = 1024 * 1024;
const card: SentFile = { name: 'card.png', bytes: pngOf(800, 418) };
const notes: SentFile = { name: 'portfolio.md', bytes: Buffer.from('# Portfolio\n') };

let bench: Bench;
let channel: string;
let ben: ReturnType<Bench['playground']['as']>;

beforeAll(async () => {
  bench = await startBench({ rateLimits: false });
  channel = idOf(bench.playground.world.channels, 'hall.nextSteps');
  ben = bench.playground.as(idOf(bench.playground.world.users, 'ben'));
  await bench.bot.application.commands.set([{ name: 'card', description: 'Shows a card' }]);
});
afterAll(() => bench.close());

const post = (body: object, files: SentFile[] = []): Promise<Answered> =>
  upload(bench.playground, 'POST', `/channels/${channel}/messages`, body, files);

/** Has the bot answer the next interaction so; gives the answer's status and body, and the token. */
function answerNext(
  type: number,
  data: object,
  files: SentFile[] = [],
): Promise<Answered & { token: string }> {
  return new Promise((resolve) => {
    bench.bot.once(Events.InteractionCreate, ({ id, token }) => {
      const path = `/interactions/${id}/${token}/callback?with_response=true`;
      void upload(bench.playground, 'POST', path, { type, data }, files).then((answer) =>
        resolve({ ...answer, token }),
      );
    });
  });
}

/** The message that a webhook's token shows, by itself or by an id. */
async function original(
  token: string,
  method: string,
  body?: object,
  files: SentFile[] = [],
): Promise<Answered> {
  const path = `/webhooks/${bench.playground.applicationId}/${token}/messages/@original`;
  return body === undefined
    ? request(bench.playground, method, path)
    : upload(bench.playground, method, path, body, files);
}

const shown = (name: string, alt: string) => ({
  flags: V2,
  components: [gallery({ name, description: alt }), row(button('again'))],
  attachments: [{ id: '0', filename: name, description: alt }],
});

async function sendCard(): Promise<{ token: string; message: APIMessage }> {
  const answered = answerNext(4, shown('card.png', 'Three steps are done'), [card]);
  const outcome = await ben.command(channel, 'card');
  if (outcome.status !== 'message') throw new Error(outcome.status);
  return { token: (await answered).token, message: outcome.message };
}

type Shown = { components: { items: { media: Record<string, unknown> }[]; file: object }[] };
const mediaIn = (message: unknown) => (message as Shown).components[0]?.items[0]?.media;

describe('files in answers to interactions', () => {
  it('come with the answer itself, in a gallery, a thumbnail and a file component', async () => {
    const alt = 'a'.repeat(1_024);
    const answered = answerNext(
      4,
      {
        flags: V2,
        components: [
          gallery({ name: 'card.png', description: alt }),
          {
            type: 9,
            components: [text('Ben')],
            accessory: { type: 11, media: { url: 'attachment://card.png' }, description: 'Small' },
          },
          fileOf('portfolio.md'),
        ],
        attachments: [
          { id: 0, description: alt },
          { id: '7', filename: 'portfolio.md' },
        ],
      },
      [card, { ...notes, index: 7, name: 'whatever.bin' }],
    );
    const outcome = await ben.command(channel, 'card');
    if (outcome.status !== 'message') throw new Error(outcome.status);
    expect((await answered).status).toBe(200);
    const { attachments, components } = outcome.message;
    expect(attachments).toEqual([]);
    const url = expect.stringMatching(
      `^${bench.playground.origin}/cdn/attachments/${channel}/\\d+/card.png$`,
    );
    const media = { url, proxy_url: url, content_type: 'image/png', width: 800, height: 418 };
    const attached = { ...media, attachment_id: expect.stringMatching(/^\d{17,19}$/) };
    expect(components).toMatchObject([
      { type: 12, id: 1, items: [{ media: attached, description: alt, spoiler: false }] },
      { type: 9, id: 2, accessory: { type: 11, media: attached, description: 'Small' } },
      { type: 13, name: 'portfolio.md', size: 12, file: { content_type: 'text/markdown; charset=utf-8' } },
    ]);
    const served = await fetch(String(mediaIn(outcome.message)?.['url']));
    expect(Buffer.from(await served.arrayBuffer()).equals(card.bytes)).toBe(true);
  });

  it('stay when an update does not speak of them, and go when it lists none', async () => {
    const { token, message } = await sendCard();
    const kept = answerNext(7, { components: [gallery({ name: 'card.png' })] });
    await ben.press(message, 'again');
    expect((await kept).status).toBe(200);
    expect(mediaIn((await original(token, 'GET')).body)).toMatchObject({ width: 800 });
    const gone = await original(token, 'PATCH', { components: [text('Nothing to see')], attachments: [] });
    expect(gone.body).toMatchObject({ attachments: [] });
    const lost = await original(token, 'PATCH', { components: [gallery({ name: 'card.png' })] });
    expect(lost.body).toMatchObject({ code: 50035 });
  });

  it('come back as attachments when nothing shows them any more', async () => {
    const { token } = await sendCard();
    const { body } = await original(token, 'PATCH', { components: [text('Only words')] });
    expect(body['attachments']).toMatchObject([
      { filename: 'card.png', description: 'Three steps are done', width: 800, height: 418, size: 25 },
    ]);
  });

  it('are replaced by an update, which lists all that are to stay', async () => {
    const { token, message } = await sendCard();
    const updated = answerNext(7, shown('week.png', 'This week'), [{ ...card, name: 'week.png' }]);
    await ben.press(message, 'again');
    expect((await updated).status).toBe(200);
    const { body } = await original(token, 'GET');
    expect(mediaIn(body)?.['url']).toMatch(/week\.png$/);
    const former = String(mediaIn(body)?.['attachment_id']);
    const both = await original(
      token,
      'PATCH',
      {
        components: [gallery({ name: 'week.png' }, { name: 'next.png' })],
        attachments: [{ id: former, description: 'Last week' }, { id: '0' }],
      },
      [
        { ...card, name: 'next.png' },
        { ...card, name: 'unlisted.png' },
      ],
    );
    expect(both.status).toBe(200);
    const words = await original(token, 'PATCH', { components: [text('Words')] });
    const names = (words.body['attachments'] as APIAttachment[]).map((file) => [
      file.filename,
      file.description,
    ]);
    expect(names).toEqual([
      ['week.png', 'Last week'],
      ['next.png', undefined],
    ]);
  });

  it('are shown again by an edit that sends their own addresses back', async () => {
    const { token, message } = await sendCard();
    const { body } = await original(token, 'PATCH', { components: message.components ?? [] });
    expect(mediaIn(body)).toMatchObject({ width: 800, attachment_id: mediaIn(message)?.['attachment_id'] });
  });

  it('come with a deferred answer and with follow-ups, and say when one person alone sees them', async () => {
    const deferred = answerNext(5, { flags: 64 });
    await ben.command(channel, 'card');
    const { token } = await deferred;
    const filled = await original(token, 'PATCH', { content: 'Here', attachments: [{ id: '0' }] }, [card]);
    expect(filled.body).toMatchObject({ attachments: [{ filename: 'card.png', ephemeral: true }] });
    const path = `/webhooks/${bench.playground.applicationId}/${token}`;
    const more = await upload(bench.playground, 'POST', path, { content: 'More' }, [notes]);
    expect(more.body['attachments']).toMatchObject([{ filename: 'portfolio.md', size: 12 }]);
    expect(more.body['attachments']).not.toHaveProperty('0.ephemeral');
    await until(() => ben.visible(channel).at(-1)?.attachments.length === 1);
  });
});

describe('files are refused', () => {
  const refs = (url: string, type: 12 | 13): object =>
    type === 12 ? { type, items: [{ media: { url } }] } : { type, file: { url } };
  it.each<[string, object, string, string]>([
    [
      'that are not there',
      { components: [gallery({ name: 'other.png' })] },
      'items.0.media.url',
      'NOT_FOUND',
    ],
    [
      'under a name before it was made safe',
      { components: [refs('attachment://my%20card.png', 12)] },
      'items.0.media.url',
      'NOT_FOUND',
    ],
    [
      'from elsewhere in a file component',
      { components: [refs('https://example.org/a.pdf', 13)] },
      'file.url',
      'SCHEME',
    ],
    ['by another scheme', { components: [refs('file:///etc/passwd', 12)] }, 'items.0.media.url', 'SCHEME'],
    ['without a name', { components: [refs('attachment://', 13)] }, 'file.url', 'NOT_FOUND'],
  ])('%s', async (_, body, path, code) => {
    const answer = await post({ flags: V2, ...body }, [{ ...card, name: 'my card.png' }]);
    expect(answer.status).toBe(400);
    expect(answer.body).toHaveProperty(
      `errors.components.0.${path}._errors.0.code`,
      expect.stringContaining(code),
    );
  });

  it('with more than 1,024 characters of description', async () => {
    const long = 'a'.repeat(1_025);
    const listed = await post({ attachments: [{ id: '0', description: long }] }, [card]);
    expect(listed.body).toHaveProperty('errors.attachments.0.description');
    const item = await post({ flags: V2, components: [gallery({ name: 'card.png', description: long })] }, [
      card,
    ]);
    expect(item.body).toHaveProperty('errors.components.0.items.0.description');
  });

  it('when they are listed but did not come', async () => {
    const answer = await post({ content: 'x', attachments: [{ id: '0' }, { id: '3' }] }, [card]);
    expect(answer.body).toHaveProperty('errors.attachments.1.id');
  });

  it('when one is larger than 10 MiB, or there are more than ten', async () => {
    expect((await post({}, [{ name: 'full.bin', bytes: Buffer.alloc(10 * MIB) }])).status).toBe(200);
    const large = await post({}, [{ name: 'large.bin', bytes: Buffer.alloc(10 * MIB + 1) }]);
    expect([large.status, large.body['code']]).toEqual([413, 40005]);
    const many = await post(
      {},
      Array.from({ length: 11 }, () => notes),
    );
    expect([many.status, many.body['code']]).toEqual([400, 30015]);
  });

  it('in version 2 when nothing shows them', async () => {
    expect((await post({ flags: V2 }, [card])).body).toMatchObject({ code: 50006 });
  });
});

it.each([
  ['card.png', 'card.png', undefined],
  ['my card (1).png', 'my_card_1.png', 'my card (1)'],
  ['Mes étapes.md', 'Mes_etapes.md', 'Mes étapes'],
  ['進捗 2026.png', '_2026.png', '進捗 2026'],
  ['進捗.png', 'unknown.png', '進捗'],
  ['SPOILER_end.png', 'SPOILER_end.png', undefined],
  ['../../etc/passwd', 'unknown.etcpasswd', '../../etc/passwd'],
])('the file %s is kept as %s', async (name, filename, title) => {
  const { body } = await post({ attachments: [{ id: '0', filename: name }] }, [card]);
  const [file] = body['attachments'] as APIAttachment[];
  expect([file?.filename, file?.title]).toEqual([filename, title]);
  expect((await fetch(file?.url ?? '')).status).toBe(200);
});

it('an interaction says how large a file may be', async () => {
  const limit = new Promise((resolve) =>
    bench.bot.once(Events.InteractionCreate, (interaction) => resolve(interaction.attachmentSizeLimit)),
  );
  const answered = answerNext(4, { content: 'ok' });
  await ben.command(channel, 'card');
  expect(await limit).toBe(10 * MIB);
  await answered;
});
