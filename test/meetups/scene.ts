/** A study group with a thread, and meetups of it. */
import type { APIMessage } from 'discord-api-types/v10';
import type { Person } from '../../src/playground/index.ts';
import { type GroupScene, groupIdIn, startGroups } from '../groups/scene.ts';
import { messageOf, partsOf, textOf } from '../support/bot.ts';

export interface Met extends GroupScene {
  /** Owns the group. */
  readonly ben: Person;
  readonly yuki: Person;
  readonly group: string;
  /** The server's id. */
  readonly hall: string;
  /** The group's thread; empty if it has none. */
  readonly thread: string;
  /** What has been posted in it. */
  posts(): APIMessage[];
  /** The last post in it. */
  last(): APIMessage;
  /** The post that announced a meetup last, and its buttons. */
  announcement(): APIMessage;
  /** How many posts in it say so. */
  countOf(words: string): number;
  /** Plans one as Ben, and waits until it has been announced; returns his panel. */
  plan(options?: Record<string, string>): Promise<APIMessage>;
  /** Changes one by the form of its panel, and confirms it; returns the panel that answers. */
  change(person: Person, panel: APIMessage, fields: Record<string, string>): Promise<APIMessage>;
  /** What the bot answers to a button of a message. */
  pressed(person: Person, message: APIMessage, label: string): Promise<APIMessage>;
  /** The server's scheduled events. */
  events(): ReturnType<GroupScene['scene']['playground']['eventsIn']>;
}

/** Ben's group in Leipzig, with Yuki in it; it is Wednesday, noon, UTC. Hours pass in seconds here, so that limits don't. */
export async function met(options: Parameters<typeof startGroups>[0] = {}): Promise<Met> {
  const groups = await startGroups({ rateLimits: false, ...options });
  const { scene, channel, open } = groups;
  const [ben, yuki] = [scene.person('ben'), scene.person('yuki')];
  const group = groupIdIn(await open(ben, { city: 'Leipzig' }, { places: 50 }));
  await yuki.command(channel, 'group join', { group });
  const hall = scene.playground.world.guilds['hall'] ?? '';
  const thread = scene.playground.threadsIn(scene.channel('hall.studyGroups'))[0]?.id ?? '';
  const posts = () => scene.playground.messagesIn(thread);
  const pressed = async (person: Person, message: APIMessage, label: string) =>
    messageOf(await person.press(message, label));
  return {
    ...groups,
    ben,
    yuki,
    group,
    hall,
    thread,
    posts,
    last: () => known(posts().at(-1)),
    announcement: () =>
      known(posts().findLast((post) => /Will you come\?|is called off$/m.test(textOf(post)))),
    countOf: (words) => posts().filter((post) => textOf(post).includes(words)).length,
    async plan(given = {}) {
      const draft = messageOf(
        await ben.command(channel, 'meetup plan', { group, when: 'sat 18:30', place: 'Café', ...given }),
      );
      const planned = await pressed(ben, draft, 'Plan it');
      await groups.aMinute();
      return planned;
    },
    change: async (person, panel, fields) =>
      await pressed(
        person,
        messageOf(await person.submit(await person.press(panel, 'Change it'), fields)),
        'Change it so',
      ),
    pressed,
    events: () => scene.playground.eventsIn(hall),
  };
}

function known(message: APIMessage | undefined): APIMessage {
  if (message === undefined) throw new Error('there is no such message');
  return message;
}

/** The custom id of a message's button, from the beginning of it. */
export function customId(message: APIMessage, beginning: string): string {
  const found = partsOf(message).find((part) => part.custom_id?.startsWith(beginning) === true)?.custom_id;
  if (found === undefined) throw new Error(`no button ${beginning}`);
  return found;
}

/** Seconds since the epoch, as Discord's timestamps count them. */
export const seconds = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds / 1000;
