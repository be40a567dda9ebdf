/** What Discord's Markdown means, before it is drawn. */

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; url: string; title: string | null; children: Inline[] }
  | { type: 'user' | 'role' | 'channel'; id: string }
  | { type: 'everyone'; text: string }
  | { type: 'command'; name: string; id: string }
  | { type: 'timestamp'; seconds: number; style: string }
  | { type: 'emoji'; name: string; id: string };

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { type: 'subtext'; children: Inline[] }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; start: number | null; items: ListItem[] }
  | { type: 'codeblock'; language: string; text: string };

export interface ListItem {
  children: Inline[];
  /** The list below this item, if there is one. */
  sub: Block[];
}
