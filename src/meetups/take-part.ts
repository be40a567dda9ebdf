/** What members say of a date: whether they come, and whether they were there. */
import { zoneOf } from '../accountability/zone.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import type { Group } from '../groups/group.ts';
import { log } from '../portfolio/change.ts';
import type { EntryDraft } from '../portfolio/entry.ts';
import { localDate, localWords } from './local.ts';
import { type Answer, endOf, type Meetup, sayWithinMs } from './meetup.ts';
import type { Needs } from './needs.ts';
import { showMeetup, shownMeetup } from './show.ts';
import { answerNames } from './view.ts';

type Panel = Promise<TopLevelComponent>;

/** A member says whether they come. @throws {UserError} if they are not in the group. */
export async function answer(needs: Needs, meetupId: string, startsAt: number, given: Answer): Panel {
  const { app, member } = needs;
  const { meetup, group } = await shownMeetup(needs, meetupId);
  if (meetup.state !== 'planned') return await showMeetup(needs, meetupId);
  const answered = await app.meetups.answer({ ...meetup, startsAt }, member.userId, given);
  switch (answered) {
    case 'stranger':
      throw new UserError(md`Only members of **${group.name}** can say so.`);
    case 'meanwhile':
      return await showMeetup(needs, meetupId, md`That date is no longer the one. Say it for this one:`);
    case 'noted':
      app.meetupPosts.refresh(meetupId);
      return await showMeetup(needs, meetupId, notedWords(meetup, given));
  }
}

function notedWords(meetup: Meetup, given: Answer): Markdown {
  if (given === 'no') return md`✔️ Noted. Another time!`;
  const noted = md`✔️ Noted: **${answerNames[given]}**.`;
  if (meetup.remindsDay) return md`${noted} I remind you a day and an hour before.`;
  return meetup.remindsHour ? md`${noted} I remind you an hour before.` : noted;
}

/** A member says whether they were at a date: it goes into their portfolio, once. @throws {UserError} */
export async function sayThere(needs: Needs, meetupId: string, startsAt: number, there: boolean): Panel {
  const { app, member } = needs;
  const { meetup, group } = await shownMeetup(needs, meetupId);
  const now = app.clock.now();
  if (now < startsAt || now - endOf(meetup, startsAt) > sayWithinMs)
    throw new UserError(md`That can be said from its start on, and for two weeks after.`);
  const attended = await app.meetups.attend(meetup, startsAt, member.userId, there);
  if (attended === 'no date')
    throw new UserError(md`There was no meetup of yours then. \`/meetup list\` shows those that lie ahead.`);
  if (!there) return await showMeetup(needs, meetupId, await missedWords(needs, meetupId, startsAt));
  await app.groups.noteAlive(group);
  if (attended === 'noted') return await showMeetup(needs, meetupId, md`✔️ You said so already.`);
  const shown = await logOnce(needs, await entryOf(needs, meetup, group, startsAt));
  await app.meetups.noteLogged(meetupId, startsAt, member);
  return shown ?? (await showMeetup(needs, meetupId, md`✔️ You said so already.`));
}

async function missedWords({ app, member }: Needs, meetupId: string, startsAt: number): Promise<Markdown> {
  const part = await app.meetups.partOf(meetupId, startsAt, member);
  return part?.logged === 1
    ? md`✔️ Noted. It stays in your \`/portfolio\` until you delete it there.`
    : md`✔️ Noted. Next time, perhaps.`;
}

/** Dated as the member's own calendar has it; the hours tell two dates of one group apart. */
async function entryOf(
  { app, member }: Needs,
  meetup: Meetup,
  group: Group,
  startsAt: number,
): Promise<EntryDraft> {
  const zone = await zoneOf(app, member);
  const [from, to] = [startsAt, endOf(meetup, startsAt)].map((atMs) => localWords(atMs, zone));
  return {
    kind: 'meetup',
    title: group.name,
    url: null,
    note: `${from} to ${to?.slice(-'18:30'.length)}`,
    stepId: null,
    datedOn: localDate(startsAt, zone),
  };
}

/** Entries among which one of the last two weeks is found. */
const recent = 200;

/** Logs it, unless the process died between logging it and noting so; undefined if it did. */
async function logOnce(needs: Needs, draft: EntryDraft): Promise<TopLevelComponent | undefined> {
  const own = await needs.app.portfolio.list(needs.member, { limit: recent });
  const isLogged = own.some(
    ({ kind, note, datedOn }) => kind === draft.kind && note === draft.note && datedOn === draft.datedOn,
  );
  return isLogged ? undefined : await log(needs, draft, undefined, undefined);
}
