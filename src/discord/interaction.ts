/** Reads an interaction as it comes over the gateway into the little that the bot uses of it. */
import {
  ApplicationCommandOptionType,
  ChannelType,
  ComponentType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Where } from './command.ts';
import { readHome } from './home.ts';
import type { RawOption } from './options.ts';

/** What it takes to answer. */
interface Answerable {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
}

interface Incoming extends Answerable {
  readonly where: Where;
}

/** A slash command that was sent, or is being typed. */
interface IncomingCall extends Incoming {
  readonly command: string;
  /** Name of the subcommand, if one was used. */
  readonly subcommand: string | undefined;
  readonly options: readonly RawOption[];
}

export interface IncomingCommand extends IncomingCall {
  readonly kind: 'command';
}

export interface IncomingTyping extends IncomingCall {
  readonly kind: 'autocomplete';
  /** The option being typed. */
  readonly focused: { name: string; text: string } | undefined;
}

export interface IncomingAction extends Incoming {
  readonly kind: 'component' | 'form';
  readonly customId: string;
  /** The server that the panel belongs to, as its custom id says in direct messages; null elsewhere. */
  readonly home: string | null;
  readonly values: readonly string[];
  readonly shownAsChosen: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  /** The message that holds the component is one that only this member sees, so that it may be changed in place. */
  readonly onOwnPanel: boolean;
}

/** One that can be answered, but not understood. */
export interface Unreadable extends Answerable {
  readonly kind: 'unreadable';
  /** It wants suggestions, not a message. */
  readonly typing: boolean;
}

export type IncomingInteraction = IncomingCommand | IncomingTyping | IncomingAction;

const snowflake = z.string().regex(/^\d{1,20}$/);
const bits = z.string().regex(/^\d{1,30}$/);

const userSchema = z.object({
  id: snowflake,
  username: z.string().nullish(),
  global_name: z.string().nullish(),
});

/** Whom the options name. */
const resolvedSchema = z.object({
  resolved: z.object({
    users: z.record(z.string(), userSchema),
    members: z.record(z.string(), z.object({ nick: z.string().nullish() })).optional(),
  }),
});

const interactionSchema = z.object({
  id: snowflake,
  application_id: snowflake,
  token: z.string().min(1),
  type: z.int(),
  guild_id: snowflake.nullish(),
  channel_id: snowflake.nullish(),
  channel: z.object({ id: snowflake, type: z.int().nullish() }).nullish(),
  member: z.object({ user: userSchema, nick: z.string().nullish(), permissions: bits.nullish() }).nullish(),
  user: userSchema.nullish(),
  locale: z.string().nullish(),
  app_permissions: bits.nullish(),
  message: z.object({ flags: z.int().nullish(), components: z.array(z.unknown()).nullish() }).nullish(),
  data: z.unknown().optional(),
});

type Payload = z.infer<typeof interactionSchema>;

const threadTypes: ReadonlySet<number> = new Set([
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]);

/** Depth 1 is a subcommand; the bot declares no groups. */
const optionSchema = z.object({
  name: z.string(),
  type: z.int(),
  value: z.unknown().optional(),
  focused: z.boolean().optional(),
});
const commandSchema = z.object({
  name: z.string(),
  options: z.array(optionSchema.extend({ options: z.array(optionSchema).optional() })).optional(),
});

const componentSchema = z.object({
  custom_id: z.string(),
  component_type: z.int(),
  values: z.array(z.string()).optional(),
});

/** A form's field, text or select: in a label (type 18) or, as older clients send it, in a row. */
const fieldSchema = z.object({
  custom_id: z.string(),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});
const formSchema = z.object({
  custom_id: z.string(),
  components: z.array(
    z.object({ component: fieldSchema.optional(), components: z.array(fieldSchema).optional() }),
  ),
});

const answerableSchema = interactionSchema.pick({ id: true, application_id: true, token: true, type: true });

/** What `payload` says; undefined if there is nobody to answer, as for a ping. */
export function readInteraction(payload: unknown): IncomingInteraction | Unreadable | undefined {
  const understood = understand(payload);
  if (understood !== undefined) return understood;
  const parsed = answerableSchema.safeParse(payload);
  if (!parsed.success || parsed.data.type === InteractionType.Ping) return undefined;
  const { id, token, application_id, type } = parsed.data;
  const typing = type === InteractionType.ApplicationCommandAutocomplete;
  return { kind: 'unreadable', id, token, applicationId: application_id, typing };
}

