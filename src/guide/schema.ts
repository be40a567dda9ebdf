/** The shape of the content under `data/`: what a guide's author may write, and what each field is for. */
import { z } from 'zod';

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,31}$/, 'lower-case letters, digits and dashes, 2 to 32 of them');
const line = (max: number) => z.string().trim().min(1).max(max);

/** A relation to another step, with the sentence that explains it to the member ("because …"). */
const relation = z.strictObject({ step: id, because: line(160) });

const milestone = z.strictObject({
  id,
  /** An act, in the imperative: shown as the label of a select option (100 characters at most). */
  title: line(90),
  /** How the member knows that it is done; shown as the option's description. */
  done: line(100),
});

export const stepSchema = z.strictObject({
  id,
  /** Place in the guide, from 1. The file's name starts with it. */
  number: z.int().min(1).max(25),
  emoji: line(8),
  title: line(60),
  /** One sentence for lists. */
  summary: line(120),
  /** Why this step matters: two or three short sentences. */
  why: line(500),
  /** How to go about it: short paragraphs or a list, Markdown. */
  how: line(1200),
  /** Something to do today, in 30 minutes or less. */
  today: z.strictObject({ task: line(300), minutes: z.int().min(5).max(30) }),
  milestones: z.array(milestone).min(4).max(6),
  pitfalls: z.array(line(200)).min(2).max(5),
  /** An honest range, in words: "3 to 6 weeks at 4 hours a week". */
  time: line(80),
  /** Why to begin it when nothing else has led there; shown after “Why now:”. */
  anytime: line(160).optional(),
  /** Steps that must be done first. */
  needs: z.array(relation).default([]),
  /** Steps after which this one is the natural next; nothing is blocked by them. */
  follows: z.array(relation).default([]),
});

/** Kinds of links, with what members read. */
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

const keysOf = <T extends object>(names: T) => Object.keys(names) as (keyof T & string)[];

export const resourceSchema = z.strictObject({
  title: line(90),
  url: z.url({ protocol: /^https$/ }).max(300),
  /** The step that it serves best. */
  step: id,
  kind: z.enum(keysOf(kinds)),
  level: z.enum(keysOf(levels)),
  cost: z.enum(keysOf(costs)),
  /** Honest hours to go through it; null for what is looked up or joined rather than finished. */
  hours: z.number().min(0.1).max(500).nullable(),
  /** One line: what it is and for whom. */
  about: line(160),
});

export const resourcesSchema = z.array(resourceSchema);

export type Step = z.infer<typeof stepSchema>;
export type Milestone = z.infer<typeof milestone>;
export type Resource = z.infer<typeof resourceSchema>;
