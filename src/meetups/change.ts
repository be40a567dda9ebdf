/** What members do with a meetup that is planned: change it, and call it off. */
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import type { FormReply } from '../discord/reply.ts';
import type { Group } from '../groups/group.ts';
import { refuse } from './act.ts';
import { askChangeAgain, saveChange } from './actions.ts';
import { showAhead } from './ahead.ts';
import { changePanel } from './change-view.ts';
import { type Cancelled, type Changed, isSame } from './changing.ts';
import { planForm, refusedPanel, typedOf } from './form-view.ts';
import { localWords } from './local.ts';
import type { Meetup } from './meetup.ts';
import type { Needs } from './needs.ts';
import type { Said } from './planning.ts';
import { type Fields, readSaid } from './said.ts';
import { changeable, showMeetup } from './show.ts';
import { isTyped } from './typed.ts';
import { cancelPanel, draftPanel, durationWords } from './view.ts';

type Panel = Promise<TopLevelComponent>;

/** The form for another time or place. @throws {UserError} if it is not theirs to change, or has begun. */
export async function openChange(needs: Needs, meetupId: string, typed: Fields = {}): Promise<FormReply> {
  const { meetup, group } = await changeable(needs, meetupId);
  if (meetup.state === 'planned' && meetup.startsAt <= needs.app.clock.now()) throw hasBegun(meetup);
  return planForm(saveChange.id({ meetup: meetupId, sequence: meetup.sequence }), group, {
    when: localWords(meetup.startsAt, group.timeZone),
    place: meetup.place,
    duration: durationWords(meetup.minutes),
    isWeekly: meetup.isWeekly,
    ...typedOf(typed),
  });
}

/** The same form, filled with what could not be read. @throws {UserError} */
export async function openChangeAgain(needs: Needs, meetupId: string, typedId: string): Promise<FormReply> {
  return await openChange(needs, meetupId, await needs.app.meetups.typedOf(needs.member, typedId));
}

const hasBegun = ({ isWeekly }: Meetup) =>
  new UserError(
    isWeekly
      ? md`It has begun. Once it is over, you can change the dates to come.`
      : md`It has begun, so it can't be moved any more. \`/meetup plan\` plans another.`,
  );

/**
 * Shows back what was typed for a meetup as it was when the form was opened (`sequence`); one that was not confirmed is
 * typed anew. @throws {UserError}
 */
export async function change(needs: Needs, meetupId: string, sequence: number, fields: Fields): Panel {
  const { app, member } = needs;
  const { meetup, group } = await changeable(needs, meetupId);
  const said = readSaid(app.clock, group, fields);
  const isDraft = meetup.state === 'draft';
  if ('problem' in said) {
    if (isDraft) return await refuse(needs, group, said.problem, fields);
    const typed = await app.meetups.keepTyped(group, member.userId, fields);
    return refusedPanel(said.problem, fields, askChangeAgain.id({ meetup: meetupId, typed }));
  }
  if (isDraft) return await showMeetup(needs, await app.meetups.draft(group, member.userId, said));
  const words = changedWords(group);
  if (meetup.sequence !== sequence) return await showMeetup(needs, meetupId, words.meanwhile);
  if (meetup.startsAt <= app.clock.now()) throw hasBegun(meetup);
  if (isSame(meetup, said)) return await showMeetup(needs, meetupId, words.same);
  const draftId = await app.meetups.draft(group, member.userId, said);
  return changePanel({ meetup, group, said, draftId });
}

/** Changes a meetup to what was shown back. @throws {UserError} if it is not theirs to change, or too late. */
export async function changeSo(needs: Needs, meetupId: string, draftId: string, sequence: number): Panel {
  const { app, member } = needs;
  const { meetup, group } = await changeable(needs, meetupId);
  const said = await app.meetups.of(member.guildId, draftId);
  const isTheirs = said?.state === 'draft' && said.plannedBy === member.userId && said.groupId === group.id;
  if (meetup.state !== 'planned' || !isTheirs || isTyped(said))
    return await showMeetup(needs, meetupId, md`That was done or forgotten already. This is how it stands:`);
  if (said.startsAt <= app.clock.now())
    throw new UserError(md`That time has gone by meanwhile. *Change it* to one to come.`);
  const changed = await app.meetups.change(group.guildId, meetupId, saidOf(said), {
    by: member.userId,
    sequence,
  });
  if (changed === 'begun') throw hasBegun(meetup);
  await app.meetups.dropDraft(draftId, member.userId);
  if (changed === 'changed' || changed === 'unheard') {
    app.meetupPosts.refresh(meetupId);
    await app.meetupEvents.settleSoon();
  }
  return await showMeetup(needs, meetupId, changedWords(group)[changed]);
}

/** Who hears of it, if nobody else comes. */
const unheard = ({ threadId }: Group): Markdown =>
  threadId === null
    ? md`Nobody else had said that they come.`
    : md`Nobody else had said that they come; the thread hears of it.`;

const saidOf = ({ startsAt, minutes, place, isWeekly }: Meetup): Said => ({
  startsAt,
  minutes,
  place,
  isWeekly,
});

const changedWords = (group: Group): Readonly<Record<Exclude<Changed, 'begun'>, Markdown | undefined>> => ({
  changed: md`✔️ Changed. Those who come hear of it.`,
  unheard: md`✔️ Changed. ${unheard(group)}`,
  same: md`Nothing was changed.`,
  meanwhile: md`⚠️ It has changed since you opened the form, so yours was not saved. This is how it stands:`,
  gone: undefined,
});

/** Asks before a meetup is called off. @throws {UserError} if it is not theirs to change. */
export async function askWhetherToCancel(needs: Needs, meetupId: string): Panel {
  const shown = await changeable(needs, meetupId);
  if (shown.meetup.state === 'draft') return draftPanel(shown.meetup, shown.group);
  return cancelPanel(shown, needs.app.clock.now());
}

/** Calls a meetup off. @throws {UserError} if it is not theirs to change. */
export async function cancel(needs: Needs, meetupId: string): Panel {
  const { app, member } = needs;
  const { group } = await changeable(needs, meetupId);
  const cancelled = await app.meetups.cancel(group.guildId, meetupId, member.userId);
  if (cancelled === 'cancelled' || cancelled === 'unheard') {
    app.meetupPosts.refresh(meetupId);
    await app.meetupEvents.settleSoon();
  }
  return await showAhead(needs, cancelledWords(group)[cancelled]);
}

const cancelledWords = (group: Group): Readonly<Record<Cancelled, Markdown>> => ({
  cancelled: md`✔️ It is called off. Those who said they come hear of it.`,
  unheard: md`✔️ It is called off. ${unheard(group)}`,
  ending: md`✔️ It ends with the date that is on just now.`,
  gone: md`It was called off already, or is over.`,
});
