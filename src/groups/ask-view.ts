/** What is asked before a member leaves a group, before it ends, and of who reports one. */
import {
  accent,
  button,
  buttons,
  panel,
  type TopLevelComponent,
  text,
  textField,
} from '../discord/components.ts';
import { lines, md, userMention } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import { closeNow, leaveNow, saveReport, showGroup } from './actions.ts';
import { type Group, groupLimits } from './group.ts';
import type { Standing } from './rows.ts';

/** Asks before somebody leaves; `heir` is whom the group passes to, if it is theirs. */
export function leavePanel(group: Group, standing: Standing, heir: string | undefined): TopLevelComponent {
  const words =
    standing.kind !== 'owner'
      ? md`Your place goes to whoever is next in line.`
      : heir === undefined
        ? md`You are its only member, so it closes when you leave.`
        : md`You own it: it passes to ${userMention(heir)}, who has been in it longest. *Members* hands it to somebody else.`;
  return panel(
    accent.warn,
    text(lines(md`### Leave ${group.name}?`, words)),
    buttons(
      button(leaveNow.id({ group: group.id }), 'Leave', { look: 'danger' }),
      button(showGroup.id({ group: group.id }), 'Stay'),
    ),
  );
}

/** Asks before a group is closed. */
export const closePanel = (group: Group, members: number): TopLevelComponent =>
  panel(
    accent.warn,
    text(
      lines(
        md`### Close ${group.name}?`,
        members > 1
          ? md`It ends for all ${members} members, and its thread is put away. *Members* hands it to somebody else instead.`
          : md`It ends, and its thread is put away.`,
      ),
    ),
    buttons(
      button(closeNow.id({ group: group.id }), 'Close it', { look: 'danger' }),
      button(showGroup.id({ group: group.id }), 'Keep it'),
    ),
  );

/** The form for a report. */
export const reportForm = (group: Group): FormReply =>
  form({
    custom_id: saveReport.id({ group: group.id }),
    title: 'Report a study group',
    components: [
      textField({
        customId: 'reason',
        label: 'What is wrong?',
        description: 'Only the moderators read it',
        long: true,
        maxLength: groupLimits.reason,
      }),
    ],
  });
