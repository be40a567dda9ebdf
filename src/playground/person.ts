/** A person's client for tests: the page's own code path, with names in place of ids. */
import type {
  APIApplicationCommand,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  InteractionType,
} from 'discord-api-types/v10';
import { everyPart, type Part } from './checks/components.ts';
import { say } from './http/say.ts';
import { sees } from './http/views.ts';
import { type Client, findPart } from './interactions/client.ts';
import type { Ledger } from './interactions/ledger.ts';
import { isLoading } from './interactions/respond.ts';
import { postMessage } from './messages/post.ts';
import type { InteractOutcome, OptionInput } from './protocol.ts';
import { openDirect } from './rest/directs.ts';
import type { World } from './world.ts';

/** An outcome that came with a form. */
export type ModalOutcome = Extract<InteractOutcome, { status: 'modal' }>;

export interface RawOptions {
  /** Skips the client's own checks, to send the bot what no client would. */
  raw?: boolean;
}

export interface RawInteraction {
  channelId: string;
  type: InteractionType;
  data: object;
  /** The message that it claims to come from, if it is there. */
  messageId?: string;
}

export interface Person {
  readonly userId: string;
  /** Runs `nudge on` with options by name; values are what the person types, ids for people and channels. */
  command(
    channelId: string,
    name: string,
    options?: Record<string, OptionInput['value']>,
    how?: RawOptions,
  ): Promise<InteractOutcome>;
  /** Types in the option `focused`, the others being filled in already. */
  autocomplete(
    channelId: string,
    name: string,
    options: Record<string, OptionInput['value']>,
    focused: string,
  ): Promise<InteractOutcome>;
  /** Presses the button with this custom id or label. */
  press(message: APIMessage, button: string, how?: RawOptions): Promise<InteractOutcome>;
  /** Chooses values (or labels) in the menu with this custom id or placeholder. */
  select(message: APIMessage, menu: string, values: string[], how?: RawOptions): Promise<InteractOutcome>;
  /** Hands in a form, with values by custom id or label. */
  submit(
    form: InteractOutcome,
    fields: Record<string, string | string[]>,
    how?: RawOptions,
  ): Promise<InteractOutcome>;
  /** Writes a message; throws the sentence that says why when it may not. */
  say(channelId: string, content: string): APIMessage;
  /** The messages that this person sees in a channel, own ephemeral ones among them, in order. */
  visible(channelId: string): APIMessage[];
  /** The names of the commands that are offered in a channel. */
  offered(channelId: string): string[];
  /** The direct channel with the bot, opened if need be. */
  direct(): string;
  /** The response's message, once a deferred response has it; null when the token died or there is none. */
  settled(outcome: InteractOutcome): Promise<APIMessage | null>;
  /** Sends the bot any interaction at all. */
  rawInteraction(interaction: RawInteraction): Promise<InteractOutcome>;
}

export interface PersonParts {
  world: World;
  client: Client;
  ledger: Ledger;
  origin: () => string;
}

