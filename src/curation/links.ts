/** What an admin does with links: changes them, and gets the panel that answers. */

import { type ButtonRow, button, clip, link as linkTo } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import { type FormReply, type MessageReply, show, showNew } from '../discord/reply.ts';
import type { Guide } from '../guide/guide.ts';
import { among, costs, kinds, levels } from '../guide/names.ts';
import type { Resource } from '../guide/schema.ts';
import { type Choice, changeOf } from '../typed/choice.ts';
import { askLink, unhideLink } from './actions.ts';
import { linkForm } from './forms.ts';
import { fits, lostLinks } from './overlay.ts';
import { isHidden, lengths, linkKey, mostLinks, type OwnLink, plainAddress } from './own.ts';
import { notSavedPanel, ownLinkPanel } from './own-view.ts';
import { readLink } from './read.ts';
import { type Editing, type Fields, requireStep, showContentOf, showSteps } from './show.ts';

/** The form for a link of the server's own. @throws {UserError} if the step is gone. */
export const openLinkForm = (
  { base }: Editing,
  { step, ...chosen }: { step: string; kind: string; cost: string },
): FormReply => linkForm(requireStep(base, step), chosen);

/** Adds what was typed into the form, or says why not. @throws {UserError} if the step is gone. */
export async function addLink(editing: Editing, stepId: string, fields: Fields): Promise<MessageReply> {
  const { base, store, guildId } = editing;
  const step = requireStep(base, stepId);
  const refuse = (problem: Markdown, ...more: ButtonRow) => {
    const typed = ['title', 'url', 'about'].map((field) => clip(fields[field] ?? '', lengths.url));
    const [kind, cost] = [among(kinds, fields['kind']) ?? 'none', among(costs, fields['cost']) ?? 'none'];
    const again = button(askLink.id({ step: step.id, kind, cost }), 'Try again', { look: 'primary' });
    return showNew(notSavedPanel(problem, typed, ...more, again));
  };
  const read = readLink(step.id, fields);
  if ('problem' in read) return refuse(read.problem);

  const known = base.resources.find(({ url }) => plainAddress(url) === plainAddress(read.draft.url));
  if (known !== undefined) {
    const isOff = isHidden(await store.of(guildId), known);
    const words = md`the guide has that link already: **${known.title}** in ${standsIn(base, known.step)}`;
    if (!isOff) return refuse(md`${words}.`);
    const id = unhideLink.id({ step: known.step, key: linkKey(known.url) });
    return refuse(md`${words}, where it is hidden in this server.`, button(id, 'Show it again'));
  }
  const added = await store.addLink(editing, read.draft, (link) => fits(base, link));
  switch (added.kind) {
    case 'known':
      return refuse(
        md`you have that link already: **${added.link.title}** in ${standsIn(base, added.link.stepId)}.`,
      );
    case 'full-step':
      return refuse(
        md`this step has ${mostLinks.inStep} links of your own, which is the most. Remove one first.`,
      );
    case 'full':
      return refuse(
        md`this server has ${mostLinks.inAll} links of its own, which is the most. Remove one first.`,
      );
    case 'added': {
      const notice = md`✔️ Added. Members of this server now see it among the first links of ${standsIn(base, step.id)}.`;
      return show(ownLinkPanel(base, step, added.link, notice));
    }
  }
}

/** One of the server's own links. @throws {UserError} if it is gone. */
export async function showOwnLink({ base, store, guildId }: Editing, id: number): Promise<MessageReply> {
  const link = there((await store.of(guildId)).links.find((own) => own.id === id));
  return show(ownLinkPanel(base, requireStep(base, link.stepId), link));
}

/** Says for whom a link is. @throws {UserError} if it is gone, or there is no such level. */
export async function changeLevel(editing: Editing, id: number, chosen: string): Promise<MessageReply> {
  const level = among(levels, chosen);
  if (level === null) throw new UserError(md`Pick a level from the list.`);
  const link = there(await editing.store.setLevel(editing, id, level));
  const step = requireStep(editing.base, link.stepId);
  return show(ownLinkPanel(editing.base, step, link, md`✔️ Saved: ${levels[level]}.`));
}

/** Removes a link, and names it once more. @throws {UserError} if it is gone already. */
export async function removeOwnLink(editing: Editing, id: number): Promise<MessageReply> {
  const link = there(await editing.store.removeLink(editing, id));
  const notice = md`✔️ Removed **${clip(link.title, 40)}**, ${clip(link.url, 200)}`;
  return await showContentOf(editing, link.stepId, 0, notice);
}

/**
 * Removes links that the guide has no place for, and names them once more. One that is shown again by now stays.
 * @throws {UserError} if none is left to remove.
 */
export async function removeLostLinks(editing: Editing, ids: readonly string[]): Promise<MessageReply> {
  const { base, store, guildId } = editing;
  const { links } = await store.of(guildId);
  const chosen = lostLinks(base, links).filter(({ id }) => ids.includes(String(id)));
  if (chosen.length === 0)
    throw new UserError(md`Those links are gone already. \`/setup\` shows those that are there.`);
  for (const { id } of chosen) await store.removeLink(editing, id);
  return await showSteps(
    editing,
    lines(...chosen.map(({ title, url }) => md`✔️ Removed ${linkTo(title, url)}`)),
  );
}

/** Hides and shows what the admin changed in the select, and nothing else. @throws {UserError} if the step is gone. */
export async function changeHidden(
  editing: Editing,
  { step, page }: { step: string; page: number },
  choice: Choice,
): Promise<MessageReply> {
  const links = editing.base.resourcesFor(requireStep(editing.base, step).id);
  const { added, removed } = changeOf(choice);
  const addresses = (keys: readonly string[]) =>
    links.map(({ url }) => url).filter((url) => keys.includes(linkKey(url)));
  const change = { hide: addresses(added), show: addresses(removed) };
  await editing.store.hide(editing, change);
  const notice = lines(
    change.hide.length === 0 ? undefined : md`✔️ Hidden in this server: ${change.hide.length}.`,
    change.show.length === 0 ? undefined : md`✔️ Shown again: ${change.show.length}.`,
  );
  return await showContentOf(editing, step, page, notice.text === '' ? undefined : notice);
}

/** Shows a link of the guide again. @throws {UserError} if the guide no longer has it. */
export async function unhide(editing: Editing, stepId: string, key: string): Promise<MessageReply> {
  const link = there(editing.base.resourcesFor(stepId).find(({ url }) => linkKey(url) === key));
  await editing.store.hide(editing, { hide: [], show: [link.url] });
  return await showContentOf(editing, stepId, 0, md`✔️ Shown again: **${link.title}**`);
}

/** Where a link stands, in words. */
const standsIn = (base: Guide, stepId: string): string => {
  const step = base.step(stepId);
  return step === undefined ? 'a step that is gone' : `step ${step.number}, ${step.title}`;
};

/** @throws {UserError} if the link is gone. */
function there<T extends OwnLink | Resource>(link: T | undefined): T {
  if (link === undefined)
    throw new UserError(md`That link is gone already. \`/setup\` shows those that are there.`);
  return link;
}
