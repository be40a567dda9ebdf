/** What members read of one meetup on panels. */
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, type Markdown, md, timestamp, trusted, userMention } from '../discord/markdown.ts';
import { showGroup } from '../groups/actions.ts';
import type { Group } from '../groups/group.ts';
import type { Guide } from '../guide/guide.ts';
import {
  askChange,
  askToCancel,
  cancelNow,
  confirmMeetup,
  dropMeetup,
  getCalendar,
  sayWhether,
  showAhead,
  showMeetup,
  wasThere,
} from './actions.ts';
import { type Answer, type Counts, countsOf, type Meetup } from './meetup.ts';
import { placeWords } from './place-view.ts';

/** A meetup, and what the reader is to it. */
export interface Shown {
  readonly meetup: Meetup;
  readonly group: Group;
  readonly given: readonly { readonly userId: string; readonly answer: Answer }[];
  readonly userId: string;
  readonly mayChange: boolean;
  /** Whether the reader may say that they were there: it is over, for not too long, and they have not said so. */
  readonly isAsked: boolean;
}

/** People that a panel names. */
const mostNamed = 15;

export const answerNames = { yes: 'Coming', maybe: 'Maybe', no: "Can't" } as const satisfies Record<
  Answer,
  string
>;

/** When, how long, where. */
export const factsOf = (meetup: Meetup): Markdown =>
  lines(
    md`🗓️ **${timestamp(meetup.startsAt, 'F')}** (${timestamp(meetup.startsAt, 'R')})${meetup.isWeekly ? md`, every week` : md``}`,
    md`⏱️ ${durationWords(meetup.minutes)} · 📍 ${placeWords(meetup.place)}`,
  );

/** `90 minutes`, `2 hours` */
export const durationWords = (minutes: number): string =>
  minutes % 60 === 0 ? (minutes === 60 ? '1 hour' : `${minutes / 60} hours`) : `${minutes} minutes`;

/** The buttons by which a member says whether they come; with how many say so, where that is kept true. */
export const answerButtons = (meetup: Meetup, counts?: Counts) =>
  (['yes', 'maybe', 'no'] as const).map((answer) =>
    button(
      sayWhether.id({ meetup: meetup.id, start: meetup.startsAt, answer }),
      counts === undefined ? answerNames[answer] : `${answerNames[answer]} (${counts[answer]})`,
      answer === 'yes' ? { look: 'success' } : {},
    ),
  );

/** The buttons by which a member says whether they were there. */
export const thereButtons = ({ id, startsAt }: Pick<Meetup, 'id' | 'startsAt'>) => [
  button(wasThere.id({ meetup: id, start: startsAt, there: 'yes' }), 'I was there', { look: 'success' }),
  button(wasThere.id({ meetup: id, start: startsAt, there: 'no' }), 'Not this time'),
];

/** Shows what was typed, before it is confirmed. */
export const draftPanel = (meetup: Meetup, group: Group, notice?: Markdown): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### ${group.name}: Is this right?`,
        factsOf(meetup),
        md`-# Each of you sees this in your own time zone. I read it in the group's: ${meetup.timeZone.replaceAll('_', ' ')}.`,
        md`-# The whole server sees its ${group.city === null ? 'date' : 'date and city'} among its events, not the place.`,
      ),
    ),
    buttons(
      button(confirmMeetup.id({ meetup: meetup.id }), 'Plan it', { look: 'success' }),
      button(askChange.id({ meetup: meetup.id }), 'Change it'),
      button(dropMeetup.id({ meetup: meetup.id }), 'Never mind'),
    ),
  );

export function meetupPanel(
  { meetup, group, given, userId, mayChange, isAsked }: Shown,
  notice?: Markdown,
): TopLevelComponent {
  const own = given.find((one) => one.userId === userId)?.answer;
  const ref = { meetup: meetup.id };
  const isAhead = meetup.state === 'planned';
  return panel(
    own === 'yes' ? accent.done : accent.brand,
    text(
      lines(
        notice,
        md`### ${group.name}`,
        isAhead ? undefined : md`🚫 ${meetup.state === 'cancelled' ? 'Called off' : 'This is over'}`,
        factsOf(meetup),
        namesOf(given, 'yes', '✅'),
        namesOf(given, 'maybe', '🤔'),
        own === undefined ? undefined : md`You said: **${answerNames[own]}**`,
        meetup.eventProblem === null || !mayChange
          ? undefined
          : md`-# It stands, and is not among the server's events: ${trusted(meetup.eventProblem)}`,
      ),
    ),
    isAhead ? buttons(...answerButtons(meetup, countsOf(given))) : undefined,
    isAsked ? buttons(...thereButtons(meetup)) : undefined,
    buttons(
      isAhead ? button(getCalendar.id(ref), 'Calendar file') : undefined,
      isAhead && mayChange ? button(askChange.id(ref), 'Change it') : undefined,
      isAhead && mayChange ? button(askToCancel.id(ref), 'Call it off') : undefined,
      button(showGroup.id({ group: group.id }), 'The group'),
      button(showAhead.id({}), 'All meetups'),
    ),
  );
}

function namesOf(given: Shown['given'], answer: Answer, sign: string): Markdown | undefined {
  const all = given.filter((one) => one.answer === answer);
  if (all.length === 0) return undefined;
  const named = all.slice(0, mostNamed).map(({ userId }) => userMention(userId).text);
  const others = all.length - named.length;
  return trusted(`${sign} ${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}`);
}

/** Asks whether the reader was at a date of a meetup, which need not be the present one. */
export const askPanel = (meetup: Meetup, group: Group, guide: Guide): TopLevelComponent =>
  panel(
    accent.done,
    text(
      lines(
        md`☕ **${group.name}** has met ${timestamp(meetup.startsAt, 'R')}. Were you there?`,
        countsWords(guide),
      ),
    ),
    buttons(...thereButtons(meetup), button(showMeetup.id({ meetup: meetup.id }), 'The meetup')),
  );

/** A server may have hidden the step that meetups count for. */
function countsWords(guide: Guide): Markdown {
  const step = guide.step('community');
  return step === undefined
    ? md`It goes into your portfolio.`
    : md`It goes into your portfolio, and counts for step ${step.number} of the guide.`;
}

/** Asks before a meetup is called off, at an instant (ms, UTC). */
export const cancelPanel = ({ meetup, group, given, userId }: Shown, now: number): TopLevelComponent =>
  panel(
    accent.warn,
    text(
      lines(
        md`### Call it off?`,
        md`**${group.name}**`,
        factsOf(meetup),
        cancelWords(meetup, given.filter((one) => one.answer !== 'no' && one.userId !== userId).length, now),
      ),
    ),
    buttons(
      button(cancelNow.id({ meetup: meetup.id }), 'Call it off', { look: 'danger' }),
      button(showMeetup.id({ meetup: meetup.id }), 'Keep it'),
    ),
  );

function cancelWords({ isWeekly, startsAt }: Meetup, others: number, now: number): Markdown {
  if (isWeekly && startsAt <= now) return md`It ends with the date that is on just now.`;
  const heard =
    others === 0
      ? md`Nobody else has said that they come.`
      : others === 1
        ? md`One other says that they come, and hears of it.`
        : md`${others} others say that they come, and hear of it.`;
  return isWeekly ? md`${heard} All later weeks are called off too.` : heard;
}
