/** What members do to plan a meetup: type it, see it, confirm it. */
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import type { FormReply } from '../discord/reply.ts';
import type { Group } from '../groups/group.ts';
import { knownGroup } from '../groups/show.ts';
import { askPlanAgain } from './actions.ts';
import { showAhead } from './ahead.ts';
import { planFormOf, refusedPanel, typedOf } from './form-view.ts';
import { meetupLimits } from './meetup.ts';
import type { Needs } from './needs.ts';
import { type Fields, readSaid } from './said.ts';
import { showMeetup } from './show.ts';

type Panel = Promise<TopLevelComponent>;

/** A group that the member is in. @throws {UserError} if they are not. */
async function groupOfMine(needs: Needs, groupId: string): Promise<Group> {
  const group = await knownGroup(needs, groupId);
  const { kind } = await needs.app.groups.standingOf(groupId, needs.member.userId);
  if (kind !== 'owner' && kind !== 'member')
    throw new UserError(md`Only members of **${group.name}** can plan its meetups.`);
  if (group.state !== 'open') throw new UserError(md`Open the group first: \`/group mine\`.`);
  return group;
}

/** The form for a new meetup of a group. @throws {UserError} */
export async function openPlan(needs: Needs, groupId: string, typed: Fields = {}): Promise<FormReply> {
  const group = await groupOfMine(needs, groupId);
  return planFormOf(group, typedOf(typed));
}

/** The same form, filled with what could not be read. @throws {UserError} */
export async function openPlanAgain(needs: Needs, groupId: string, typedId: string): Promise<FormReply> {
  return await openPlan(needs, groupId, await needs.app.meetups.typedOf(needs.member, typedId));
}

/** Reads what was typed for a meetup, and shows it back; or says what can't be read. @throws {UserError} */
export async function plan(needs: Needs, groupId: string, fields: Fields): Panel {
  const { app, member } = needs;
  const group = await groupOfMine(needs, groupId);
  const said = readSaid(app.clock, group, fields);
  if ('problem' in said) return await refuse(needs, group, said.problem, fields);
  return await showMeetup(needs, await app.meetups.draft(group, member.userId, said));
}

/** Says what can't be read of a new meetup, and keeps it for another try. */
export async function refuse(needs: Needs, group: Group, problem: Markdown, fields: Fields): Panel {
  const typed = await needs.app.meetups.keepTyped(group, needs.member.userId, fields);
  return refusedPanel(problem, fields, askPlanAgain.id({ group: group.id, typed }));
}

/** Confirms what was shown back. @throws {UserError} if it can't be any more. */
export async function confirm(needs: Needs, meetupId: string): Panel {
  const { app, member } = needs;
  switch (await app.meetups.confirm(member.guildId, meetupId, member.userId)) {
    case 'planned':
      await app.meetupEvents.settleSoon();
      return await showMeetup(needs, meetupId, md`🎉 It is planned, and the group hears of it.`);
    case 'past':
      throw new UserError(md`That time has gone by meanwhile. *Change it* to one to come.`);
    case 'full':
      throw new UserError(
        md`The group has ${meetupLimits.ahead} meetups ahead already. Call one off first, or let one repeat every week.`,
      );
    case 'often':
      throw new UserError(
        md`The group has read of ${meetupLimits.newADay} new meetups within a day. Let it rest, and plan this one tomorrow.`,
      );
    case 'gone':
      return await showMeetup(needs, meetupId);
  }
}

/** Forgets what was shown back. */
export async function drop(needs: Needs, meetupId: string): Panel {
  await needs.app.meetups.dropDraft(meetupId, needs.member.userId);
  return await showAhead(needs, md`Nothing was planned.`);
}
