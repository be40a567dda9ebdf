import * as types from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import {
  ButtonStyle,
  Channel,
  Component,
  EventStatus,
  Flag,
  MessageKind,
  Option,
} from '../../src/playground/page/discord.ts';
import { compareIds, timeOfId } from '../../src/playground/page/ids.ts';
import {
  continues,
  merge,
  type Timeline,
  withLatest,
  withMessage,
  withOlder,
} from '../../src/playground/page/state/timeline.ts';
import { messageTime, timestamp } from '../../src/playground/page/time.ts';

function message(id: number, wanted: object = {}): types.APIMessage {
  const author = { id: '1' };
  return {
    id: String(id),
    type: 0,
    author,
    timestamp: '2026-03-02T10:00:00.000Z',
    ...wanted,
  } as types.APIMessage;
}

const ids = (timeline: Timeline): number[] => timeline.messages.map(({ id }) => Number(id));

describe("Discord's numbers", () => {
  test.each([
    [Component, types.ComponentType],
    [ButtonStyle, types.ButtonStyle],
    [MessageKind, types.MessageType],
    [EventStatus, types.GuildScheduledEventStatus],
    [Flag, { ...types.MessageFlags, ComponentsV2: types.MessageFlags.IsComponentsV2 }],
    [Option, types.ApplicationCommandOptionType],
  ])('are those of discord-api-types', (mine, theirs) => expect(theirs).toMatchObject(mine));

  test('of channels too', () => {
    const renamed = {
      Text: types.ChannelType.GuildText,
      DM: types.ChannelType.DM,
      Voice: types.ChannelType.GuildVoice,
      Category: types.ChannelType.GuildCategory,
      Announcement: types.ChannelType.GuildAnnouncement,
      AnnouncementThread: types.ChannelType.AnnouncementThread,
      PublicThread: types.ChannelType.PublicThread,
      PrivateThread: types.ChannelType.PrivateThread,
      Stage: types.ChannelType.GuildStageVoice,
      Forum: types.ChannelType.GuildForum,
      Media: types.ChannelType.GuildMedia,
    };
    expect(Channel).toEqual(renamed);
  });

  test('ids are ordered as numbers, and hold their time', () => {
    expect(['100', '99', '101'].sort(compareIds)).toEqual(['99', '100', '101']);
    expect(timeOfId('175928847299117063')).toBe(Date.UTC(2016, 3, 30, 11, 18, 25, 796));
    expect(timeOfId('nothing')).toBe(0);
  });
});

describe('a channel in time', () => {
  const known: Timeline = { messages: [3, 4, 5].map((id) => message(id)), hasMore: true, isFresh: false };
  const page = (from: number, to: number, hasMore: boolean) => ({
    messages: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)),
    hasMore,
  });

  test('a newest page that reaches what is known joins it', () => {
    expect(withLatest(known, page(5, 8, true))).toMatchObject({ hasMore: true, isFresh: true });
    expect(ids(withLatest(known, page(5, 8, true)))).toEqual([3, 4, 5, 6, 7, 8]);
  });

  test('one that does not leaves no gap: what was known is let go', () => {
    expect(ids(withLatest(known, page(7, 9, true)))).toEqual([7, 8, 9]);
  });

  test('within the page the playground is right, also about what is gone', () => {
    expect(ids(withLatest(known, { messages: [message(3), message(5)], hasMore: true }))).toEqual([3, 5]);
  });

  test('older pages come before; a message is put in its place, or replaced', () => {
    expect(ids(withOlder(known, page(1, 3, false)))).toEqual([1, 2, 3, 4, 5]);
    expect(ids(withMessage(known, message(6)))).toEqual([3, 4, 5, 6]);
    const edited = withMessage(known, message(4, { content: 'new' }));
    expect(ids(edited)).toEqual([3, 4, 5]);
    expect(edited.messages[1]?.content).toBe('new');
    expect(merge([message(10)], [message(9)]).map(({ id }) => id)).toEqual(['9', '10']);
  });

  test('messages of one author go on within seven minutes of one day', () => {
    const later = (timestamp: string, wanted: object = {}) => message(2, { timestamp, ...wanted });
    expect(continues(message(1), later('2026-03-02T10:06:59.000Z'))).toBe(true);
    expect(continues(message(1), later('2026-03-02T10:07:00.000Z'))).toBe(false);
    expect(continues(message(1), later('2026-03-02T10:01:00.000Z', { author: { id: '9' } }))).toBe(false);
    expect(continues(message(1), later('2026-03-02T10:01:00.000Z', { type: 20 }))).toBe(false);
    expect(continues(message(1), later('2026-03-02T10:01:00.000Z', { flags: 64 }))).toBe(false);
    expect(continues(undefined, message(1))).toBe(false);
  });
});

describe('times', () => {
  const now = Date.UTC(2026, 2, 2, 12);
  test.each([
    [-30, 'in 30 seconds'],
    [-3600, 'in 1 hour'],
    [86_400 * 3, '3 days ago'],
    [86_400 * 40, '1 month ago'],
    [86_400 * 800, '2 years ago'],
  ])('relative: %i s before now', (secondsAgo, expected) => {
    expect(timestamp(now / 1000 - secondsAgo, 'R', now)).toBe(expected);
  });

  test('no instant is too odd to write', () => {
    expect(timestamp(99_999_999_999_999, 'F', now)).toBe('Invalid date');
    expect(timestamp(-1, 'd', now)).toMatch(/19(69|70)/);
    expect(messageTime(now, now)).toMatch(/^Today at /);
    expect(messageTime(now - 86_400_000, now)).toMatch(/^Yesterday at /);
  });
});
