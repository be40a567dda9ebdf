/**
 * Discord's numbers that the page needs, by Discord's names. `discord-api-types` has them as CommonJS, which a browser
 * cannot load without a build; a test holds these against it.
 */

export const Component = {
  ActionRow: 1,
  Button: 2,
  StringSelect: 3,
  TextInput: 4,
  UserSelect: 5,
  RoleSelect: 6,
  MentionableSelect: 7,
  ChannelSelect: 8,
  Section: 9,
  TextDisplay: 10,
  Thumbnail: 11,
  MediaGallery: 12,
  File: 13,
  Separator: 14,
  Container: 17,
  Label: 18,
  FileUpload: 19,
  RadioGroup: 21,
  CheckboxGroup: 22,
  Checkbox: 23,
} as const;

export const ButtonStyle = {
  Primary: 1,
  Secondary: 2,
  Success: 3,
  Danger: 4,
  Link: 5,
  Premium: 6,
} as const;

export const Option = {
  Subcommand: 1,
  SubcommandGroup: 2,
  String: 3,
  Integer: 4,
  Boolean: 5,
  User: 6,
  Channel: 7,
  Role: 8,
  Mentionable: 9,
  Number: 10,
  Attachment: 11,
} as const;

export const Channel = {
  Text: 0,
  DM: 1,
  Voice: 2,
  Category: 4,
  Announcement: 5,
  AnnouncementThread: 10,
  PublicThread: 11,
  PrivateThread: 12,
  Stage: 13,
  Forum: 15,
  Media: 16,
} as const;

export const MessageKind = {
  Default: 0,
  RecipientAdd: 1,
  ChannelPinnedMessage: 6,
  UserJoin: 7,
  ThreadCreated: 18,
  Reply: 19,
  ChatInputCommand: 20,
  ThreadStarterMessage: 21,
  ContextMenuCommand: 23,
} as const;

export const Flag = {
  Ephemeral: 64,
  Loading: 128,
  SuppressEmbeds: 4,
  HasThread: 32,
  ComponentsV2: 32768,
} as const;

/** Where a scheduled event stands, of those that are shown. */
export const EventStatus = { Scheduled: 1, Active: 2 } as const;

/** Where a command may be used, as its `contexts` list it. */
export const Context = { Guild: 0, BotDM: 1, PrivateChannel: 2 } as const;

export const ChatInputCommand = 1;
export const ParagraphStyle = 2;

/** Whether a channel is one that people write messages in. */
export function holdsMessages(type: number): boolean {
  return type !== Channel.Category && type !== Channel.Forum && type !== Channel.Media;
}

/** Whether a channel is a thread of another. */
export function isThread(type: number): boolean {
  return type >= Channel.AnnouncementThread && type <= Channel.PrivateThread;
}
