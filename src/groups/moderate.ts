/** What moderators read of reports, and do about them. */
import {
  accent,
  button,
  buttons,
  divider,
  panel,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md, timestamp, userMention } from '../discord/markdown.ts';
import { askToClose, editGroup, seeReported, settleReport, showReports } from './actions.ts';
import type { Needs } from './needs.ts';
import type { Report } from './reports.ts';
import { isModerator, showGroup } from './show.ts';

/** The reports of the server. @throws {UserError} if the member is no moderator. */
export async function showReportsOf(needs: Needs, notice?: Markdown): Promise<TopLevelComponent> {
  if (!isModerator(needs) || needs.where.guildId === null)
    throw new UserError(md`Only moderators can read reports.`);
  const { count, oldest } = await needs.app.groupReports.openIn(needs.where.guildId);
  return reportsPanel(count, oldest, notice);
}

/** A moderator has dealt with a report. @throws {UserError} if the member is no moderator. */
export async function settle(needs: Needs, reportId: string): Promise<TopLevelComponent> {
  if (!isModerator(needs) || needs.where.guildId === null)
    throw new UserError(md`Only moderators can settle reports.`);
  const was = await needs.app.groupReports.settle(needs.where.guildId, reportId);
  return await showReportsOf(needs, was ? md`✔️ Settled.` : md`Somebody has settled it already.`);
}

/** A group that was reported, with the way back to the reports. @throws {UserError} if the group is no more. */
export async function showReported(needs: Needs, groupId: string): Promise<TopLevelComponent> {
  const back = button(showReports.id({}), 'Back');
  return await showGroup({ ...needs, groupButtons: () => (isModerator(needs) ? [back] : []) }, groupId);
}

const reportsPanel = (count: number, oldest: readonly Report[], notice?: Markdown): TopLevelComponent =>
  panel(
    count === 0 ? accent.done : accent.warn,
    text(
      lines(
        notice,
        md`### Reports about study groups`,
        count === 0
          ? md`There are none. Members report with the button *Report* on a group.`
          : count > oldest.length
            ? md`The oldest ${oldest.length} of ${count}:`
            : undefined,
      ),
    ),
    ...oldest.flatMap((report) => [
      divider(),
      text(
        lines(
          md`**${report.groupName}**${report.isOpen ? md`` : md` (ended since)`}, by ${userMention(report.userId)}, ${timestamp(report.at, 'R')}`,
          ...report.reason.split('\n').map((line) => md`> ${line}`),
        ),
      ),
      buttons(
        ...(report.isOpen
          ? [
              button(seeReported.id({ group: report.groupId }), 'See the group'),
              button(editGroup.id({ group: report.groupId }), 'Change it'),
              button(askToClose.id({ group: report.groupId }), 'Close it', { look: 'danger' }),
            ]
          : []),
        button(settleReport.id({ report: report.id }), 'Settled', { look: 'success' }),
      ),
    ]),
  );
