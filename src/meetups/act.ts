/** What members do with meetups: plan, change, call off, say whether they come and whether they were there. */
import { todayOf } from '../accountability/zone.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md, quoted } from '../discord/markdown.ts';
import type { FormReply } from '../discord/reply.ts';
import type { Group } from '../groups/group.ts';
import { knownGroup } from '../groups/show.ts';
import { log } from '../portfolio/change.ts';
import { readDuration } from '../time/duration.ts';
import { readWhen } from '../time/when.ts';
import { readLine } from '../typed/read.ts';
import { saveChange } from './actions.ts';
import { type Answer, endOf, meetupLimits, sayWithinMs } from './meetup.ts';
import type { Needs } from './needs.ts';
import type { Said } from './planning.ts';
import { changeable, showAhead, showMeetup, shownMeetup } from './show.ts';
import { answerNames, cancelPanel, durationWords, planForm, planFormOf } from './view.ts';

type Panel = Promise<TopLevelComponent>;
type Fields = Readonly<Record<string, string | undefined>>;

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

const typedOf = ({ when, place, duration, repeats }: Fields) => ({
  ...(when !== undefined && { when }),
  ...(place !== undefined && { place }),
  ...(duration !== undefined && { duration }),
  isWeekly: repeats === 'weekly',
});

/** Reads what was typed for a meetup, and shows it back. @throws {UserError} that says what can't be read. */
export async function plan(needs: Needs, groupId: string, fields: Fields): Panel {
  const { app, member } = needs;
  const group = await groupOfMine(needs, groupId);
  const said = readSaid(needs, group, fields);
  const meetupId = await app.meetups.draft(group, member.userId, said);
  return await showMeetup(needs, meetupId);
}

function readSaid({ app }: Needs, group: Group, fields: Fields): Said {
  const typed = fields['when'] ?? '';
  const when = readWhen(typed, app.clock.now(), group.timeZone);
  if ('problem' in when) throw new UserError(lines(whenProblem(when.problem, typed), wroteWords(fields)));
  const duration = (fields['duration'] ?? '').trim();
  const minutes = duration === '' ? meetupLimits.usualMinutes : readDuration(duration);
  if (minutes === undefined)
    throw new UserError(
      lines(
        md`I can't read ${quoted(duration)} as a length. Write 90 min, or 2 hours; 15 minutes to 12 hours.`,
        wroteWords(fields),
      ),
    );
  const place = readLine(fields['place'] ?? '', meetupLimits.place);
  return {
    startsAt: when.atMs,
    minutes,
    place: place === '' ? placeOf(group) : place,
    isWeekly: fields['repeats'] === 'weekly',
  };
}

const placeOf = ({ city }: Group) =>
  city === null ? 'Online, see the thread' : `${city.label}, see the thread`;

function whenProblem(problem: 'unreadable' | 'no time' | 'past' | 'too far', typed: string): Markdown {
  switch (problem) {
    case 'unreadable':
      return md`I can't read ${quoted(typed)} as a date and a time. Write it like “sat 18:30”, “tomorrow 7pm” or “2027-03-04 19:00”.`;
    case 'no time':
      return md`${quoted(typed)} has no time of day. Write it like “sat 18:30”.`;
    case 'past':
      return md`${quoted(typed)} has gone by. Write a date to come, like “sat 18:30”.`;
    case 'too far':
      return md`${quoted(typed)} is more than a year ahead. Plan something nearer.`;
  }
}

/** What was typed beside it, so that it is not lost. */
function wroteWords({ place }: Fields): Markdown | undefined {
  return place === undefined || place.trim() === '' ? undefined : md`-# You wrote of the place: ${place}`;
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
    case 'gone':
      return await showMeetup(needs, meetupId);
  }
}

export async function drop(needs: Needs, meetupId: string): Panel {
  await needs.app.meetups.dropDraft(meetupId, needs.member.userId);
  return await showAhead(needs, md`Nothing was planned.`);
}

