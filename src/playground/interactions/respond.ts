/** What a bot does with an interaction's token: the first response, edits, follow-ups. */
import {
  type APIMessage,
  InteractionType,
  MessageFlags,
  MessageType,
  InteractionResponseType as R,
} from 'discord-api-types/v10';
import { asObject, holdAgainst, under } from '../checks/body.ts';
import { callbackType, checkChoices, checkModal } from '../checks/callback.ts';
import { type Checked, checkMessage } from '../checks/message.ts';
import { invalidForm, refuse } from '../errors.ts';
import type { Upload } from '../messages/files.ts';
import { deleteMessage, editMessage, postMessage } from '../messages/post.ts';
import type { ChannelRecord, MessageRecord } from '../model.ts';
import type { World } from '../world.ts';
import type { Interaction, Ledger } from './ledger.ts';

const EDIT_SCHEMA = 'IncomingWebhookUpdateRequestPartial';

/** What came of a first response: for `with_response=true`, and keys that Discord does not know. */
export interface Responded {
  resource: { type: number; message: APIMessage } | null;
  unknownKeys: string[];
}

export class Responder {
  readonly #world: World;
  readonly #ledger: Ledger;
  readonly #origin: () => string;

  constructor(world: World, ledger: Ledger, origin: () => string) {
    this.#world = world;
    this.#ledger = ledger;
    this.#origin = origin;
  }

  /** Finds the interaction of a callback that may still be answered; throws 10062 or 40060. */
  answerable(id: string, token: string): Interaction {
    const interaction = this.#ledger.byId(id);
    if (interaction === undefined || interaction.token !== token) throw refuse(10062);
    if (interaction.state === 'answered') throw refuse(40060);
    if (interaction.state === 'expired') throw refuse(10062);
    return interaction;
  }

  /** Finds the interaction behind a webhook's token; throws 10015 or 50027. */
  byToken(applicationId: string, token: string): Interaction {
    const interaction = this.#ledger.byToken(token);
    if (interaction === undefined || applicationId !== this.#world.identity.applicationId)
      throw refuse(10015);
    if (this.#ledger.isTokenDead(interaction)) throw refuse(50027);
    if (interaction.state !== 'answered') throw refuse(10015);
    return interaction;
  }

  /** The first response. */
  respond(interaction: Interaction, body: unknown, files: readonly Upload[]): Responded {
    const type = callbackType(body, interaction.type, interaction.sourceMessageId !== null);
    const data = asObject(body)['data'] ?? {};
    switch (type) {
      case R.ChannelMessageWithSource:
        return this.#message(interaction, data, files);
      case R.DeferredChannelMessageWithSource:
        return this.#defer(interaction, data);
      case R.DeferredMessageUpdate:
        interaction.originalId = interaction.sourceMessageId;
        this.#ledger.answered(interaction, {
          status: 'updated',
          interactionId: interaction.id,
          message: null,
        });
        return { resource: null, unknownKeys: [] };
      case R.UpdateMessage:
        return this.#update(interaction, data, files);
      case R.ApplicationCommandAutocompleteResult: {
        const unknownKeys = checkChoices(body);
        const choices = (data as { choices?: [] | null }).choices ?? [];
        this.#ledger.answered(interaction, { status: 'choices', interactionId: interaction.id, choices });
        return { resource: null, unknownKeys };
      }
      default: {
        const { modal, unknownKeys } = checkModal(body);
        interaction.modal = modal;
        this.#ledger.answered(interaction, { status: 'modal', interactionId: interaction.id, modal });
        return { resource: null, unknownKeys };
      }
    }
  }

