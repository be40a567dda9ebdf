/** What members read and fill in of how their week went. */
import {
  accent,
  button,
  buttons,
  panel,
  selectField,
  type TopLevelComponent,
  text,
  textField,
} from '../discord/components.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import { showNext } from '../guide/actions.ts';
import { askCheckIn, askGoal, checkInNow, reportWeek, saveCheckIn, turnNudgesOn } from './actions.ts';
import type { CheckIn, Outcome } from './check-ins.ts';
import type { Goal } from './goals.ts';
import type { Streak } from './streak.ts';
import { mondayOf } from './weeks.ts';

/** Characters of each text that a member gives. */
export const goalLimits = { what: 200, plan: 200, did: 500, minutes: 10 } as const;

/** A member's week. */
export interface WeekOf {
  /** ISO week. */
  readonly week: string;
  /** It is the present one in the member's zone. */
  readonly isPresent: boolean;
  readonly goal: Goal | undefined;
  readonly checkIn: CheckIn | undefined;
  readonly streak: Streak;
  /** How many buddies can see the goal and the check-in. */
  readonly buddies: number;
  /** Nudges rest until the member says that they are wanted. */
  readonly nudgesRest: boolean;
  /** The week before, if it has no check-in and can still have one. */
  readonly missing: string | undefined;
  /** The week after, if it is near enough to plan. */
  readonly next: string | undefined;
}

const dayAndMonth = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** `Nov 23 – 29` */
export function weekDays(week: string): string {
  const monday = mondayOf(week);
  const [from, to] = [monday, monday.add({ days: 6 })].map((day) => new Date(`${day.toString()}T00:00:00Z`));
  return dayAndMonth.formatRange(from ?? 0, to ?? 0);
}

/** A week that can be reported is the present one or the one before. */
const weekName = (isPresent: boolean): string => (isPresent ? 'this week' : 'last week');

/** Names of the outcomes, as buttons and options show them. */
export const outcomeNames = {
  kept: 'Kept it',
  partly: 'Partly',
  missed: 'Missed it',
} as const satisfies Record<Outcome, string>;

/** The same, within a sentence. */
export const outcomeWords = {
  kept: 'kept',
  partly: 'partly kept',
  missed: 'missed',
} as const satisfies Record<Outcome, string>;

/** Asks how a week went, or shows what was said of it. */
export function checkInPanel(of: WeekOf, notice?: Markdown): TopLevelComponent {
  return of.checkIn === undefined ? askPanel(of, notice) : reportPanel(of, of.checkIn, notice);
}

function askPanel({ week, isPresent, goal, missing }: WeekOf, notice?: Markdown): TopLevelComponent {
  return panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### How did ${weekName(isPresent)} go? (${weekDays(week)})`,
        goal === undefined
          ? md`You set no goal. Did you keep at your learning all the same?`
          : md`🎯 Your goal: **${goal.what}**`,
      ),
    ),
    buttons(
      button(reportWeek.id({ week, outcome: 'kept' }), outcomeNames.kept, { look: 'success' }),
      button(reportWeek.id({ week, outcome: 'partly' }), outcomeNames.partly),
      button(reportWeek.id({ week, outcome: 'missed' }), outcomeNames.missed),
      button(askCheckIn.id({ week }), 'Write a line'),
    ),
    ...missingPart(missing),
  );
}

function reportPanel(of: WeekOf, checkIn: CheckIn, notice?: Markdown): TopLevelComponent {
  const { week, isPresent, goal, missing, next } = of;
  const isMissed = checkIn.outcome === 'missed';
  return panel(
    isMissed ? accent.brand : accent.done,
    text(
      lines(
        notice,
        md`### ${isMissed ? '📝' : '✅'} Checked in for ${weekName(isPresent)} (${weekDays(week)}): ${outcomeWords[checkIn.outcome]}`,
        goal === undefined ? undefined : md`🎯 ${goal.what}`,
        ...didLines(checkIn.did),
        checkIn.minutes === null ? undefined : md`⏱️ ${minutesText(checkIn.minutes)}`,
        streakText(of.streak, checkIn.outcome),
        buddyText(of.buddies),
      ),
    ),
    buttons(
      button(askCheckIn.id({ week }), checkIn.did === null ? 'Add a line or change it' : 'Change it'),
      next === undefined
        ? undefined
        : button(askGoal.id({ week: next }), "Next week's goal", { look: 'primary' }),
      button(showNext.id({}), 'My next step'),
    ),
    ...missingPart(missing),
    ...(of.nudgesRest
      ? [
          text(md`-# Your nudges rest, since three in a row got no answer.`),
          buttons(button(turnNudgesOn.id({}), 'Keep them coming')),
        ]
      : []),
  );
}

/** Who else can see the goal and the check-in. Not that they hear of it: of a change, or on pause, they don't. */
export const buddyText = (count: number): Markdown | undefined =>
  count === 0 ? undefined : md`-# Your ${count === 1 ? 'buddy' : 'buddies'} can see it.`;

/** What somebody wrote, line for line. */
const didLines = (did: string | null): Markdown[] =>
  did === null ? [] : did.split('\n').map((line) => (line === '' ? md`>` : md`> ${line}`));

/** A week that has just ended can still be reported. */
const missingPart = (missing: string | undefined) =>
  missing === undefined
    ? []
    : [
        text(md`-# Last week (${weekDays(missing)}) has no check-in yet; there is still time.`),
        buttons(
          button(reportWeek.id({ week: missing, outcome: 'kept' }), 'Last week: kept it'),
          button(askCheckIn.id({ week: missing }), 'Last week: write a line'),
        ),
      ];

function streakText({ length, canMiss }: Streak, outcome: Outcome): Markdown {
  if (outcome === 'missed') {
    return length === 0
      ? md`Thank you for saying so. Next week is a new start.`
      : md`Thank you for saying so. One week in four is forgiven: your streak of ${weeksText(length)} stands if you keep the next.`;
  }
  const row = md`📆 Your streak: **${weeksText(length)}**.`;
  return canMiss ? md`${row} Should life get in the way, one missed week is forgiven.` : row;
}

/** `1 week`, `3 weeks` */
export const weeksText = (count: number) => (count === 1 ? '1 week' : `${count} weeks`);

/** `1 h 30 min` */
export function minutesText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
    .filter(Boolean)
    .join(' ');
}

/** The form for a week's check-in. */
export const checkInForm = (week: string, checkIn: CheckIn | undefined): FormReply =>
  form({
    custom_id: saveCheckIn.id({ week }),
    title: `Check-in for ${weekDays(week)}`,
    components: [
      selectField({
        customId: 'goal',
        label: 'How did it go?',
        options: (Object.keys(outcomeNames) as Outcome[]).map((value) => ({
          value,
          label: outcomeNames[value],
          chosen: (checkIn?.outcome ?? 'kept') === value,
        })),
      }),
      textField({
        customId: 'did',
        label: 'What did you do?',
        placeholder: 'Ported the training loop; the loss goes down',
        optional: true,
        long: true,
        maxLength: goalLimits.did,
        ...(checkIn?.did != null && { value: checkIn.did }),
      }),
      textField({
        customId: 'minutes',
        label: 'Minutes, if you count them',
        placeholder: '90, or 1:30',
        optional: true,
        maxLength: goalLimits.minutes,
        ...(checkIn?.minutes != null && { value: String(checkIn.minutes) }),
      }),
    ],
  });

/** The button that opens the check-in of the present week. */
export const checkInButton = () => button(checkInNow.id({}), 'Check in', { look: 'success' });
