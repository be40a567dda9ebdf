/** What a server has of its own, as it is stored: nothing here is sure to fit the guide of today. */
import { createHash } from 'node:crypto';
import { urlLength } from '../typed/read.ts';

export type TextField = 'why' | 'how';

/** What an admin gives of a link, and what of it is stored. */
export interface LinkDraft {
  readonly stepId: string;
  /** Plain text, in one line. */
  readonly title: string;
  /** https, as `readUrl` leaves it. */
  readonly url: string;
  readonly kind: string;
  readonly cost: string;
  readonly level: string;
  /** Plain text, in one line. */
  readonly about: string;
}

export interface OwnLink extends LinkDraft {
  readonly id: number;
}

interface OwnText {
  readonly stepId: string;
  readonly field: TextField;
  /** Markdown. */
  readonly words: string;
}

export interface Curation {
  /** In the order in which they were added. */
  readonly links: readonly OwnLink[];
  readonly texts: readonly OwnText[];
  /** The guide's links that are not shown, by `plainAddress`. */
  readonly hidden: ReadonlySet<string>;
}

/** The most links of its own that a server may have: in a step, what a select holds; in all, what people look through. */
export const mostLinks = { inStep: 25, inAll: 200 } as const;

/** Characters of what an admin types; `link` is all of a link as it is shown, five of which must fit a message. */
export const lengths = { title: 90, url: urlLength, about: 200, link: 680, why: 500, how: 1_100 } as const;

/** An address in the one way of writing it by which two are compared. */
export const plainAddress = (url: string) => (URL.parse(url)?.href ?? url).replace(/\/$/, '');

/** Whether a server hides a link of the guide. */
export const isHidden = ({ hidden }: Curation, { url }: { readonly url: string }) =>
  hidden.has(plainAddress(url));

/** Stands for an address in a custom id, where the address itself has no room. */
export const linkKey = (url: string) => digest(plainAddress(url));

/** Tells one text from another in a custom id. */
export const textKey = (words: string) => digest(words);

const digest = (value: string) => createHash('sha256').update(value).digest('hex').slice(0, 12);
