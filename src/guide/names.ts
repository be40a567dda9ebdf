/** The closed lists that content and members choose from, each with what members read. */

/** Kinds of links. */
export const kinds = {
  course: 'course',
  lectures: 'lectures',
  book: 'book',
  tutorial: 'tutorial',
  docs: 'documentation',
  code: 'code',
  paper: 'paper',
  tool: 'tool',
  community: 'community',
  video: 'video',
  article: 'article',
  service: 'service',
} as const;

export const levels = {
  newcomer: 'newcomer',
  intermediate: 'intermediate',
  advanced: 'advanced',
  research: 'research',
} as const;

export const costs = { free: 'free', freemium: 'free to start', paid: 'paid' } as const;

/** Kinds of portfolio entries. */
export const entryKinds = {
  post: 'Post',
  paper: 'Paper',
  course: 'Course',
  chapter: 'Book chapter',
  project: 'Project',
  contribution: 'Contribution',
  paid: 'Paid work',
  gpu: 'GPU run',
  meetup: 'Meetup',
  note: 'Note',
} as const;

/** The same within a sentence. */
export const entryNouns: Readonly<Record<EntryKind, string>> = {
  post: 'post',
  paper: 'paper',
  course: 'course',
  chapter: 'book chapter',
  project: 'project',
  contribution: 'contribution',
  paid: 'paid work',
  gpu: 'GPU run',
  meetup: 'meetup',
  note: 'note',
};

/** One of a kind: "a GPU run", "paid work". */
export const oneOf = (kind: EntryKind) => (kind === 'paid' ? entryNouns[kind] : `a ${entryNouns[kind]}`);

export type EntryKind = keyof typeof entryKinds;

/** How a member trains: what they answer when asked about a GPU. */
export const gpus = {
  own: 'I have a GPU',
  cloud: 'I use a free or rented one',
  none: 'None yet; training is slow',
} as const;

export const aims = {
  research: 'Research',
  job: 'A job in the field',
  hobby: 'The fun of it',
} as const;

export const keysOf = <T extends object>(names: T) => Object.keys(names) as (keyof T & string)[];

/** A stored or sent value, if it is one of the list's, else null. */
export function among<T extends object>(
  names: T,
  value: string | null | undefined,
): (keyof T & string) | null {
  return value != null && Object.hasOwn(names, value) ? (value as keyof T & string) : null;
}