/** The client of one person; throws when there is no such person. */
export function personOf({ world, client, ledger, origin }: PersonParts, userId: string): Person {
  if (!world.users.has(userId)) throw new Error(`Nobody in this world has the id ${userId}`);

  function commandNamed(channelId: string, name: string): { command: APIApplicationCommand; path: string[] } {
    const [first, ...path] = name.split(' ');
    const guildId = world.channels.get(channelId)?.guildId ?? null;
    const found = [...world.commands.values()].find(
      (record) => record.command.name === first && (record.guildId === null || record.guildId === guildId),
    );
    if (found === undefined) throw new Error(`The bot has registered no command /${first}`);
    return { command: found.command, path };
  }

  function component(
    message: APIMessage,
    which: string,
    values: readonly string[],
    how: RawOptions | undefined,
  ): Promise<InteractOutcome> {
    const current = world.messages.get(message.id)?.message ?? message;
    const part = findPart(current, which) ?? partLabelled(current, which);
    const customId = part?.custom_id ?? which;
    const chosen = values.map((value) => valueLabelled(part, value));
    const { id: messageId, channel_id: channelId } = message;
    return client.interact(
      userId,
      { kind: 'component', channelId, messageId, customId, values: chosen },
      how?.raw,
    );
  }

  return {
    userId,
    command: async (channelId, name, options = {}, how = {}) => {
      const { command, path } = commandNamed(channelId, name);
      const input = {
        kind: 'command',
        channelId,
        commandId: command.id,
        path,
        options: inputs(options),
      } as const;
      return client.interact(userId, input, how.raw);
    },
    autocomplete: async (channelId, name, options, focused) => {
      const { command, path } = commandNamed(channelId, name);
      return client.interact(userId, {
        kind: 'autocomplete',
        channelId,
        commandId: command.id,
        path,
        options: inputs(options),
        focused,
      });
    },
    press: (message, button, how) => component(message, button, [], how),
    select: (message, menu, values, how) => component(message, menu, values, how),
    submit: async (form, fields, how = {}) => {
      if (form.status !== 'modal')
        throw new Error(`There is no form to hand in: the outcome was "${form.status}"`);
      const { channelId } = ledger.byId(form.interactionId) ?? { channelId: '' };
      const byId = Object.fromEntries(
        Object.entries(fields).map(([key, value]) => [fieldNamed(form.modal, key), value]),
      );
      return client.interact(
        userId,
        { kind: 'modal', channelId, modalOf: form.interactionId, fields: byId },
        how.raw,
      );
    },
    say: (channelId, content) => {
      const channel = say(world, userId, channelId, content);
      if (typeof channel === 'string') throw new Error(channel);
      return postMessage(world, origin(), { channel, authorId: userId, body: { content } }).message;
    },
    visible: (channelId) => {
      const channel = world.channels.get(channelId);
      if (channel === undefined || !sees(world, channel, userId)) return [];
      return [...world.timeline(channelId).all(), ...world.timeline(channelId, userId).all()]
        .toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
        .flatMap((id) => world.messages.get(id)?.message ?? []);
    },
    offered: (channelId) => {
      const channel = world.channels.get(channelId);
      return channel === undefined ? [] : client.commandsIn(channel, userId).map(({ name }) => name);
    },
    direct: () => openDirect(world, userId).id,
    settled: (outcome) => settled(world, ledger, outcome),
    rawInteraction: ({ channelId, type, data, messageId }) =>
      client.send(userId, channelId, type, data, messageId ?? null),
  };
}

function inputs(options: Record<string, OptionInput['value']>): OptionInput[] {
  return Object.entries(options).map(([name, value]) => ({ name, value }));
}

function partLabelled(message: APIMessage, label: string): Part | undefined {
  const all = everyPart((message.components ?? []) as unknown as Part[], []).map(({ part }) => part);
  return all.find((part) => part.label === label || (part as { placeholder?: string }).placeholder === label);
}

function valueLabelled(part: Part | undefined, value: string): string {
  const options = (part?.options ?? []) as { value: string; label?: string }[];
  const byValue = options.some((option) => option.value === value);
  return byValue ? value : (options.find((option) => option.label === value)?.value ?? value);
}

/** A field's custom id, from that or from its label. */
function fieldNamed(modal: APIModalInteractionResponseCallbackData, key: string): string {
  const all = everyPart(modal.components as unknown as Part[], []).map(({ part }) => part);
  if (all.some((part) => part.custom_id === key)) return key;
  const labelled = all.find((part) => part.label === key);
  return labelled?.custom_id ?? labelled?.component?.custom_id ?? key;
}

async function settled(world: World, ledger: Ledger, outcome: InteractOutcome): Promise<APIMessage | null> {
  if (outcome.status === 'failed' || outcome.status === 'choices' || outcome.status === 'modal') return null;
  const interaction = ledger.byId(outcome.interactionId);
  if (interaction === undefined) return null;
  return new Promise((resolve) => {
    const look = (): boolean => {
      const record = world.messages.get(interaction.originalId ?? '');
      if (record !== undefined && isLoading(record) && !ledger.isTokenDead(interaction)) return false;
      stop();
      clearInterval(timer);
      resolve(record === undefined || isLoading(record) ? null : record.message);
      return true;
    };
    // The hub tells of edits; the timer is for the clock, which passes without telling.
    const stop = world.hub.listen(() => void look());
    const timer = setInterval(look, 50);
    look();
  });
}