  /** A follow-up; the first one to a deferred answer fills that in, as it does in Discord. */
  followUp(
    interaction: Interaction,
    body: unknown,
    files: readonly Upload[],
  ): { message: APIMessage; unknownKeys: string[] } {
    const schema = 'IncomingWebhookRequestPartial';
    const original = this.#world.messages.get(interaction.originalId ?? '');
    if (original !== undefined && isLoading(original)) {
      const checked = checkMessage(schema, body, files, original);
      const { message } = editMessage(this.#world, this.#origin(), original, checked.body, files);
      return { message, unknownKeys: checked.unknownKeys };
    }
    const checked = checkMessage(schema, body, files);
    const { message } = this.#post(interaction, checked, files, isEphemeral(checked.body.flags));
    return { message, unknownKeys: checked.unknownKeys };
  }

  /** A message that this token may see or change; throws 10008. */
  message(interaction: Interaction, which: string): MessageRecord {
    const id = which === '@original' ? (interaction.originalId ?? '') : which;
    const own = which === '@original' || interaction.messageIds.has(id);
    const record = this.#world.messages.get(id);
    if (record === undefined || !own) throw refuse(10008);
    return record;
  }

  edit(
    interaction: Interaction,
    which: string,
    body: unknown,
    files: readonly Upload[],
  ): { message: APIMessage; unknownKeys: string[] } {
    const record = this.message(interaction, which);
    const checked = checkMessage(EDIT_SCHEMA, body, files, record);
    const { message } = editMessage(this.#world, this.#origin(), record, checked.body, files);
    return { message, unknownKeys: checked.unknownKeys };
  }

  remove(interaction: Interaction, which: string): void {
    deleteMessage(this.#world, this.message(interaction, which));
  }

  #message(interaction: Interaction, data: unknown, files: readonly Upload[]): Responded {
    const checked = under(['data'], () => checkMessage('IncomingWebhookInteractionRequest', data, files));
    const { message } = this.#post(interaction, checked, files, isEphemeral(checked.body.flags));
    interaction.originalId = message.id;
    this.#ledger.answered(interaction, { status: 'message', interactionId: interaction.id, message });
    return { resource: { type: 4, message }, unknownKeys: checked.unknownKeys };
  }

  #defer(interaction: Interaction, data: unknown): Responded {
    const unknownKeys = under(['data'], () => holdAgainst('IncomingWebhookInteractionRequest', data));
    const body = data as { flags?: number };
    if (((body.flags ?? 0) & ~MessageFlags.Ephemeral) !== 0) {
      const message = 'A deferred response takes no flag but EPHEMERAL.';
      throw invalidForm([{ path: ['data', 'flags'], code: 'MESSAGE_FLAGS_INVALID', message }]);
    }
    const { message } = this.#post(interaction, { body: {}, unknownKeys }, [], isEphemeral(body.flags), true);
    interaction.originalId = message.id;
    this.#ledger.answered(interaction, { status: 'deferred', interactionId: interaction.id });
    return { resource: { type: 4, message }, unknownKeys };
  }

  #update(interaction: Interaction, data: unknown, files: readonly Upload[]): Responded {
    const record = this.#world.messages.get(interaction.sourceMessageId ?? '');
    if (record === undefined) throw refuse(10008);
    const schema = 'IncomingWebhookUpdateForInteractionCallbackRequestPartial';
    const checked = under(['data'], () => checkMessage(schema, data, files, record));
    const { message } = editMessage(this.#world, this.#origin(), record, checked.body, files);
    interaction.originalId = message.id;
    this.#ledger.answered(interaction, { status: 'updated', interactionId: interaction.id, message });
    return { resource: { type: 7, message }, unknownKeys: checked.unknownKeys };
  }

  #post(
    interaction: Interaction,
    { body }: Checked,
    files: readonly Upload[],
    ephemeral: boolean,
    loading = false,
  ): MessageRecord {
    const isCommand = interaction.type === InteractionType.ApplicationCommand;
    const { originalId } = interaction;
    const record = postMessage(this.#world, this.#origin(), {
      channel: this.#channelOf(interaction),
      authorId: this.#world.identity.botUserId,
      body,
      files,
      loading,
      onlyFor: ephemeral ? interaction.userId : null,
      type: isCommand && originalId === null ? MessageType.ChatInputCommand : MessageType.Default,
      interaction: {
        metadata:
          originalId === null
            ? interaction.metadata
            : { ...interaction.metadata, original_response_message_id: originalId },
        isCommand,
        name: interaction.commandName,
      },
    });
    interaction.messageIds.add(record.message.id);
    return record;
  }

  #channelOf(interaction: Interaction): ChannelRecord {
    const channel = this.#world.channels.get(interaction.channelId);
    if (channel === undefined) throw refuse(10003);
    return channel;
  }
}

function isEphemeral(flags: number | null | undefined): boolean {
  return ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

/** Whether a deferred answer still shows that the bot is thinking. */
export function isLoading({ message }: MessageRecord): boolean {
  return ((message.flags ?? 0) & MessageFlags.Loading) !== 0;
}
