/** What is said of buddies and of their weeks, in lines that panels and messages share. */
import type { CheckIn } from '../accountability/check-ins.ts';
import { minutesText, outcomeWords, weekDays, weeksText } from '../accountability/week-view.ts';
import { clip } from '../discord/components.ts';
import { lines, type Markdown, md, timestamp, trusted, userMention } from '../discord/markdown.ts';
import type { BuddyWeek } from './facts.ts';
import { minutesInCommon, offsetsAt } from './match.ts';
import type { Face } from './pool.ts';

/** Characters of what somebody typed that are shown; escaping may double them, and several must fit in one message. */
const shown = { what: 150, plan: 80, did: 250 } as const;

/** What one buddy can say to another with one press. */
export const greetings = {
  hello: { emoji: '👋', label: 'Say hello' },
  cheer: { emoji: '👏', label: 'Say well done' },
} as const;

/** What suits a week: who kept it, wholly or partly, is told well done; who missed it, or is quiet, is said hello to. */
export const greetingFor = (checkIn: CheckIn | undefined): keyof typeof greetings =>
  checkIn === undefined || checkIn.outcome === 'missed' ? 'hello' : 'cheer';

/** `<@1> and <@2>` */
export const names = (userIds: readonly string[]): Markdown =>
  trusted(userIds.map((id) => userMention(id).text).join(' and '));

/** What two have in common, at an instant (ms, UTC). */
export function commonWords(own: Face, other: Face, nowMs: number): Markdown {
  const hours = Math.floor(minutesInCommon(own.timeZone, other.timeZone, offsetsAt(nowMs)) / 60);
  return lines(
    md`- 🕗 **${hours} waking hours in common** each day`,
    md`- 🧭 ${stepWords(own, other)}`,
    md`- ⏱️ ${paceWords(other)}`,
  );
}

function stepWords(own: Face, { at, step }: Face): Markdown {
  if (at === undefined) return md`Has finished the whole guide${own.at === undefined ? ', as you have' : ''}`;
  const title = trusted(`${at.emoji} ${at.title}`);
  return step === own.step
    ? md`At the same step as you: ${title}`
    : own.at === undefined
      ? md`At step ${step}, ${title}`
      : md`At step ${step}, ${title}; you are at ${own.step}`;
}

function paceWords({ hoursAWeek }: Face): string {
  if (hoursAWeek === null) return "Hasn't said how many hours a week they have";
  return hoursAWeek === 1 ? 'About an hour a week' : `About ${hoursAWeek} hours a week`;
}

export function goalWords({ goal }: BuddyWeek): Markdown | undefined {
  if (goal === undefined) return undefined;
  const what = md`🎯 **${clip(goal.what, shown.what)}**`;
  return goal.plan === null ? what : md`${what} (${clip(goal.plan, shown.plan)})`;
}

/** How a week went, in the buddy's words. */
export function checkInWords({ outcome, did, minutes }: CheckIn): Markdown {
  return lines(
    md`${outcome === 'missed' ? '✔️' : '✅'} Checked in: **${outcomeWords[outcome]}**${minutes === null ? '' : ` · ${minutesText(minutes)}`}`,
    did === null ? undefined : md`> ${clip(did, shown.did)}`,
  );
}

export function streakWords({ streak: { length } }: BuddyWeek): Markdown | undefined {
  return length === 0 ? undefined : md`📆 Their streak: ${weeksText(length)}`;
}

/** `this week (Nov 23 – 29)` */
export const weekWords = ({ week, isPresent }: BuddyWeek): Markdown =>
  md`${isPresent ? 'this week' : 'the week'} (${weekDays(week)})`;

/** A buddy's week in full; `hasGreeted`: the one who reads it has heard from them, though not of a week. */
export function wholeWeek(week: BuddyWeek, hasGreeted: boolean): Markdown {
  const { userId, checkIn, pausedUntil, heardAt } = week;
  return lines(
    md`### ${userMention(userId)}`,
    goalWords(week) ?? md`🎯 No goal for this week yet`,
    checkIn !== undefined
      ? checkInWords(checkIn)
      : pausedUntil !== null
        ? md`💤 On pause until ${timestamp(pausedUntil, 'F')}`
        : md`⏳ Not checked in yet this week`,
    streakWords(week),
    heardLine(heardAt, hasGreeted),
  );
}

function heardLine(heardAt: number | null, hasGreeted: boolean): Markdown | undefined {
  if (heardAt !== null) return md`-# Last heard ${timestamp(heardAt, 'R')}`;
  return hasGreeted ? undefined : md`-# Not heard from yet`;
}
