/** The shape of the content under `data/`: what a guide's author may write, and what each field is for. */
import { z } from 'zod';
import { aims, entryKinds, gpus, keysOf } from './names.ts';
import { resourceSchema } from './resource-schema.ts';
import { day, httpsUrl, id, line } from './schema-parts.ts';

const entryKind = z.enum(keysOf(entryKinds));

/** So many portfolio entries of one of these kinds. */
const entries = z.strictObject({
  log: z.array(entryKind).min(1).max(4),
  count: z.int().min(1).max(10).default(1),
});

/** A relation to another step, with the sentence that explains it to the member. */
const relation = z.strictObject({ step: id, because: line(160) });

/** A step that must be done first; `or` says which portfolio entries serve as well. */
const need = relation.extend({ or: entries.optional() });

/** Something to do today, in 30 minutes or less, that ends with something to show. */
const task = z.strictObject({ task: line(300), minutes: z.int().min(5).max(30) });

const milestone = z.strictObject({
  id,
  /** An act, in the imperative: shown as the label of a select option (100 characters at most). */
  title: line(90),
  /** How the member knows that it is done; shown as the option's description. */
  done: line(100),
  /** How to start on it today. */
  today: task,
  /** What proves it: nothing but the member's word, a note of theirs, or entries in their portfolio. */
  proof: z
    .union([z.literal('nothing'), z.literal('note'), entries])
    .default('nothing')
    .transform((proof) => {
      if (proof === 'nothing') return null;
      return proof === 'note' ? { log: ['note' as const], count: 1 } : proof;
    }),
  /** What this milestone is called on the step's ladder, if it is a rung of one; rungs go upwards. */
  rung: line(40).optional(),
});

/** What a member has said of themselves; every condition that is given must hold. */
const saidSchema = z.strictObject({
  gpu: z
    .array(z.enum(keysOf(gpus)))
    .min(1)
    .optional(),
  aim: z
    .array(z.enum(keysOf(aims)))
    .min(1)
    .optional(),
  /** Hours a week, bounds included. */
  hoursAtLeast: z.int().min(1).max(80).optional(),
  hoursAtMost: z.int().min(1).max(80).optional(),
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
  how: line(1100),
  milestones: z.array(milestone).min(1).max(6),
  pitfalls: z.array(line(200)).min(2).max(5),
  /** An honest range, in words: "3 to 6 weeks at 4 hours a week". */
  time: line(80),
  /** The same in hours, least and most, for a member who has said how many they have a week. */
  hours: z.tuple([z.number().min(0.5).max(1_000), z.number().min(0.5).max(1_000)]),
  /** What it leads to: one sentence. */
  after: line(200),
  /** Why to begin it when nothing else has led there; shown after “Why now:”. */
  anytime: line(160).optional(),
  /** Steps that must be done first. */
  needs: z.array(need).default([]),
  /** Steps after which this one is the natural next; nothing is blocked by them. */
  follows: z.array(relation).default([]),
  /**
   * For whom to bring it forward: once the steps in `after` are done, it comes before what is next in order. Of several
   * such steps the most urgent comes first.
   */
  suits: z
    .array(
      z.strictObject({
        when: saidSchema,
        after: z.array(id).default([]),
        urgency: z.int().min(1).max(9).default(1),
        because: line(160),
      }),
    )
    .default([]),
  /** Asks “am I ready?”: the milestones that decide it, and what to say of the answer. */
  readiness: z
    .strictObject({
      question: line(40),
      milestones: z.array(id).min(1).max(6),
      ready: line(200),
      notYet: line(200),
    })
    .optional(),
  /** Entries of these kinds can be shown to the server for feedback, with the checklist that readers go by. */
  share: z
    .strictObject({
      kinds: z.array(entryKind).min(1),
      /** What is asked of the readers: one sentence. */
      ask: line(200),
      checklist: z.array(line(160)).min(2).max(8),
    })
    .optional(),
});

/** A list that a step offers beside its links: whom to follow, which chapter when, where newcomers' issues live. */
export const collectionSchema = z.strictObject({
  id,
  step: id,
  /** What the button that opens it says. */
  button: line(40),
  title: line(60),
  intro: line(300),
  groups: z
    .array(
      z.strictObject({
        id,
        title: line(60),
        /** One sentence about the group, shown above it. */
        note: line(200).optional(),
        items: z
          .array(
            z.strictObject({
              title: line(90),
              url: httpsUrl.optional(),
              about: line(220),
              /** When the facts in `about` were true, for what ages: prices, quotas, policies. */
              asOf: day.optional(),
            }),
          )
          .min(1)
          .max(25),
      }),
    )
    .min(1)
    .max(25),
});

/** What to do once nothing is left: keep teaching, mentor, go deeper. */
export const afterwardsSchema = z
  .array(z.strictObject({ title: line(60), words: line(240), today: task }))
  .min(1)
  .max(6);

export const resourceFileSchema = z.strictObject({ step: id, links: z.array(resourceSchema).min(1) });

export type Step = z.infer<typeof stepSchema>;
export type Milestone = z.infer<typeof milestone>;
export type Proof = NonNullable<Milestone['proof']>;
export type Said = z.infer<typeof saidSchema>;
export type Collection = z.infer<typeof collectionSchema>;
export type CollectionGroup = Collection['groups'][number];
export type Afterwards = z.infer<typeof afterwardsSchema>;
/** A link, with the step whose file it stands in. */
export type Resource = z.infer<typeof resourceSchema> & { readonly step: string };
