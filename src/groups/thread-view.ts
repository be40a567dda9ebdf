/** What the bot writes in a group's thread, for all its members. */
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, md } from '../discord/markdown.ts';
import { aboutGroup, showGroup } from './actions.ts';
import type { Group } from './group.ts';
import type { GroupMember } from './rows.ts';
import { hourWords, placeWords } from './words.ts';

/** The first message in a group's thread. */
export const threadPanel = (group: Group, members: readonly GroupMember[]): TopLevelComponent =>
  panel(
    accent.done,
    text(
      lines(
        md`### Welcome to ${group.name}`,
        placeWords(group),
        group.hour === null
          ? undefined
          : md`🕖 ${hourWords(group.hour)} (${group.timeZone.replaceAll('_', ' ')})`,
        md`Only its members see this thread${members.length > 1 ? md`` : md`; they appear here as they join`}. A good first question: what does each of you want to have made a month from now?`,
      ),
    ),
    buttons(button(showGroup.id({ group: group.id }), 'About this group', { look: 'primary' })),
  );

/** In the thread: what the group is called by now, when it meets and where. */
export function changedPanel({ id, name, hour, city, timeZone }: Group, batch: string): TopLevelComponent {
  const zone = timeZone.replaceAll('_', ' ');
  const when = hour === null ? 'no regular hour' : `${hourWords(hour)}${city === null ? ` (${zone})` : ''}`;
  const where = city === null ? 'online' : (city.label.split(',')[0] ?? '');
  return panel(
    accent.brand,
    text(md`✏️ **${name}** has changed: ${when}, ${where}.`),
    buttons(button(aboutGroup.id({ group: id, batch }), 'About this group')),
  );
}

/** The last message in it. */
export const closedPanel = (group: Group): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      md`🌙 **${group.name}** has ended. Thank you all for having been part of it. What you made here stays; this thread can still be read.`,
    ),
  );
