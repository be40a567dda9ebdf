/** How what an admin typed becomes a link. */
import { link as linkTo } from '../discord/components.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import { among, costs, kinds } from '../guide/names.ts';
import { readLine, readUrl } from '../typed/read.ts';
import { type LinkDraft, lengths } from './own.ts';

/** A link for a step from the form's fields, or what is to be done so that they make one, to follow a colon. */
export function readLink(
  stepId: string,
  fields: Readonly<Record<string, string>>,
): { draft: LinkDraft } | { problem: Markdown } {
  const title = readLine(fields['title'] ?? '', lengths.title);
  const url = readUrl(fields['url'] ?? '');
  const about = readLine(fields['about'] ?? '', lengths.about);
  const [kind, cost] = [among(kinds, fields['kind']), among(costs, fields['cost'])];
  if (url === null)
    return {
      problem: md`I can't read that as a link. Give the whole address of a public page, beginning with https://.`,
    };
  if (title === '') return { problem: md`the title is empty. Say in a few words what the link is.` };
  if (about === '') return { problem: md`say in one line what the link is, and for whom.` };
  if (kind === null || cost === null)
    return { problem: md`choose what kind of link it is, and what it costs.` };
  if (md`${linkTo(title, url)}${about}`.text.length > lengths.link)
    return {
      problem: md`that is too long to be shown. Use a shorter link, or fewer signs such as * and _ in the texts.`,
    };
  return { draft: { stepId, title, url, kind, cost, level: 'newcomer', about } };
}
