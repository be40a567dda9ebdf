/** Threads and deletions by REST, against the local Discord. */
import { DiscordAPIError, REST } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accent, panel, text } from '../../src/discord/components.ts';
import { UserError } from '../../src/discord/errors.ts';
import { md } from '../../src/discord/markdown.ts';
import {
  deleteOwnMessage,
  insist,
  isStillThere,
  OutcomeUnknown,
  postMessage,
  startThread,
} from '../../src/discord/post.ts';
import { type Playground, startPlayground } from '../../src/playground/index.ts';

let playground: Playground;
let rest: REST;
let channelId: string;
let posted = 0;

beforeAll(async () => {
  playground = await startPlayground({ rateLimits: false });
  rest = new REST({ api: playground.apiUrl, version: '10', retries: 0 }).setToken(playground.botToken);
});
afterAll(() => playground.close());
beforeEach(() => {
  playground.faults.clear();
  const guildId = playground.world.guilds['hall'] ?? '';
  posted += 1;
  channelId = playground.admin.addChannel(guildId, { name: `room-${posted}` });
});

const post = () =>
  postMessage(rest, channelId, {
    components: [panel(accent.brand, text(md`Words`))],
    nonce: `post-${posted}`,
    mention: [],
  });

describe('a thread', () => {
  test('has the id of its message, and a name that Discord takes', async () => {
    const messageId = await post();
    const name = '🧠'.repeat(60);
    expect(await startThread(rest, { channelId, messageId, name })).toEqual({ id: messageId, isNew: true });
    const [message] = playground.messagesIn(channelId);
    expect(message?.thread?.name).toBe(`${'🧠'.repeat(49)}…`);
  });

  test('that is there already is not an error', async () => {
    const messageId = await post();
    const at = { channelId, messageId, name: 'Feedback' };
    await startThread(rest, at);
    expect(await startThread(rest, at)).toEqual({ id: messageId, isNew: false });
  });

  test('is refused for a message that is gone', async () => {
    const messageId = await post();
    playground.admin.deleteMessage(messageId);
    const wanted = startThread(rest, { channelId, messageId, name: 'Feedback' });
    await expect(wanted).rejects.toMatchObject({ code: 10_008 });
  });
});

describe('a message', () => {
  test('is deleted, and once more without an error', async () => {
    const messageId = await post();
    expect(await isStillThere(rest, { channelId, messageId })).toBe(true);
    await deleteOwnMessage(rest, { channelId, messageId });
    expect(playground.messagesIn(channelId)).toEqual([]);
    expect(await isStillThere(rest, { channelId, messageId })).toBe(false);
    await deleteOwnMessage(rest, { channelId, messageId });
  });

  test('is gone with its channel', async () => {
    const messageId = await post();
    playground.admin.deleteChannel(channelId);
    expect(await isStillThere(rest, { channelId, messageId })).toBe(false);
    await deleteOwnMessage(rest, { channelId, messageId });
  });

  test('that Discord keeps to itself is taken to be there, and can’t be deleted', async () => {
    const messageId = await post();
    playground.admin.setChannelOverwrites(channelId, { [playground.botUserId]: { deny: 1n << 10n } });
    expect(await isStillThere(rest, { channelId, messageId })).toBe(true);
    await expect(deleteOwnMessage(rest, { channelId, messageId })).rejects.toMatchObject({ code: 50_001 });
  });
});

describe('insisting', () => {
  test('repeats what had no answer, and no more than once', async () => {
    const route = { method: 'POST', route: '/channels/:id/messages' };
    playground.faults.add({ ...route, dropSocket: 'after' });
    await insist(post);
    expect(playground.messagesIn(channelId)).toHaveLength(1);
    const down = playground.faults.add({ ...route, status: 503, times: Number.POSITIVE_INFINITY });
    await expect(insist(post)).rejects.toThrow(OutcomeUnknown);
    expect(down.struck).toBe(2);
  });

  test('does not repeat a refusal', async () => {
    playground.admin.deleteChannel(channelId);
    await expect(insist(post)).rejects.toThrow(DiscordAPIError);
  });

  test('does not take a refusal of the second try for one of the first', async () => {
    const route = { method: 'POST', route: '/channels/:id/messages' };
    playground.faults.add({ ...route, dropSocket: 'after' });
    playground.faults.add({ ...route, status: 403, body: { code: 50_013, message: 'Missing Permissions' } });
    await expect(insist(post)).rejects.toThrow(OutcomeUnknown);
    expect(playground.messagesIn(channelId)).toHaveLength(1);
  });

  test('leaves alone what is meant for the member', async () => {
    let asked = 0;
    const refusing = () => {
      asked += 1;
      return Promise.reject(new UserError(md`No.`));
    };
    await expect(insist(refusing)).rejects.toThrow(UserError);
    expect(asked).toBe(1);
  });
});
