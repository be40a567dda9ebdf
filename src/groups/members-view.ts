/** The members of a group and who asks to be one, for its owner. */
import {
  accent,
  button,
  buttons,
  divider,
  panel,
  section,
  type TopLevelComponent,
  text,
  userSelect,
} from '../discord/components.ts';
import { lines, type Markdown, md, userMention } from '../discord/markdown.ts';
import { forgiveMember, handOverTo, letIn, removeMember, showGroup, turnAway } from './actions.ts';
import { namesOf, type Shown } from './group-view.ts';

/** The requests that one panel lists. */
const mostRequests = 5;

interface Members extends Pick<Shown, 'group' | 'members'> {
  /** Who asks to be let in, the first first. */
  readonly requests: readonly string[];
  /** Who was taken out, the last last. */
  readonly barred: readonly string[];
  /** In direct messages Discord's list of people has none of the members. */
  readonly isInServer: boolean;
}

/** The members of a group and who asks, for its owner. */
export function membersPanel(
  { group, members, requests, barred, isInServer }: Members,
  notice?: Markdown,
): TopLevelComponent {
  const lastBarred = barred.at(-1);
  const ref = { group: group.id };
  const shown = requests.slice(0, mostRequests);
  return panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### Members of ${group.name}`,
        md`👥 ${members.length} of ${group.capacity}`,
        namesOf(members),
      ),
    ),
    ...(shown.length === 0
      ? []
      : [
          text(
            requests.length > shown.length
              ? md`**Asking to join**, the first ${shown.length} of ${requests.length}:`
              : md`**Asking to join:**`,
          ),
        ]),
    ...shown.flatMap((userId) => [
      divider(),
      text(userMention(userId)),
      buttons(
        button(letIn.id({ ...ref, user: userId }), 'Let in', { look: 'success' }),
        button(turnAway.id({ ...ref, user: userId }), 'Not this time'),
      ),
    ]),
    ...(members.length < 2 || !isInServer
      ? []
      : [
          ...(shown.length === 0 ? [] : [divider()]),
          userSelect(handOverTo.id(ref), 'Hand the group over to …'),
          userSelect(removeMember.id(ref), 'Remove …'),
        ]),
    lastBarred === undefined
      ? undefined
      : section(
          md`-# ${userMention(lastBarred)} was taken out and can't come back by themselves.`,
          button(forgiveMember.id({ ...ref, user: lastBarred }), 'Let them back'),
        ),
    buttons(button(showGroup.id(ref), 'Back')),
  );
}
