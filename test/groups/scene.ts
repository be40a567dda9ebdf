/** A server with a channel for study groups, and what its members do there. */
import BetterSqlite3 from 'better-sqlite3';
import { type APIMessage, InteractionType } from 'discord-api-types/v10';
import { places } from '../../src/places/known.ts';
import { demoWorld, type Person, type WorldSeed } from '../../src/playground/index.ts';
import { messageOf, partsOf, type Scene, type SceneOptions, startScene, textOf } from '../support/bot.ts';

export interface GroupScene {
  readonly scene: Scene;
  /** The channel in which commands are typed. */
  readonly channel: string;
  /** Opens a group by form and button; returns the panel that answers. */
  open(owner: Person, words?: Words, choices?: Choices): Promise<APIMessage>;
  /** The messages that the bot has written to somebody directly. */
  mail(person: Person): APIMessage[];
  /** Joins a group, or asks to, by its id; returns the text that answers. */
  join(person: Person, groupId: string): Promise<string>;
  /** Presses a button that somebody has made up; returns the text that answers. */
  forge(person: Person, customId: string, values?: readonly string[]): Promise<string>;
  /** What a query answers in the bot's database, row by row. */
  rows(query: string): Record<string, unknown>[];
  /** Lets a minute pass, in which what is due is done. */
  aMinute(): Promise<void>;
  /** The text of what the bot answers. */
  said(outcome: Promise<Parameters<typeof messageOf>[0]>): Promise<string>;
}

export interface Words {
  readonly name?: string;
  readonly city?: string;
  readonly hour?: string;
  readonly topic?: string;
  readonly step?: string;
}

export interface Choices {
  readonly places?: number;
  readonly byRequest?: boolean;
  readonly language?: string;
}

/** Begins on a Wednesday at noon, UTC. `threads` chooses a channel for them, as an admin would. */
export async function startGroups(
  options: SceneOptions & { readonly threads?: boolean } = {},
): Promise<GroupScene> {
  // Loaded once, so that no answer has to wait for it.
  const [scene] = await Promise.all([startScene(options), places()]);
  const channel = scene.channel('hall.nextSteps');
  if (options.threads !== false) {
    const setup = messageOf(await scene.person('ada').command(channel, 'setup'));
    await scene
      .person('ada')
      .select(setup, "Channel for study groups' threads", [scene.channel('hall.studyGroups')]);
  }
  return {
    scene,
    channel,
    async open(owner, words = {}, choices = {}) {
      const form = await owner.command(channel, 'group create');
      const draft = messageOf(
        await owner.submit(form, {
          Name: words.name ?? 'Tuesday Tensors',
          'What will you study?': words.step ?? 'own',
          'In your own words': words.topic ?? '',
          City: words.city ?? '',
          'Regular day and time': words.hour ?? '',
        }),
      );
      let panel = draft;
      if (choices.places !== undefined)
        panel = messageOf(await owner.select(panel, 'Places', [String(choices.places)]));
      if (choices.byRequest === true)
        panel = messageOf(await owner.select(panel, 'Who may join', ['request']));
      if (choices.language !== undefined)
        panel = messageOf(await owner.select(panel, 'Language', [choices.language]));
      return messageOf(await owner.press(panel, 'Open the group'));
    },
    join: async (person, group) => textOf(messageOf(await person.command(channel, 'group join', { group }))),
    forge: async (person, customId, values) => {
      const data =
        values === undefined
          ? { component_type: 2, custom_id: customId }
          : { component_type: 3, custom_id: customId, values };
      const own = messageOf(await person.command(channel, 'group mine'));
      const type = InteractionType.MessageComponent;
      const outcome = await person.rawInteraction({ channelId: channel, type, data, messageId: own.id });
      return textOf(messageOf(outcome as Parameters<typeof messageOf>[0]));
    },
    rows: (query) => {
      const raw = new BetterSqlite3(scene.databasePath, { readonly: true });
      try {
        return raw.prepare(query).all() as Record<string, unknown>[];
      } finally {
        raw.close();
      }
    },
    aMinute: () => scene.moveTo(scene.clock.now() + 60_000),
    mail: (person) => scene.playground.directMessages(person.userId),
    said: async (outcome) => textOf(messageOf(await outcome)),
  };
}

/** The id of the group that a panel is about, from its buttons. */
export function groupIdIn(message: APIMessage): string {
  const ids = partsOf(message).flatMap(
    (part) => /^group\.[a-z.]+@1\/([A-Za-z0-9_-]{12})/.exec(part.custom_id ?? '')?.[1] ?? [],
  );
  const [id] = ids;
  if (id === undefined) throw new Error('the panel is about no group');
  return id;
}

/** The button that keeps a search as a wish, as it is called on this panel. */
export const wishLabel = (found: APIMessage): string =>
  partsOf(found).find(({ label }) => label?.startsWith('Tell me'))?.label ?? '';

/** The hall with so many more members, `m0` and on. */
export function crowdedWorld(count: number): WorldSeed {
  const names = Array.from({ length: count }, (_, index) => `m${index}`);
  const { hall } = demoWorld.guilds;
  if (hall === undefined) throw new Error('there is no hall');
  return {
    ...demoWorld,
    users: { ...demoWorld.users, ...Object.fromEntries(names.map((name) => [name, { username: name }])) },
    guilds: { ...demoWorld.guilds, hall: { ...hall, members: [...hall.members, ...names] } },
  };
}

/** Several members of the seeded world by their names, all of them there. */
export function people<const Names extends readonly string[]>(
  { scene }: Pick<GroupScene, 'scene'>,
  ...names: Names
): { [Index in keyof Names]: Person } {
  return names.map((name) => scene.person(name)) as { [Index in keyof Names]: Person };
}
