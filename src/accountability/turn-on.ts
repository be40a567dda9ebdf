/** Turns weekly nudges on with whatever the member said, and sensible values for the rest. */
import { RateLimitError } from 'discord.js';
import type { DirectMessages } from '../delivery/direct.ts';
import type { Where } from '../discord/command.ts';
import { codeOf, isInDoubt, UserError } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import { missingIn, neededPermissions } from '../discord/permissions.ts';
import type { ProfileStore } from '../member/profile.ts';
import { directOnly, type MemberKey } from '../member/store.ts';
import type { GuildSettings, SettingsStore } from '../settings/store.ts';
import { readTime, readZone } from '../time/read.ts';
import type { Nudge, Place } from './nudge-rows.ts';
import type { NudgeStore } from './nudge-store.ts';
import { channelFor } from './plan.ts';
import { zoneOf } from './zone.ts';

/** What the member said; everything may be missing. */
export interface NudgeWish {
  /** ISO weekday, 1 to 7. */
  readonly weekday?: number | undefined;
  /** As typed. */
  readonly time?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly place?: Place | undefined;
}

export interface TurnOnNeeds {
  readonly nudges: NudgeStore;
  readonly profiles: ProfileStore;
  readonly settings: SettingsStore;
  readonly direct: DirectMessages;
}

/**
 * Turns nudges on or changes them, and ends a pause. What was not said stays as it was, or comes from the server's settings.
 * @throws {UserError} for a time or zone that makes no sense, or a channel where the bot may not post.
 */
export async function turnOn(
  app: TurnOnNeeds,
  member: MemberKey,
  where: Where,
  wish: NudgeWish,
): Promise<Nudge> {
  const [before, settings] = await Promise.all([app.nudges.of(member), app.settings.of(member.guildId)]);
  const minuteOfDay = wish.time === undefined ? undefined : readTime(wish.time);
  const timeZone = wish.timeZone === undefined ? await zoneOf(app, member) : readZone(wish.timeZone);
  const place = wish.place ?? before?.place ?? (where.guildId === null ? 'dm' : 'channel');
  const stays = wish.place === undefined && staysThere(before);
  const channelId =
    place === 'dm'
      ? null
      : stays
        ? (before?.channelId ?? null)
        : channelHere(member, where, before, settings, place);
  if (place !== 'channel') await open(app.direct, member.userId);
  return await app.nudges.turnOn(member, {
    weekday: wish.weekday ?? before?.weekday ?? settings.weekday,
    minuteOfDay: minuteOfDay ?? before?.minuteOfDay ?? settings.minuteOfDay,
    timeZone,
    place,
    channelId,
  });
}

/** Who only changes the day of nudges that come means the channel of before. */
function staysThere(before: Nudge | undefined): boolean {
  const isOn = before !== undefined && (before.nextAt !== null || before.askedAt !== null);
  return isOn && before.channelId !== null && before.problem === null;
}

/** Opens the direct messages while the member is there; if it is not their turn, or Discord won't now, the first nudge does. */
async function open(direct: DirectMessages, userId: string): Promise<void> {
  try {
    await direct.open(userId);
  } catch (error) {
    const isPassing = isInDoubt(error) || error instanceof RateLimitError;
    if (codeOf(error) === undefined && !isPassing) throw error;
  }
}

/**
 * The channel to remember: the one where the member typed, if the bot may post there, else the one of before. It serves
 * while no admin has set one, or when that one fails.
 * @throws {UserError} if there would be no channel at all.
 */
function channelHere(
  member: MemberKey,
  where: Where,
  before: Nudge | undefined,
  settings: GuildSettings,
  place: Place,
): string | null {
  const mayPost = where.guildId !== null && !where.isThread && lacking(where).length === 0;
  const known = mayPost ? where.channelId : (before?.channelId ?? null);
  if (place === 'dm-or-channel' || channelFor({ channelId: known }, settings) !== null) return known;
  throw new UserError(whyNotHere(member, where));
}

const lacking = (where: Where) => missingIn(where.botPermissions, neededPermissions);

function whyNotHere(member: MemberKey, where: Where): Markdown {
  if (where.isThread) {
    return md`Nudges need a channel, and this is a thread. Type this in a channel, or choose direct messages with \`where\`.`;
  }
  if (where.guildId !== null) {
    const missing = lacking(where).join(', ');
    return md`I can't post in this channel (missing: ${missing}). Type this in another channel, or choose direct messages with \`where\`.`;
  }
  return member.guildId === directOnly
    ? md`I don't know a channel for your nudges yet. Choose direct messages here, or type this in a server.`
    : md`I don't know a channel for your nudges yet. Type this in the channel where you want them, or choose direct messages.`;
}