function understand(payload: unknown): IncomingInteraction | undefined {
  const parsed = interactionSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  const incoming = readCommon(parsed.data);
  if (incoming === undefined) return undefined;
  switch (parsed.data.type) {
    case InteractionType.ApplicationCommand:
      return readCommand(incoming, parsed.data);
    case InteractionType.ApplicationCommandAutocomplete:
      return readTyping(incoming, parsed.data);
    case InteractionType.MessageComponent:
      return readComponent(incoming, parsed.data);
    case InteractionType.ModalSubmit:
      return readForm(incoming, parsed.data);
    default:
      return undefined;
  }
}

function readCommon(data: Payload): Incoming | undefined {
  const userId = data.member?.user.id ?? data.user?.id;
  const channelId = data.channel_id ?? data.channel?.id;
  if (userId === undefined || channelId === undefined) return undefined;
  return {
    id: data.id,
    token: data.token,
    applicationId: data.application_id,
    where: {
      guildId: data.guild_id ?? null,
      channelId,
      isThread: threadTypes.has(data.channel?.type ?? ChannelType.GuildText),
      userId,
      names: readNames(data),
      locale: data.locale ?? 'en-US',
      botPermissions: BigInt(data.app_permissions ?? 0),
      memberPermissions: BigInt(data.member?.permissions ?? 0),
    },
  };
}

/** What people are called where they are: a server's nickname, else the name they chose, else the user name. */
function readNames({ member, user, data }: Payload): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const note = (person: z.infer<typeof userSchema>, nick: string | null | undefined) => {
    const name = nick || person.global_name || person.username;
    if (name) names.set(person.id, name.toWellFormed());
  };
  const { resolved } = resolvedSchema.safeParse(data).data ?? {};
  for (const person of Object.values(resolved?.users ?? {}))
    note(person, resolved?.members?.[person.id]?.nick);
  const self = member?.user ?? user;
  if (self != null) note(self, member?.nick);
  return names;
}

function readCommand(incoming: Incoming, { data }: Payload): IncomingCommand | undefined {
  const call = readCall(data);
  return call && { ...incoming, kind: 'command', ...call };
}

function readTyping(incoming: Incoming, { data }: Payload): IncomingTyping | undefined {
  const call = readCall(data);
  if (call === undefined) return undefined;
  const focused = call.options.find((option) => option.focused);
  return {
    ...incoming,
    kind: 'autocomplete',
    ...call,
    focused: focused && { name: focused.name, text: String(focused.value ?? '') },
  };
}

function readCall(data: unknown) {
  const parsed = commandSchema.safeParse(data);
  if (!parsed.success) return undefined;
  const { name, options = [] } = parsed.data;
  const nested = options.find((option) => option.type === ApplicationCommandOptionType.Subcommand);
  return {
    command: name,
    subcommand: nested?.name,
    options: nested === undefined ? options : (nested.options ?? []),
  };
}

function readComponent(incoming: Incoming, { data, message }: Payload): IncomingAction | undefined {
  const parsed = componentSchema.safeParse(data);
  if (!parsed.success) return undefined;
  return {
    ...incoming,
    kind: 'component',
    ...readHome(parsed.data.custom_id),
    values: parsed.data.values ?? [],
    shownAsChosen: shownAsChosen(message?.components ?? [], parsed.data.custom_id),
    fields: {},
    onOwnPanel: isEphemeral(message),
  };
}

function readForm(incoming: Incoming, { data, message }: Payload): IncomingAction | undefined {
  const parsed = formSchema.safeParse(data);
  if (!parsed.success) return undefined;
  const fields = parsed.data.components.flatMap((part) => part.component ?? part.components ?? []);
  return {
    ...incoming,
    kind: 'form',
    ...readHome(parsed.data.custom_id),
    values: [],
    shownAsChosen: [],
    fields: Object.fromEntries(
      fields.map((field) => [field.custom_id, field.value ?? field.values?.[0] ?? '']),
    ),
    onOwnPanel: isEphemeral(message),
  };
}

const isEphemeral = (message: Payload['message']) => ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;

const treeSchema = z.object({
  type: z.int(),
  custom_id: z.string().optional(),
  options: z.array(z.object({ value: z.string(), default: z.boolean().optional() })).optional(),
  components: z.array(z.unknown()).optional(),
});

/** Containers hold rows and sections, which hold selects and buttons: Discord nests no deeper. */
const deepest = 4;

/** The values that the select `customId` was shown with as chosen: the message tells, so that nothing need be kept. */
function shownAsChosen(components: readonly unknown[], customId: string, depth = 0): string[] {
  if (depth > deepest) return [];
  for (const component of components) {
    const parsed = treeSchema.safeParse(component);
    if (!parsed.success) continue;
    const { type, custom_id, options = [], components: children = [] } = parsed.data;
    if (type === ComponentType.StringSelect && custom_id === customId) {
      return options.filter((option) => option.default === true).map((option) => option.value);
    }
    const inside = shownAsChosen(children, customId, depth + 1);
    if (inside.length > 0) return inside;
  }
  return [];
}
