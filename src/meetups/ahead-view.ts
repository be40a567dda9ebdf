/** What a member sees of the meetups that lie ahead in their groups. */
import {
  accent,
  button,
  buttons,
  panel,
  section,
  select,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md, timestamp } from '../discord/markdown.ts';
import type { Group } from '../groups/group.ts';
import { askPlan, choosePlan, showMeetup } from './actions.ts';
import type { Answer, Meetup } from './meetup.ts';
import { placeWords } from './place-view.ts';
import { answerNames } from './view.ts';

/** Meetups that one panel lists. */
export const mostListed = 10;

/** What lies ahead in the groups of a member; of one more than the panel lists, it says that there are more. */
export function aheadPanel(
  ahead: readonly { readonly meetup: Meetup; readonly group: Group; readonly own: Answer | undefined }[],
  groups: readonly Group[],
  notice?: Markdown,
): TopLevelComponent {
  const [first] = groups;
  return panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### Meetups ahead`,
        ahead.length > 0
          ? undefined
          : first === undefined
            ? md`Meetups belong to study groups, and you are in none yet. \`/group find\` shows who studies near you or in your hours.`
            : md`Nothing is planned. A date with somebody else is the best way to keep it: \`/meetup plan\`.`,
      ),
    ),
    ...ahead
      .slice(0, mostListed)
      .map(({ meetup, group, own }) =>
        section(
          lines(
            md`**${group.name}** · ${timestamp(meetup.startsAt, 'F')}`,
            md`-# ${placeWords(meetup.place)}${own === undefined ? '' : ` · you: ${answerNames[own]}`}`,
          ),
          button(showMeetup.id({ meetup: meetup.id }), 'Open'),
        ),
      ),
    ahead.length > mostListed
      ? text(md`-# There are more. \`/meetup cancel\` and the groups' threads know them all.`)
      : undefined,
    planFor(groups),
  );
}

/** Groups that have a button each: more are in a select. */
const mostButtons = 3;

const planFor = (groups: readonly Group[]) =>
  groups.length <= mostButtons
    ? buttons(...groups.map(({ id, name }) => button(askPlan.id({ group: id }), `Plan one for ${name}`)))
    : select(
        choosePlan.id({}),
        'Plan one for a group',
        groups.map(({ id, name }) => ({ value: id, label: name })),
      );
