/** A meetup as a calendar file. */

import { UserError } from '../discord/errors.ts';
import { md } from '../discord/markdown.ts';
import type { Attachment } from '../discord/reply.ts';
import { icsOf } from './ics.ts';
import { isSameHour } from './local.ts';
import type { Meetup } from './meetup.ts';
import type { Needs } from './needs.ts';
import { shownMeetup } from './show.ts';

/** The file; a weekly meetup is in it with all its dates. @throws {UserError} if it is over or called off. */
export async function calendarFile(needs: Needs, meetupId: string): Promise<Attachment> {
  const { meetup, group } = await shownMeetup(needs, meetupId);
  if (meetup.state !== 'planned')
    throw new UserError(md`That meetup is over. \`/meetup list\` shows those that lie ahead.`);
  const { guildId, threadId } = group;
  const content = icsOf({
    uid: `${meetup.id}@nextstep`,
    sequence: meetup.sequence,
    title: group.name,
    place: meetup.place,
    description: group.topic,
    ...(threadId !== null && { url: `https://discord.com/channels/${guildId}/${threadId}` }),
    startsAtMs: firstShown(meetup),
    minutes: meetup.minutes,
    timeZone: meetup.timeZone,
    weekly: meetup.isWeekly,
    cancelled: false,
    stampMs: needs.app.clock.now(),
  });
  return { name: 'meetup.ics', contentType: 'text/calendar', data: new TextEncoder().encode(content) };
}

/** A series begins with its next date; with its first, if a clock change shifts the next, or all would be shifted. */
const firstShown = ({ startsAt, firstAt, timeZone, isWeekly }: Meetup): number =>
  isWeekly && !isSameHour(startsAt, firstAt, timeZone) ? firstAt : startsAt;
