/** Reads what a member typed for a meetup. */
import type { Clock } from '../clock.ts';
import { type Markdown, md, quoted } from '../discord/markdown.ts';
import type { Group } from '../groups/group.ts';
import { readDuration } from '../time/duration.ts';
import { readWhen } from '../time/when.ts';
import { readLine } from '../typed/read.ts';
import { meetupLimits } from './meetup.ts';
import type { Said } from './planning.ts';

/** `when`, `place`, `duration` and `repeats`, as typed. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** What was said, with the hour as the group's zone has it; or a sentence that says what can't be read. */
export function readSaid(clock: Clock, group: Group, fields: Fields): Said | { readonly problem: Markdown } {
  const typed = fields['when'] ?? '';
  const when = readWhen(typed, clock.now(), group.timeZone);
  if ('problem' in when) return { problem: whenProblem(when.problem, typed) };
  const duration = (fields['duration'] ?? '').trim();
  const minutes = duration === '' ? meetupLimits.usualMinutes : readDuration(duration);
  if (minutes === undefined)
    return {
      problem: md`I can't read ${quoted(duration)} as a length. Write 90 min, or 2 hours; 15 minutes to 12 hours.`,
    };
  const place = readLine(fields['place'] ?? '', meetupLimits.place);
  return {
    startsAt: when.atMs,
    minutes,
    place: place === '' ? placeOf(group) : place,
    isWeekly: fields['repeats'] === 'weekly',
  };
}

/** Where a group meets if nobody says. */
function placeOf({ city, threadId }: Group): string {
  const where = city === null ? 'Online' : city.label;
  return readLine(threadId === null ? where : `${where}, see the thread`, meetupLimits.place);
}

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
