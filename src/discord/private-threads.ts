/** Private threads: made, filled with members, opened again, put away. */
import { type REST, SnowflakeUtil } from 'discord.js';
import {
  type APIThreadChannel,
  ChannelType,
  type RESTGetAPIGuildThreadsResult,
  type RESTPatchAPIChannelJSONBody,
  type RESTPostAPIChannelThreadsJSONBody,
  Routes,
} from 'discord-api-types/v10';
import { clip } from './components.ts';
import { codeOf, discordCode } from './errors.ts';
import { limits } from './limits.ts';

const withinMs = 15_000;
/** How long a thread stays in the list without a new message: a week, Discord's most. */
const archiveAfterMinutes = 10_080;
/** How far this machine's clock may be ahead of Discord's, in ms. */
const clockSkewMs = 5 * 60_000;

const signal = () => AbortSignal.timeout(withinMs);

/** Makes a private thread to which only the bot and moderators add people, and returns its id. */
export async function makePrivateThread(rest: REST, channelId: string, name: string): Promise<string> {
  const body: RESTPostAPIChannelThreadsJSONBody = {
    name: clip(name, limits.threadName),
    type: ChannelType.PrivateThread,
    invitable: false,
    auto_archive_duration: archiveAfterMinutes,
  };
  const thread = (await rest.post(Routes.threads(channelId), {
    body,
    signal: signal(),
  })) as APIThreadChannel;
  return thread.id;
}

/** The bot's own private threads of a name, made since an instant (ms, UTC): one may have been made unheard. */
export async function findOwnThreads(
  rest: REST,
  of: { guildId: string; botUserId: string; name: string; sinceMs: number },
): Promise<string[]> {
  const { threads } = (await rest.get(Routes.guildActiveThreads(of.guildId), {
    signal: signal(),
  })) as RESTGetAPIGuildThreadsResult;
  const found = threads as readonly APIThreadChannel[];
  return found
    .filter((thread) => thread.type === ChannelType.PrivateThread && thread.owner_id === of.botUserId)
    .filter((thread) => thread.name === clip(of.name, limits.threadName))
    .filter((thread) => SnowflakeUtil.timestampFrom(thread.id) >= of.sinceMs - clockSkewMs)
    .map((thread) => thread.id);
}

/** Adds somebody to a thread, opening it again if it was archived; whoever is in it stays. */
export async function addToThread(rest: REST, threadId: string, userId: string): Promise<void> {
  await openAgain(rest, threadId, () =>
    rest.put(Routes.threadMembers(threadId, userId), { signal: signal() }),
  );
}

/** Takes somebody out of a thread of the bot's own; whoever is not in it stays out. */
export async function takeOutOfThread(rest: REST, threadId: string, userId: string): Promise<void> {
  await openAgain(rest, threadId, () =>
    rest.delete(Routes.threadMembers(threadId, userId), { signal: signal() }),
  );
}

/** Discord changes nothing in an archived thread. */
async function openAgain(rest: REST, threadId: string, request: () => Promise<unknown>): Promise<void> {
  try {
    await request();
  } catch (error) {
    if (codeOf(error) !== discordCode.threadArchived) throw error;
    await openThread(rest, threadId);
    await request();
  }
}

/** Puts a thread away, and locks it where the bot may: else whoever writes in it opens it again. */
export async function putAway(rest: REST, threadId: string): Promise<void> {
  try {
    await changeThread(rest, threadId, { archived: true, locked: true });
  } catch (error) {
    if (codeOf(error) !== discordCode.missingPermissions) throw error;
    await changeThread(rest, threadId, { archived: true });
  }
}

export async function openThread(rest: REST, threadId: string): Promise<void> {
  await changeThread(rest, threadId, { archived: false });
}

export async function renameThread(rest: REST, threadId: string, name: string): Promise<void> {
  await changeThread(rest, threadId, { name: clip(name, limits.threadName), archived: false });
}

async function changeThread(rest: REST, threadId: string, body: RESTPatchAPIChannelJSONBody): Promise<void> {
  await rest.patch(Routes.channel(threadId), { body, signal: signal() });
}

export interface ThreadState {
  readonly isArchived: boolean;
  readonly isLocked: boolean;
  /** When somebody last wrote in it (ms, UTC), or null if nobody has. */
  readonly writtenAt: number | null;
}

/** A thread as it is, within a time (ms; default 15 s). @throws Discord's refusal. */
export async function readThread(rest: REST, threadId: string, waitMs = withinMs): Promise<ThreadState> {
  const thread = (await rest.get(Routes.channel(threadId), {
    signal: AbortSignal.timeout(waitMs),
  })) as APIThreadChannel;
  const { thread_metadata: about, last_message_id: last } = thread;
  return {
    isArchived: about?.archived === true,
    isLocked: about?.locked === true,
    writtenAt: last == null ? null : SnowflakeUtil.timestampFrom(last),
  };
}
