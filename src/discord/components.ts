/** Short constructors for the message components that the bot uses, as plain API objects (Components V2). */
import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APILabelComponent,
  type APIMessageTopLevelComponent,
  type APISelectMenuOption,
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  SeparatorSpacingSize,
  TextInputStyle,
} from 'discord-api-types/v10';
import { limits } from './limits.ts';
import { type Markdown, md, trusted } from './markdown.ts';

export type { APIMessageTopLevelComponent as TopLevelComponent } from 'discord-api-types/v10';
export type InPanel = APIComponentInContainer;

/** The accent of a panel's edge. */
export const accent = { brand: 0x3b_82_f6, done: 0x22_a0_6b, warn: 0xd9_8a_16 } as const;

export function panel(
  color: (typeof accent)[keyof typeof accent],
  ...parts: (InPanel | undefined)[]
): APIMessageTopLevelComponent {
  return {
    type: ComponentType.Container,
    accent_color: color,
    components: parts.filter((part) => part !== undefined),
  };
}

export const text = (content: Markdown): InPanel => ({
  type: ComponentType.TextDisplay,
  content: content.text,
});

/** A small line below the panels of a message. */
export const footnote = (content: Markdown): APIMessageTopLevelComponent => ({
  type: ComponentType.TextDisplay,
  content: md`-# ${content}`.text,
});

export const divider = (): InPanel => ({
  type: ComponentType.Separator,
  divider: true,
  spacing: SeparatorSpacingSize.Small,
});

/** Text with a button beside it. */
export const section = (content: Markdown, beside: APIButtonComponent): InPanel => ({
  type: ComponentType.Section,
  components: [{ type: ComponentType.TextDisplay, content: content.text }],
  accessory: beside,
});

/** What a row of buttons is made of. */
export type ButtonRow = readonly (APIButtonComponent | undefined)[];

/** Buttons in a row; undefined ones are left out, and no row is made of none. */
export function buttons(...parts: ButtonRow): InPanel | undefined {
  const shown = parts.filter((part) => part !== undefined);
  return shown.length === 0 ? undefined : { type: ComponentType.ActionRow, components: shown };
}

type Look = 'primary' | 'secondary' | 'success' | 'danger';
const styles = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const satisfies Record<Look, ButtonStyle>;

export function button(
  customId: string,
  label: string,
  options: { look?: Look; emoji?: string; disabled?: boolean } = {},
): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: styles[options.look ?? 'secondary'],
    custom_id: customId,
    label: clip(label, limits.buttonLabel),
    ...(options.emoji === undefined ? {} : { emoji: { name: options.emoji } }),
    ...(options.disabled === true ? { disabled: true } : {}),
  };
}

export interface SelectOption {
  value: string;
  label: string;
  description?: string;
  emoji?: string;
  /** Chosen when the select is shown. */
  chosen?: boolean;
}

/** A select over the first 25 options; `most` is how many may be chosen (default 1), `least` how many must (default 1). */
export function select(
  customId: string,
  placeholder: string,
  options: readonly SelectOption[],
  range: { least?: number; most?: number } = {},
): InPanel {
  const shown = options.slice(0, limits.selectOptions).map(toSelectOption);
  return row({
    type: ComponentType.StringSelect,
    custom_id: customId,
    placeholder: clip(placeholder, limits.selectPlaceholder),
    min_values: range.least ?? 1,
    max_values: Math.min(range.most ?? 1, shown.length),
    options: shown,
  });
}

/** Channels that the bot can post in. */
export const textChannels = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

/** A select over the server's text channels, of which one or none may be chosen; `chosenId` is shown as chosen. */
export function channelSelect(
  customId: string,
  placeholder: string,
  chosenId: string | null,
  channelTypes: readonly ChannelType[] = textChannels,
): InPanel {
  return row({
    type: ComponentType.ChannelSelect,
    custom_id: customId,
    placeholder,
    channel_types: [...channelTypes],
    min_values: 0,
    max_values: 1,
    ...(chosenId === null
      ? {}
      : { default_values: [{ id: chosenId, type: SelectMenuDefaultValueType.Channel }] }),
  });
}

/** A select over the server's members, of whom one is chosen. */
export function userSelect(customId: string, placeholder: string): InPanel {
  return row({
    type: ComponentType.UserSelect,
    custom_id: customId,
    placeholder,
    min_values: 1,
    max_values: 1,
  });
}

const row = (component: APIComponentInMessageActionRow): InPanel => ({
  type: ComponentType.ActionRow,
  components: [component],
});

function toSelectOption(option: SelectOption): APISelectMenuOption {
  return {
    value: option.value,
    label: clip(option.label, limits.selectOptionText),
    ...(option.description === undefined
      ? {}
      : { description: clip(option.description, limits.selectOptionText) }),
    ...(option.emoji === undefined ? {} : { emoji: { name: option.emoji } }),
    ...(option.chosen === true ? { default: true } : {}),
  };
}

export interface TextField {
  customId: string;
  label: string;
  description?: string;
  placeholder?: string;
  value?: string;
  maxLength: number;
  /** May be left empty. */
  optional?: boolean;
  /** Several lines. */
  long?: boolean;
}

/** Text in a form. */
export function textField(field: TextField): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: field.label,
    ...(field.description !== undefined && { description: field.description }),
    component: {
      type: ComponentType.TextInput,
      custom_id: field.customId,
      style: field.long === true ? TextInputStyle.Paragraph : TextInputStyle.Short,
      required: field.optional !== true,
      max_length: field.maxLength,
      ...(field.placeholder !== undefined && { placeholder: field.placeholder }),
      ...(field.value !== undefined && { value: clip(field.value, field.maxLength) }),
    },
  };
}

export interface SelectField {
  customId: string;
  label: string;
  description?: string;
  placeholder?: string;
  options: readonly SelectOption[];
  /** May be left without a choice. */
  optional?: boolean;
}

/** A choice in a form, of the first 25 options. */
export function selectField(field: SelectField): APILabelComponent {
  const isRequired = field.optional !== true;
  return {
    type: ComponentType.Label,
    label: field.label,
    ...(field.description !== undefined && { description: field.description }),
    component: {
      type: ComponentType.StringSelect,
      custom_id: field.customId,
      required: isRequired,
      min_values: isRequired ? 1 : 0,
      max_values: 1,
      ...(field.placeholder !== undefined && { placeholder: field.placeholder }),
      options: field.options.slice(0, limits.selectOptions).map(toSelectOption),
    },
  };
}

/** A picture that goes with the message as a file; `description` is for whoever can't see it. */
export const picture = (fileName: string, description: string): InPanel => ({
  type: ComponentType.MediaGallery,
  items: [{ media: { url: `attachment://${fileName}` }, description: clip(description, limits.altText) }],
});

/** A file that goes with the message, to be downloaded. */
export const download = (fileName: string): InPanel => ({
  type: ComponentType.File,
  file: { url: `attachment://${fileName}` },
});

/** Cuts `value` to `max` characters (UTF-16 units, as Discord counts), without splitting one, ending in "…". */
export function clip(value: string, max: number): string {
  if (value.length <= max) return value;
  const kept = [...new Intl.Segmenter().segment(value)].map((part) => part.segment);
  let text = '';
  for (const part of kept) {
    if (text.length + part.length > max - 1) break;
    text += part;
  }
  return `${text}…`;
}

/** A masked link; `url` is the project's own or has been checked. */
export function link(title: string, url: string): Markdown {
  const closed = url.replaceAll('(', '%28').replaceAll(')', '%29');
  return md`[${title}](${trusted(closed)})`;
}
