/** What members do with a meetup that is planned: change it, and call it off. */
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import type { FormReply } from '../discord/reply.ts';
import { saveChange } from './actions.ts';
import { showAhead } from './ahead.ts';
import type { Cancelled, Changed } from './changing.ts';
import { planForm } from './form-view.ts';
import { localWords } from './local.ts';
import type { Meetup } from './meetup.ts';
import type { Needs } from './needs.ts';
import { type Fields, readSaid } from './said.ts';
import { changeable, showMeetup } from './show.ts';
import { cancelPanel, draftPanel, durationWords } from './view.ts';

type Panel = Promise<TopLevelComponent>;

/** The form for another time or place. @throws {UserError} if it is not theirs to change, or has begun. */
export async function openChange(needs: Needs, meetupId: string): Promise<FormReply> {
  const { meetup, group } = await changeable(needs, meetupId);
  if (meetup.state === 'planned' && meetup.startsAt <= needs.app.clock.now()) throw hasBegun(meetup);
  return planForm(saveChange.id({ meetup: meetupId, sequence: meetup.sequence }), group, {
    when: localWords(meetup.startsAt, group.timeZone),
    place: meetup.place,
    duration: durationWords(meetup.minutes),
    isWeekly: meetup.isWeekly,
  });
}

const hasBegun = ({ isWeekly }: Meetup) =>
  new UserError(
    isWeekly
      ? md`It has begun. Once it is over, you can change the dates to come.`
      : md`It has begun, so it can't be moved any more. \`/meetup plan\` plans another.`,
  );

/**
 * Changes a meetup as it was when the form was opened (`sequence`); one that was not confirmed is typed anew.
 * @throws {UserError}
 */
export async function change(needs: Needs, meetupId: string, sequence: number, fields: Fields): Panel {
  const { app, member } = needs;
  const { meetup, group } = await changeable(needs, meetupId);
  const said = readSaid(app.clock, group, fields);
  if (meetup.state === 'draft')
    return await showMeetup(needs, await app.meetups.draft(group, member.userId, said));
  const changed = await app.meetups.change(group.guildId, meetupId, said, { by: member.userId, sequence });
  if (changed === 'begun') throw hasBegun(meetup);
  if (changed === 'changed') {
    app.meetupPosts.refresh(meetupId);
    await app.meetupEvents.settleSoon();
  }
  return await showMeetup(needs, meetupId, changedWords[changed]);
}

const changedWords: Readonly<Record<Exclude<Changed, 'begun'>, Markdown | undefined>> = {
  changed: md`✔️ Changed. Those who come hear of it.`,
  same: md`Nothing was changed.`,
  meanwhile: md`⚠️ It has changed since you opened the form, so yours was not saved. This is how it stands:`,
  gone: undefined,
};

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
  if (cancelled === 'cancelled') {
    app.meetupPosts.refresh(meetupId);
    await app.meetupEvents.settleSoon();
  }
  return await showAhead(needs, cancelledWords[cancelled]);
}

const cancelledWords: Readonly<Record<Cancelled, Markdown>> = {
  cancelled: md`✔️ It is called off. Those who said they come hear of it.`,
  ending: md`✔️ It ends with the date that is on just now.`,
  gone: md`It was called off already, or is over.`,
};
