/**
 * Discord Markdown that is safe by construction: what is shown is `Markdown`, and the only ways to make it are the tag
 * `md`, which escapes every plain string put into it, and `trusted`, for content of the project's own.
 */

/** Text that may be shown as it is. Opaque, so that a plain string can't pass for it. */
export class Markdown {
  readonly text: string;
  private constructor(text: string) {
    this.text = text;
  }

  /** Marks text of the project's own (content, ids, generated Markdown) to be taken as it is. */
  static trusted(text: string): Markdown {
    return new Markdown(text);
  }
}

export const trusted = Markdown.trusted;

/** Discord Markdown; interpolated strings are escaped, Markdown and numbers are taken as they are. */
export function md(strings: TemplateStringsArray, ...pieces: (string | number | Markdown)[]): Markdown {
  const shown = pieces.map((piece) => {
    if (piece instanceof Markdown) return piece.text;
    return typeof piece === 'number' ? String(piece) : literal(piece);
  });
  return trusted(strings.reduce((text, part, index) => text + part + (shown[index] ?? ''), ''));
}

/** Joins pieces with line breaks, leaving out those that are undefined. */
export function lines(...parts: (Markdown | undefined)[]): Markdown {
  return trusted(parts.flatMap((part) => (part === undefined ? [] : [part.text])).join('\n'));
}

export const channelMention = (channelId: string): Markdown => trusted(`<#${channelId}>`);

/** It pings only whom the message's allowed mentions name. */
export const userMention = (userId: string): Markdown => trusted(`<@${userId}>`);

/** An instant (ms, UTC), in each reader's own zone and language: `F` in full, `R` as "in two days". */
export const timestamp = (atMs: number, style: 'F' | 'R'): Markdown =>
  trusted(`<t:${Math.floor(atMs / 1000)}:${style}>`);

/** Longest quotation of what somebody typed, in characters: enough to recognise it. */
const quotedLength = 80;

/** What somebody typed, escaped, cut to a recognisable length, and in quotation marks: for a sentence about it. */
export function quoted(typed: string): Markdown {
  const characters = [...typed];
  const cut = characters.length > quotedLength ? `${characters.slice(0, quotedLength).join('')}…` : typed;
  return md`“${cut}”`;
}

/** Overrides of the writing direction: they can make a line read as something that it is not. */
const directionControls = /[\u202A-\u202E\u2066-\u2069]/g;

/** Everything that Discord reads as formatting, link, mention, emoji or timestamp; it shows `\` + punctuation literally. */
const special = /[\\*_~`|<>[\]()@#]|:(?=\/\/|\w+:)|(?<=^ ?)[-+]|(?<=^ ?)(?=\d+\.)/g;

/** One line of a person's text, with nothing in it that formats, links, mentions or reverses. */
function literal(text: string): string {
  const line = text.toWellFormed().replace(directionControls, '').replace(/\s+/g, ' ');
  return line.replace(special, (character) => (character === '' ? '\u200B' : `\\${character}`));
}
