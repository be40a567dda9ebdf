/** Shows one meetup to whoever may see it. */
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import { isModerator } from '../groups/show.ts';
import type { About } from './about.ts';
import { endOf, type Meetup, sayWithinMs } from './meetup.ts';
import type { Needs } from './needs.ts';
import { isTyped } from './typed.ts';
import { askPanel, draftPanel, meetupPanel, type Shown } from './view.ts';

/** A meetup that the reader may see: one of a group that they are in, or that they moderate. @throws {UserError} */
export async function shownMeetup(needs: Needs, meetupId: string): Promise<Shown> {
  const { app, member } = needs;
  const meetup = await app.meetups.of(member.guildId, meetupId);
  const group = meetup && (await app.groups.of(member.guildId, meetup.groupId));
  if (meetup === undefined || group?.state !== 'open') throw gone();
  const { kind } = await app.groups.standingOf(group.id, member.userId);
  const isIn = kind === 'owner' || kind === 'member';
  if (!isIn && !isModerator(needs))
    throw new UserError(md`That meetup is for the members of its group. \`/group find\` shows how to join.`);
  if (meetup.state === 'draft' && (meetup.plannedBy !== member.userId || isTyped(meetup))) throw gone();
  return {
    meetup,
    group,
    given: await app.meetups.answersOf(meetup, meetup.startsAt),
    isAsked: isIn && (await isAsked(needs, meetup)),
    userId: member.userId,
    mayChange: kind === 'owner' || isModerator(needs) || (isIn && meetup.plannedBy === member.userId),
  };
}

async function isAsked({ app, member }: Needs, meetup: Meetup): Promise<boolean> {
  if (meetup.state !== 'over' || app.clock.now() - endOf(meetup, meetup.startsAt) > sayWithinMs) return false;
  return (await app.meetups.partOf(meetup.id, meetup.startsAt, member))?.attended !== 1;
}

const gone = () => new UserError(md`That meetup is no more. \`/meetup list\` shows those that lie ahead.`);

/** A meetup, or what was typed for one. @throws {UserError} */
export async function showMeetup(
  needs: Needs,
  meetupId: string,
  notice?: Markdown,
): Promise<TopLevelComponent> {
  const shown = await shownMeetup(needs, meetupId);
  if (shown.meetup.state === 'draft') return draftPanel(shown.meetup, shown.group, notice);
  return meetupPanel(shown, notice);
}

/** What a message was about: the meetup, or, if it asked so, whether the reader was there. @throws {UserError} */
export async function showNews(
  needs: Needs,
  { what, meetupId, startsAt }: About,
): Promise<TopLevelComponent> {
  const { meetup, group } = await shownMeetup(needs, meetupId);
  const isShown = meetup.state === 'over' && meetup.startsAt === startsAt;
  if (what !== 'after' || isShown) return await showMeetup(needs, meetupId);
  return askPanel({ ...meetup, startsAt }, group, await needs.app.guides.of(group.guildId));
}

/** A meetup that the member may change. @throws {UserError} */
export async function changeable(needs: Needs, meetupId: string): Promise<Shown> {
  const shown = await shownMeetup(needs, meetupId);
  if (!shown.mayChange) throw new UserError(md`Only who planned it, and the group's owner, can change it.`);
  if (shown.meetup.state === 'cancelled' || shown.meetup.state === 'over')
    throw new UserError(md`That meetup is over. \`/meetup plan\` plans another.`);
  return shown;
}
