/** What can be shared, and how it is called. Pure. */
import type { Guide } from '../guide/guide.ts';
import { type EntryKind, entryKinds } from '../guide/names.ts';
import type { Step } from '../guide/schema.ts';

/** A step by which entries are shown to the server. */
export type SharingStep = Step & { readonly share: NonNullable<Step['share']> };

export const canShare = (step: Step): step is SharingStep => step.share !== undefined;

/** The first step by which entries of this kind are shown to the server; undefined if there is none. */
export const sharableStep = (guide: Guide, kind: EntryKind): SharingStep | undefined =>
  guide.steps.filter(canShare).find(({ share }) => share.kinds.includes(kind));

/** The nonce of a try to post an entry: another try, a minute later, has looked whether the message is there. */
export const nonceOf = ({ entryId, startedAt }: { entryId: number; startedAt: number }) =>
  `share-${entryId}-${startedAt.toString(36)}`;

/** Anything that leaves ink on the page. */
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** What the thread is called: Discord takes no name that is blank. */
export const threadName = ({ title, kind }: { title: string; kind: EntryKind }) =>
  visible.test(title) ? title : entryKinds[kind];
