/** What a person's client does: it offers what Discord would offer, checks what Discord would check, and sends it. */
import {
  type APIApplicationCommand,
  type APIMessage,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { everyPart, type Part } from '../checks/components.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { ChannelRecord } from '../model.ts';
import { has } from '../permissions.ts';
import type { InteractInput, InteractOutcome, OptionInput } from '../protocol.ts';
import type { World } from '../world.ts';
import type { Ledger } from './ledger.ts';
import { modalData } from './modal.ts';
import {
  ClientRefusal,
  leafOptions,
  rawOptions,
  resolve,
  type SentOption,
  sentOptions,
  typedOptions,
} from './options.ts';
import { interactionPayload, metadataFor } from './payload.ts';

/** Commands are typed where messages are, so who may not write may not use them either. */
const COMMAND_PERMISSIONS = P.ViewChannel | P.UseApplicationCommands;

export class Client {
  readonly #world: World;
  readonly #ledger: Ledger;
  readonly #gateway: Gateway;

  constructor(world: World, ledger: Ledger, gateway: Gateway) {
    this.#world = world;
    this.#ledger = ledger;
    this.#gateway = gateway;
  }

  /** Does what the person asks; resolves when the bot has responded, or has had its three seconds. */
  async interact(userId: string, input: InteractInput, raw = false): Promise<InteractOutcome> {
    try {
      return await this.#do(userId, input, raw);
    } catch (error) {
      if (error instanceof ClientRefusal) return { status: 'failed', reason: error.message };
      throw error;
    }
  }

  /** The commands that this person may use in this channel. */
  commandsIn(channel: ChannelRecord, userId: string): APIApplicationCommand[] {
    return [...this.#world.commands.values()].flatMap(({ command, guildId }) =>
      (guildId === null || guildId === channel.guildId) && this.#offers(command, channel, userId)
        ? [command]
        : [],
    );
  }

  /** Sends the bot any interaction at all, such as one of a component that no message has. */
  async send(
    userId: string,
    channelId: string,
    type: InteractionType,
    data: object,
    sourceMessageId: string | null = null,
  ): Promise<InteractOutcome> {
    const channel = this.#channel(channelId);
    return this.#dispatch(userId, channel, type, data, { messageId: sourceMessageId, trigger: null }, '');
  }

  #do(userId: string, input: InteractInput, raw: boolean): Promise<InteractOutcome> {
    const channel = this.#channel(input.channelId);
    if (!raw) this.#mustSee(channel, userId);
    switch (input.kind) {
      case 'command':
        return this.#command(userId, channel, input, null, raw);
      case 'autocomplete':
        return this.#command(userId, channel, input, input.focused, raw);
      case 'component':
        return this.#component(userId, channel, input, raw);
      case 'modal':
        return this.#modal(userId, channel, input, raw);
    }
  }

  #channel(id: string): ChannelRecord {
    const channel = this.#world.channels.get(id);
    if (channel === undefined) throw new ClientRefusal('This channel does not exist');
    return channel;
  }

  #mustSee(channel: ChannelRecord, userId: string): void {
    const sees =
      channel.guildId === null
        ? channel.recipientId === userId
        : has(this.#world.permissionsIn(channel, userId), P.ViewChannel);
    if (!sees) throw new ClientRefusal('You cannot see this channel');
  }

  #hasBot({ guildId }: ChannelRecord): boolean {
    return guildId === null || this.#world.member(guildId, this.#world.identity.botUserId) !== undefined;
  }

  #offers(command: APIApplicationCommand, channel: ChannelRecord, userId: string): boolean {
    if (command.type !== ApplicationCommandType.ChatInput) return false;
    const context = channel.guildId === null ? 1 : 0;
    const contexts: readonly number[] | null = command.contexts ?? null;
    if (contexts !== null && !contexts.includes(context)) return false;
    if (channel.guildId === null) return channel.recipientId === userId;
    if (!this.#hasBot(channel)) return false;
    const mine = this.#world.permissionsIn(channel, userId);
    const wanted = command.default_member_permissions;
    const write = channel.thread === null ? P.SendMessages : P.SendMessagesInThreads;
    if (!has(mine, COMMAND_PERMISSIONS | write)) return false;
    if (wanted === null || wanted === undefined) return true;
    return has(mine, wanted === '0' ? P.Administrator : BigInt(wanted));
  }

  #command(
    userId: string,
    channel: ChannelRecord,
    input: { commandId: string; path: string[]; options: OptionInput[] },
    focused: string | null,
    raw: boolean,
  ): Promise<InteractOutcome> {
    const record = this.#world.commands.get(input.commandId);
    if (record === undefined) throw new ClientRefusal('This command does not exist');
    const { command } = record;
    if (!raw && !this.commandsIn(channel, userId).includes(command)) {
      throw new ClientRefusal(`/${command.name} is not offered to you here`);
    }
    const known = leafOptions(command, input.path);
    const leaves = raw ? rawOptions(known, input.options) : typedOptions(known, input.options, focused);
    if (raw && focused !== null) for (const leaf of leaves) leaf.focused = leaf.name === focused;
    const resolved = resolve(this.#world, channel, userId, idsOf(leaves));
    const options = sentOptions(command, input.path, leaves);
    const data = {
      id: command.id,
      name: command.name,
      type: command.type,
      ...(options.length === 0 ? {} : { options }),
      ...(resolved === undefined ? {} : { resolved }),
      ...(record.guildId === null ? {} : { guild_id: record.guildId }),
    };
    const type =
      focused === null ? InteractionType.ApplicationCommand : InteractionType.ApplicationCommandAutocomplete;
    const name = [command.name, ...input.path].join(' ');
    return this.#dispatch(userId, channel, type, data, { messageId: null, trigger: null }, name);
  }

  #component(
    userId: string,
    channel: ChannelRecord,
    input: { messageId: string; customId: string; values: string[] },
    raw: boolean,
  ): Promise<InteractOutcome> {
    const record = this.#world.messages.get(input.messageId);
    const visible = record !== undefined && (record.onlyFor === null || record.onlyFor === userId);
    if (!visible || record.message.channel_id !== channel.id) throw new ClientRefusal('This message is gone');
    if (!this.#hasBot(channel)) throw new ClientRefusal('This interaction failed');
    const part = findPart(record.message, input.customId);
    if (!raw) checkComponent(part, input.values);
    const type = part?.type ?? 2;
    const resolved = resolve(this.#world, channel, userId, selectedIds(type, input.values));
    const data = {
      custom_id: input.customId,
      component_type: type,
      ...(part?.id === undefined ? {} : { id: part.id }),
      ...(type === 2 ? {} : { values: input.values }),
      ...(resolved === undefined ? {} : { resolved }),
    };
    const from = { messageId: record.message.id, trigger: null };
    return this.#dispatch(userId, channel, InteractionType.MessageComponent, data, from, '');
  }

  async #modal(
    userId: string,
    channel: ChannelRecord,
    input: { modalOf: string; fields: Record<string, string | string[]> },
    raw: boolean,
  ): Promise<InteractOutcome> {
    const opener = this.#ledger.byId(input.modalOf);
    const modal = opener?.modal ?? null;
    if (opener === undefined || modal === null || opener.userId !== userId) {
      throw new ClientRefusal('This form is no longer open');
    }
    const { data, ids } = modalData(modal, input.fields, raw);
    const resolved = resolve(this.#world, channel, userId, ids);
    const outcome = await this.#dispatch(
      userId,
      channel,
      InteractionType.ModalSubmit,
      resolved === undefined ? data : { ...data, resolved },
      { messageId: opener.sourceMessageId, trigger: opener.metadata },
      '',
    );
    if (outcome.status !== 'failed') opener.modal = null;
    return outcome;
  }

  #dispatch(
    userId: string,
    channel: ChannelRecord,
    type: InteractionType,
    data: object,
    from: Parameters<typeof metadataFor>[4],
    commandName: string,
  ): Promise<InteractOutcome> {
    const { guildId } = channel;
    const { interaction, outcome } = this.#ledger.open(
      { type, userId, channelId: channel.id, guildId, commandName, sourceMessageId: from.messageId },
      metadataFor(this.#world, type, userId, guildId, from),
    );
    this.#gateway.sendInteraction(guildId, interactionPayload(this.#world, interaction, channel, data));
    return outcome;
  }
}

