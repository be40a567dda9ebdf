/** By which step entries are shown to the server. Pure. */
import type { Guide } from './guide.ts';
import type { EntryKind } from './names.ts';
import type { Step } from './schema.ts';

/** A step by which entries are shown. */
export type SharingStep = Step & { readonly share: NonNullable<Step['share']> };

export const canShare = (step: Step): step is SharingStep => step.share !== undefined;

/** The first step by which entries of this kind are shown; undefined if there is none. */
export const sharableStep = (guide: Guide, kind: EntryKind): SharingStep | undefined =>
  guide.steps.filter(canShare).find(({ share }) => share.kinds.includes(kind));
