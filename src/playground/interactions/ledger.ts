/** Every interaction that is under way: its token, its deadlines, and who waits for its answer. */
import { randomBytes } from 'node:crypto';
import type {
  APIMessageInteractionMetadata,
  APIModalInteractionResponseCallbackData,
  InteractionType,
} from 'discord-api-types/v10';
import type { InteractOutcome } from '../protocol.ts';
import type { World } from '../world.ts';

/** How long a bot has for its first response, by the machine's clock: it is the bot's own speed that counts. */
export const RESPONSE_DEADLINE_MS = 3_000;
/** How long a token serves for edits and follow-ups, by the playground's clock. */
export const TOKEN_LIFE_MS = 15 * 60_000;
/** The most interactions that are remembered at once: a flood forgets its own oldest. */
const MAX_REMEMBERED = 50_000;

export interface Interaction {
  id: string;
  token: string;
  type: InteractionType;
  userId: string;
  channelId: string;
  guildId: string | null;
  createdAtMs: number;
  metadata: APIMessageInteractionMetadata;
  commandName: string;
  /** The message whose component it came from, directly or through a form. */
  sourceMessageId: string | null;
  state: 'open' | 'answered' | 'expired';
  /** The message that `@original` stands for. */
  originalId: string | null;
  /** The form that was its answer, until it has been handed in. */
  modal: APIModalInteractionResponseCallbackData | null;
  /** Messages that may be changed with its token. */
  messageIds: Set<string>;
}

interface Waiting {
  timer: NodeJS.Timeout;
  settle(outcome: InteractOutcome): void;
}

export class Ledger {
  readonly #world: World;
  readonly #byToken = new Map<string, Interaction>();
  readonly #byId = new Map<string, Interaction>();
  readonly #waiting = new Map<string, Waiting>();

  constructor(world: World) {
    this.#world = world;
  }

  /** A new interaction and the promise of what comes of it within three seconds. */
  open(
    given: Pick<Interaction, 'type' | 'userId' | 'channelId' | 'guildId' | 'commandName' | 'sourceMessageId'>,
    metadataOf: (id: string) => APIMessageInteractionMetadata,
  ): { interaction: Interaction; outcome: Promise<InteractOutcome> } {
    this.#forgetOld();
    const id = this.#world.newId();
    const interaction: Interaction = {
      ...given,
      id,
      token: randomBytes(48).toString('base64url'),
      createdAtMs: this.#world.now(),
      metadata: metadataOf(id),
      state: 'open',
      originalId: null,
      modal: null,
      messageIds: new Set(),
    };
    this.#byToken.set(interaction.token, interaction);
    this.#byId.set(id, interaction);
    const outcome = new Promise<InteractOutcome>((settle) => {
      const timer = setTimeout(() => this.#expire(interaction), RESPONSE_DEADLINE_MS);
      this.#waiting.set(id, { timer, settle });
    });
    return { interaction, outcome };
  }

  byId(id: string): Interaction | undefined {
    return this.#byId.get(id);
  }

  byToken(token: string): Interaction | undefined {
    return this.#byToken.get(token);
  }

  /** Whether the token's 15 minutes are over. */
  isTokenDead(interaction: Interaction): boolean {
    return this.#world.now() - interaction.createdAtMs >= TOKEN_LIFE_MS;
  }

  /** The bot has responded: whoever waits is told. */
  answered(interaction: Interaction, outcome: InteractOutcome): void {
    interaction.state = 'answered';
    this.#settle(interaction, outcome);
  }

  /** Ends all waiting; for the closing of the playground. */
  close(): void {
    for (const interaction of this.#byId.values())
      if (interaction.state === 'open') this.#expire(interaction);
  }

  #expire(interaction: Interaction): void {
    interaction.state = 'expired';
    this.#settle(interaction, { status: 'failed', reason: 'The application did not respond' });
  }

  #settle(interaction: Interaction, outcome: InteractOutcome): void {
    const waiting = this.#waiting.get(interaction.id);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(interaction.id);
    waiting.settle(outcome);
  }

  /** Maps keep the order of arrival, so the oldest stand first; twice a token's life is kept to tell dead from unknown. */
  #forgetOld(): void {
    for (const old of this.#byId.values()) {
      const isOld = this.#world.now() - old.createdAtMs >= 2 * TOKEN_LIFE_MS;
      if (old.state === 'open' || !(isOld || this.#byId.size > MAX_REMEMBERED)) return;
      this.#byId.delete(old.id);
      this.#byToken.delete(old.token);
    }
  }
}