/** The form for another time or place. @throws {UserError} if it is not theirs to change. */
export async function openChange(needs: Needs, meetupId: string): Promise<FormReply> {
  const { meetup, group } = await changeable(needs, meetupId);
  const start = Temporal.Instant.fromEpochMilliseconds(meetup.startsAt).toZonedDateTimeISO(meetup.timeZone);
  return planForm(saveChange.id({ meetup: meetupId }), group, {
    when: start.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' '),
    place: meetup.place,
    duration: durationWords(meetup.minutes),
    isWeekly: meetup.isWeekly,
  });
}

/** Changes a meetup; one that was not confirmed is typed anew. @throws {UserError} */
export async function change(needs: Needs, meetupId: string, fields: Fields): Panel {
  const { app, member } = needs;
  const { meetup, group } = await changeable(needs, meetupId);
  const said = readSaid(needs, group, fields);
  if (meetup.state === 'draft') {
    const anew = await app.meetups.draft(group, member.userId, said);
    return await showMeetup(needs, anew);
  }
  const isDone = await app.meetups.change(group, meetup, said);
  if (isDone) await app.meetupEvents.settleSoon();
  const notice = isDone
    ? md`✔️ Changed. Those who come hear of it.`
    : md`⚠️ Somebody has just changed it. This is how it stands:`;
  app.meetupPosts.refresh(group.guildId, meetupId);
  return await showMeetup(needs, meetupId, notice);
}

export async function askWhetherToCancel(needs: Needs, meetupId: string): Panel {
  return cancelPanel(await changeable(needs, meetupId));
}

export async function cancel(needs: Needs, meetupId: string): Panel {
  const { app } = needs;
  const { meetup, group } = await changeable(needs, meetupId);
  await app.meetups.cancel(group, meetup);
  await app.meetupEvents.settleSoon();
  return await showAhead(needs, md`✔️ It is called off. Those who said they come hear of it.`);
}

/** A member says whether they come. @throws {UserError} if they are not in the group, or the date is past. */
export async function answer(needs: Needs, meetupId: string, startsAt: number, given: Answer): Panel {
  const { app, member } = needs;
  const { meetup, group } = await shownMeetup(needs, meetupId);
  if (meetup.state !== 'planned') return await showMeetup(needs, meetupId);
  if (meetup.startsAt !== startsAt)
    return await showMeetup(needs, meetupId, md`That date is no longer the one. Say it for this one:`);
  const isNoted = await app.meetups.answer(meetup, member.userId, given);
  if (!isNoted) throw new UserError(md`Only members of **${group.name}** can say so.`);
  app.meetupPosts.refresh(group.guildId, meetupId);
  const notice =
    given === 'no'
      ? md`✔️ Noted. Another time!`
      : md`✔️ Noted: **${answerNames[given]}**. I remind you a day and an hour before.`;
  return await showMeetup(needs, meetupId, notice);
}

/** A member says whether they were at a date: it goes into their portfolio. @throws {UserError} */
export async function sayThere(needs: Needs, meetupId: string, startsAt: number, there: boolean): Panel {
  const { app, member } = needs;
  const { meetup, group } = await shownMeetup(needs, meetupId);
  const endedAt = endOf(meetup, startsAt);
  const now = app.clock.now();
  if (now < startsAt || now - endedAt > sayWithinMs)
    throw new UserError(md`That can be said from its start on, and for two weeks after.`);
  const isKnown = (await app.meetups.partOf(meetupId, startsAt, member)) !== undefined;
  if (!isKnown && startsAt !== meetup.startsAt) throw new UserError(md`There was no meetup then.`);
  const isNew = await app.meetups.attend(meetup, startsAt, member.userId, there);
  if (!there) return await showMeetup(needs, meetupId, md`✔️ Noted. Next time, perhaps.`);
  await app.groups.noteAlive(group);
  if (!isNew) return await showMeetup(needs, meetupId, md`✔️ Noted already.`);
  const draft = {
    kind: 'meetup' as const,
    title: group.name,
    url: null,
    note: null,
    stepId: null,
    datedOn: await todayOf(app, member),
  };
  return await log(needs, draft, undefined, undefined);
}
