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
import { lines, type Markdown, md, userMention } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import { closeNow, handOverNow, leaveNow, removeNow, saveReport, showGroup, showMembers } from './actions.ts';
import { type Group, groupLimits } from './group.ts';
import type { Standing } from './rows.ts';

/** Asks before somebody leaves; `heir` is whom the group passes to, if it is theirs, and `waiting` how many are in line. */
export function leavePanel(
  group: Group,
  standing: Standing,
  { heir, waiting }: { readonly heir: string | undefined; readonly waiting: number },
): TopLevelComponent {
  const words =
    standing.kind !== 'owner'
      ? freedWords(group, waiting)
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

function freedWords({ threadId, byRequest }: Group, waiting: number): Markdown {
  if (waiting > 0) return md`Your place goes to whoever is next in line.`;
  const thread = threadId === null ? md`` : md`, and its thread closes to you`;
  const door = byRequest ? md` To come back you would ask again.` : md``;
  return md`Your place becomes free${thread}.${door}`;
}

/** Asks before somebody is taken out. */
export const removePanel = (group: Group, userId: string): TopLevelComponent =>
  panel(
    accent.warn,
    text(
      lines(
        md`### Remove ${userMention(userId)} from ${group.name}?`,
        md`They read that they are no longer in it, and can't come back by themselves. *Members* lets them back.`,
      ),
    ),
    buttons(
      button(removeNow.id({ group: group.id, user: userId }), 'Remove', { look: 'danger' }),
      button(showMembers.id({ group: group.id }), 'Back'),
    ),
  );

/** Asks before the group is handed over. */
export const handOverPanel = (group: Group, userId: string): TopLevelComponent =>
  panel(
    accent.warn,
    text(
      lines(
        md`### Hand ${group.name} over to ${userMention(userId)}?`,
        md`They own it then: they change it, let people in, and can hand it on. Whoever owned it stays in it.`,
      ),
    ),
    buttons(
      button(handOverNow.id({ group: group.id, user: userId }), 'Hand over', { look: 'danger' }),
      button(showMembers.id({ group: group.id }), 'Back'),
    ),
  );

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
