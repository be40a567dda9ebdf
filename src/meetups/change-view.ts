/** What a change of a meetup would come to, before it is made. */
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, type Markdown, md, timestamp } from '../discord/markdown.ts';
import type { Group } from '../groups/group.ts';
import { changeNow, showMeetup } from './actions.ts';
import type { Meetup } from './meetup.ts';
import { placeWords } from './place-view.ts';
import type { Said } from './planning.ts';
import { durationWords } from './view.ts';

interface Proposed {
  readonly meetup: Meetup;
  readonly group: Group;
  readonly said: Said;
  /** The row that keeps what was said. */
  readonly draftId: string;
}

/** Shows what would change, from what to what. */
export const changePanel = ({ meetup, group, said, draftId }: Proposed): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        md`### ${group.name}: Is this right?`,
        said.startsAt === meetup.startsAt
          ? md`🗓️ ${timestamp(meetup.startsAt, 'F')}, as before`
          : md`🗓️ From ${timestamp(meetup.startsAt, 'F')} to **${timestamp(said.startsAt, 'F')}** (${timestamp(said.startsAt, 'R')})`,
        said.place === meetup.place
          ? undefined
          : md`📍 From ${placeWords(meetup.place)} to ${placeWords(said.place)}`,
        said.minutes === meetup.minutes
          ? undefined
          : md`⏱️ From ${durationWords(meetup.minutes)} to ${durationWords(said.minutes)}`,
        weeksWords(meetup, said),
      ),
    ),
    buttons(
      button(changeNow.id({ meetup: meetup.id, draft: draftId, sequence: meetup.sequence }), 'Change it so', {
        look: 'success',
      }),
      button(showMeetup.id({ meetup: meetup.id }), 'Back'),
    ),
  );

/** What becomes of the weeks after. */
function weeksWords(meetup: Meetup, said: Said): Markdown | undefined {
  if (!meetup.isWeekly) return said.isWeekly ? md`🔁 It repeats every week from then on.` : undefined;
  if (!said.isWeekly) return md`🔁 It no longer repeats: this is its last date.`;
  return said.startsAt === meetup.startsAt
    ? md`🔁 All weeks from this one on are so.`
    : md`🔁 All weeks from this one on move.`;
}
