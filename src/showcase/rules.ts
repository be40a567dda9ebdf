/** How what is shared is called. Pure. */
import { type EntryKind, entryKinds } from '../guide/names.ts';

/** The nonce of a try to post an entry: another try, a minute later, has looked whether the message is there. */
export const nonceOf = ({ entryId, startedAt }: { entryId: number; startedAt: number }) =>
  `share-${entryId}-${startedAt.toString(36)}`;

/** Anything that leaves ink on the page. */
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** What the thread is called: Discord takes no name that is blank. */
export const threadName = ({ title, kind }: { title: string; kind: EntryKind }) =>
  visible.test(title) ? title : entryKinds[kind];
