/** Shows meetups: one, and all that lie ahead. */
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import { isModerator } from '../groups/show.ts';
import { directOnly } from '../member/store.ts';
import type { Needs } from './needs.ts';
import { aheadPanel, draftPanel, meetupPanel, type Shown } from './view.ts';

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
  if (meetup.state === 'draft' && meetup.plannedBy !== member.userId) throw gone();
  return {
    meetup,
    group,
    given: await app.meetups.answersOf(meetupId, meetup.startsAt),
    userId: member.userId,
    mayChange: kind === 'owner' || isModerator(needs) || (isIn && meetup.plannedBy === member.userId),
  };
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

/** A meetup that the member may change. @throws {UserError} */
export async function changeable(needs: Needs, meetupId: string): Promise<Shown> {
  const shown = await shownMeetup(needs, meetupId);
  if (!shown.mayChange) throw new UserError(md`Only who planned it, and the group's owner, can change it.`);
  if (shown.meetup.state === 'cancelled' || shown.meetup.state === 'over')
    throw new UserError(md`That meetup is over. \`/meetup plan\` plans another.`);
  return shown;
}

/** All that lies ahead in the member's groups. @throws {UserError} */
export async function showAhead({ app, member }: Needs, notice?: Markdown): Promise<TopLevelComponent> {
  if (member.guildId === directOnly)
    throw new UserError(
      md`Meetups belong to study groups of a server: type \`/meetup list\` in one of yours.`,
    );
  const groups = (await app.groups.groupsOf(member)).filter(({ state }) => state === 'open');
  const meetups = await app.meetups.aheadIn(groups);
  const ahead = await Promise.all(
    meetups.map(async (meetup) => {
      const group = groups.find(({ id }) => id === meetup.groupId);
      const part = await app.meetups.partOf(meetup.id, meetup.startsAt, member);
      return group === undefined ? [] : [{ meetup, group, own: part?.answer ?? undefined }];
    }),
  );
  return aheadPanel(ahead.flat(), groups, notice);
}

/** Meetups that lie ahead in the member's groups, for autocomplete. */
export async function suggestAhead({ app, member }: Pick<Needs, 'app' | 'member'>, typed: string) {
  const groups = await app.groups.groupsOf(member);
  const wanted = typed.trim().toLowerCase();
  const meetups = await app.meetups.aheadIn(groups);
  return meetups
    .map(({ id, groupId, startsAt, timeZone }) => {
      const name = groups.find((group) => group.id === groupId)?.name ?? '';
      const when = Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO(timeZone);
      return {
        name: `${name}, ${when.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')}`,
        value: id,
      };
    })
    .filter(({ name, value }) => name.toLowerCase().includes(wanted) || value === typed)
    .slice(0, 25);
}
