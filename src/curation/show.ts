/** Who changes what a server has of its own, and the panels from which they do. */
import { UserError } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import { type MessageReply, show } from '../discord/reply.ts';
import type { Guide } from '../guide/guide.ts';
import type { Step } from '../guide/schema.ts';
import type { CurationStore, Editor } from './store.ts';
import { contentPanel, stepContentPanel } from './view.ts';

export interface Editing extends Editor {
  readonly base: Guide;
  readonly store: CurationStore;
}

export type Fields = Readonly<Record<string, string>>;

/** The steps to choose from. */
export const showSteps = async (
  { base, store, guildId }: Editing,
  notice?: Markdown,
): Promise<MessageReply> => show(contentPanel({ base, curation: await store.of(guildId) }, notice));

/** A step with what the server has there. @throws {UserError} if it is gone. */
export async function showContentOf(
  { base, store, guildId }: Editing,
  stepId: string,
  page = 0,
  notice?: Markdown,
): Promise<MessageReply> {
  const step = requireStep(base, stepId);
  return show(stepContentPanel({ base, curation: await store.of(guildId) }, step, page, notice));
}

/** @throws {UserError} if the guide no longer has the step. */
export function requireStep(base: Guide, id: string): Step {
  const step = base.step(id);
  if (step === undefined)
    throw new UserError(md`The guide no longer has that step. \`/setup\` shows those that it has.`);
  return step;
}