/** The component of a message that carries this custom id. */
export function findPart(message: APIMessage, customId: string): Part | undefined {
  const all = everyPart((message.components ?? []) as unknown as Part[], []);
  return all.find(({ part }) => part.custom_id === customId)?.part;
}

function checkComponent(part: Part | undefined, values: readonly string[]): void {
  if (part === undefined) throw new ClientRefusal('This message has no such button or menu');
  if ((part as { disabled?: boolean }).disabled === true) throw new ClientRefusal('This is switched off');
  if (part.type === 2) return;
  if (values.length < (part.min_values ?? 1))
    throw new ClientRefusal(`Choose at least ${part.min_values ?? 1}`);
  if (values.length > (part.max_values ?? 1))
    throw new ClientRefusal(`Choose at most ${part.max_values ?? 1}`);
  if (new Set(values).size < values.length) throw new ClientRefusal('Each can be chosen once');
  const offered = part.options;
  const stranger = values.find((value) => offered !== undefined && !offered.some((o) => o.value === value));
  if (stranger !== undefined) throw new ClientRefusal(`"${stranger}" is not among the options`);
}

const OPTION_IDS = new Map<number, 'user' | 'channel' | 'role' | 'mentionable'>([
  [ApplicationCommandOptionType.User, 'user'],
  [ApplicationCommandOptionType.Channel, 'channel'],
  [ApplicationCommandOptionType.Role, 'role'],
  [ApplicationCommandOptionType.Mentionable, 'mentionable'],
]);

function idsOf(
  leaves: readonly SentOption[],
): { type: 'user' | 'channel' | 'role' | 'mentionable'; id: string }[] {
  return leaves.flatMap(({ type, value }) => {
    const kind = OPTION_IDS.get(type);
    return kind === undefined || typeof value !== 'string' || value === '' ? [] : [{ type: kind, id: value }];
  });
}

const SELECT_IDS = new Map<number, 'user' | 'channel' | 'role' | 'mentionable'>([
  [5, 'user'],
  [6, 'role'],
  [7, 'mentionable'],
  [8, 'channel'],
]);

/** What the values of an auto-populated select stand for. */
export function selectedIds(
  type: number,
  values: readonly string[],
): { type: 'user' | 'channel' | 'role' | 'mentionable'; id: string }[] {
  const kind = SELECT_IDS.get(type);
  return kind === undefined ? [] : values.map((id) => ({ type: kind, id }));
}
