/**
 * What the page and the local Discord say to each other (under `/playground`, beside the `/api/v10` that bots use).
 * Objects of Discord's own keep Discord's own shape, so that the page renders what a real client would be sent.
 */
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIGuildScheduledEvent,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
  APIUser,
} from 'discord-api-types/v10';

/** A guild as one person sees it: only the channels and threads that they may view. */
export interface GuildView {
  id: string;
  name: string;
  ownerId: string;
  channels: APIChannel[];
  roles: APIRole[];
  members: { user: APIUser; nick: string | null; roles: string[] }[];
  /** Those that are ahead or under way. */
  scheduledEvents: APIGuildScheduledEvent[];
  /** Who is in each thread, by the thread's id. */
  threadMembers: Record<string, string[]>;
}

/** A direct-message channel of the person. */
export interface DirectView {
  channel: APIChannel;
  with: APIUser;
}

/** A command as the picker offers it: only those that the person may use in at least one channel. */
export interface CommandView {
  applicationId: string;
  command: APIApplicationCommand;
}

/** Where the playground's time stands; `canMove` is false when nobody gave the playground a clock that moves. */
export interface ClockView {
  nowMs: number;
  canMove: boolean;
  /** When the bot will next do something by itself (ms, UTC), if it says. */
  nextEventMs: number | null;
}

/** What whoever started the playground wants tried first. */
export interface Hint {
  /** The name of a command. */
  command: string;
}

/** Where the person whom the page is at first begins, and a sentence that says who they are. */
export interface StartView {
  channelId: string;
  words: string;
}

/** `GET /playground/state?as=USER` : everything that the page shows at first; without `as`, for whom the world starts as. */
export interface StateView {
  me: APIUser;
  /** Null for everybody but the person whom the page is at first. */
  start: StartView | null;
  hint: Hint | null;
  /** Who the page can be: people, not bots. */
  people: { user: APIUser; about: string; dmsOpen: boolean }[];
  guilds: GuildView[];
  directs: DirectView[];
  commands: CommandView[];
  /** The bots of this world, and whether each is connected. */
  bots: { user: APIUser; online: boolean }[];
  clock: ClockView;
}

/** `GET /playground/messages?as=USER&channel=ID[&before=ID]` : 50 at a time, oldest first, with the person's own ephemeral ones. */
export interface MessagesView {
  messages: APIMessage[];
  hasMore: boolean;
}

/** One option as typed into the picker; values as Discord sends them (ids for users, channels and roles). */
export interface OptionInput {
  name: string;
  value: string | number | boolean;
}

/** `POST /playground/interact?as=USER` : what a person does in the page. */
export type InteractInput =
  | {
      kind: 'command';
      channelId: string;
      commandId: string;
      /** Subcommand (and group) by name, outermost first. */
      path: string[];
      options: OptionInput[];
    }
  | {
      kind: 'autocomplete';
      channelId: string;
      commandId: string;
      path: string[];
      options: OptionInput[];
      /** The name of the option being typed; it is among `options`. */
      focused: string;
    }
  | { kind: 'component'; channelId: string; messageId: string; customId: string; values: string[] }
  | {
      kind: 'modal';
      channelId: string;
      /** The `interactionId` under which the modal came. */
      modalOf: string;
      fields: Record<string, string | string[]>;
    };

/**
 * The answer to `POST /playground/interact`, given as soon as the bot has responded or the 3 s are over. Messages
 * that follow from it come over the live socket as well; the one here is the first response, if it is a message.
 */
export type InteractOutcome =
  | { status: 'message'; interactionId: string; message: APIMessage }
  | { status: 'deferred'; interactionId: string }
  /** A component was acknowledged, or its own message updated (the update comes over the live socket). */
  | { status: 'updated'; interactionId: string; message: APIMessage | null }
  | { status: 'modal'; interactionId: string; modal: APIModalInteractionResponseCallbackData }
  | { status: 'choices'; interactionId: string; choices: APIApplicationCommandOptionChoice[] }
  /** "The application did not respond", or the input was refused before the bot saw it. `reason` is for the person. */
  | { status: 'failed'; reason: string };

/** `POST /playground/say?as=USER` : a person writes in a channel. */
export interface SayInput {
  channelId: string;
  content: string;
}

/** `POST /playground/clock` : moves time forward. Answers with the new ClockView when everything due has happened. */
export type ClockInput = { advanceMs: number } | { to: 'next' };

/** `POST /playground/settings?as=USER` : the person opens or closes their direct messages. */
export interface SettingsInput {
  dmsOpen: boolean;
}

/** What `WS /playground/live?as=USER` sends, one JSON object a frame; the page sends nothing. */
export type LiveEvent =
  | { type: 'message'; message: APIMessage }
  | { type: 'message-update'; message: APIMessage }
  | { type: 'message-delete'; channelId: string; messageId: string }
  /** Guilds, channels, threads, members, commands, bots or settings changed: the page reads the state again. */
  | { type: 'state' }
  | { type: 'clock'; clock: ClockView };

/** Given by whoever starts the playground, so that the page's clock can move theirs. */
export interface TimeControl {
  now(): number;
  /** When something is next due (ms, UTC), or null. */
  nextEventMs(): Promise<number | null>;
  /** Moves time forward to `atMs`, letting everything that falls due on the way happen in order; resolves after it has. */
  moveTo(atMs: number): Promise<void>;
}

/** An error of the playground's own endpoints: HTTP 4xx with one sentence. */
export interface PlaygroundError {
  error: string;
}
