/** The nudge itself: what a member reads once a week. */
import { accent, button, buttons, clip, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, type Markdown, md, timestamp, trusted, userMention } from '../discord/markdown.ts';
import type { Milestone, Step } from '../guide/schema.ts';
import { askHowItWent, keepNudging, openMyStep, openPauses, showGoalOf, stopNudges } from './actions.ts';
import type { Goal } from './goals.ts';
import type { Streak } from './streak.ts';
import { weeksText } from './week-view.ts';
import { openingOf } from './words.ts';

/** Where a member stands in the guide, as far as a nudge speaks of it. */
export type Standing =
  | { readonly kind: 'new' | 'under-way'; readonly step: Step; readonly milestone: Milestone }
  | { readonly kind: 'all-ticked'; readonly step: Step }
  | { readonly kind: 'resting' }
  | { readonly kind: 'finished' };

/** What one member's nudge is made of. */
export interface NudgeFacts {
  readonly userId: string;
  readonly standing: Standing;
  readonly streak: Streak;
  /** This week's, if there is one. */
  readonly goal: Goal | undefined;
  /** The next meetup of their study groups in the coming week, if there is one. */
  readonly meetup: { readonly name: string; readonly startsAt: number } | undefined;
  /** Nobody else reads it here. */
  readonly isPrivate: boolean;
  /** Whether the goal may be read here. */
  readonly showsGoal: boolean;
  /** ISO weekday of the nudge, 1 to 7, in the member's zone. */
  readonly weekday: number;
}

/** Characters of a goal and of its plan that a nudge quotes. */
const goalLength = 90;
const planLength = 50;
const titleLength = 90;
const groupLength = 40;

/** The nudge for one member alone, in a channel or a direct message: under 600 characters. */
export function nudgeFor(facts: NudgeFacts, batchId: string, dueAtMs: number): TopLevelComponent {
  const { userId, weekday } = facts;
  return panel(
    accent.brand,
    text(
      lines(
        md`${userMention(userId)} ${trusted(openingOf(weekday, dueAtMs, userId))}`,
        goalLine(facts),
        streakLine(facts.streak),
        standingLine(facts.standing),
        meetupLine(facts),
      ),
    ),
    nudgeButtons(batchId),
  );
}

const nudgeButtons = (batch: string) =>
  buttons(
    button(askHowItWent.id({ batch }), 'Check in', { look: 'success' }),
    button(showGoalOf.id({ batch }), 'My goal'),
    button(openMyStep.id({ batch }), 'My step', { look: 'primary' }),
    button(openPauses.id({ batch }), 'Pause'),
    button(stopNudges.id({ batch }), 'Stop nudges'),
  );

function goalLine({ goal, showsGoal }: NudgeFacts): Markdown {
  if (goal === undefined) return md`🎯 No goal for this week yet. *My goal* takes a minute.`;
  if (!showsGoal) return md`🎯 You have a goal this week: *My goal* shows it to you alone.`;
  const what = md`🎯 **${clip(goal.what, goalLength)}**`;
  return goal.plan === null ? what : md`${what} (${clip(goal.plan, planLength)})`;
}

function streakLine({ length, canMiss }: Streak): Markdown | undefined {
  if (length === 0) return undefined;
  const row = weeksText(length);
  return canMiss
    ? md`📆 Your streak: ${row}.`
    : md`📆 Your streak: ${row}. This week's check-in carries it on.`;
}

/** Who meets whom, and when, is for no others to read. */
function meetupLine({ meetup, isPrivate }: NudgeFacts): Markdown | undefined {
  if (meetup === undefined) return undefined;
  if (!isPrivate) return md`🗓️ Your study group meets this week: \`/meetup list\`.`;
  return md`🗓️ **${fitted(meetup.name, groupLength)}** meets ${timestamp(meetup.startsAt, 'F')}.`;
}

function standingLine(standing: Standing): Markdown {
  switch (standing.kind) {
    case 'new':
      return md`${title(standing.step)} Begin with: ${name(standing.milestone)}, ${standing.milestone.today.minutes} minutes.`;
    case 'under-way':
      return md`${title(standing.step)} Next: ${name(standing.milestone)}.`;
    case 'all-ticked':
      return md`${title(standing.step)} Every milestone is ticked: *My step* has the button *Step done*.`;
    case 'resting':
      return md`💤 You've put every open step off. *My step* picks one up again.`;
    case 'finished':
      return md`🎓 You've walked the whole guide. Teach something you learned this week.`;
  }
}

const title = (step: Step) => trusted(`${step.emoji} ${clip(step.title, titleLength)}.`);
const name = (milestone: Milestone) =>
  trusted(`**${clip(milestone.title.replace(/\.$/, ''), titleLength)}**`);

/** Characters of a message's text that the lines of a shared nudge may take together. */
const sharedLength = 3_600;
/** Of these, what a line takes beside its words: the mention, the streak, spaces. */
const aroundWords = 44;
const longestLine = 100;

/** One message for several members whose nudges fall into the same minute: at most 50, so that it fits. */
export function sharedNudge(
  members: readonly NudgeFacts[],
  batchId: string,
  dueAtMs: number,
): TopLevelComponent {
  const [first] = members;
  const opening = openingOf(first?.weekday ?? 1, dueAtMs, first?.userId ?? '0');
  const each = Math.min(longestLine, Math.floor(sharedLength / members.length) - aroundWords);
  return panel(
    accent.brand,
    text(lines(md`**${trusted(opening)}**`, ...members.map((member) => sharedLine(member, each)))),
    nudgeButtons(batchId),
  );
}

/** The goal if it may be read here, else the next milestone. */
function sharedLine({ userId, goal, showsGoal, standing, streak }: NudgeFacts, length: number): Markdown {
  const row = streak.length < 2 ? '' : ` (${streak.length} weeks)`;
  const words =
    goal !== undefined && showsGoal
      ? md`🎯 ${fitted(goal.what, length)}`
      : trusted(clip(shortly(standing), length));
  return md`- ${userMention(userId)}${row} ${words}`;
}

/** As much of what somebody typed as has room, once what needs it is escaped. */
function fitted(typed: string, length: number): Markdown {
  for (let most = length; most > 0; most -= 1) {
    const words = md`${clip(typed, most)}`;
    if (words.text.length <= length) return words;
  }
  return md``;
}

function shortly(standing: Standing): string {
  switch (standing.kind) {
    case 'new':
      return `${standing.step.emoji} ${standing.step.title}`;
    case 'under-way':
      return `${standing.step.emoji} ${standing.milestone.title}`;
    case 'all-ticked':
      return `${standing.step.emoji} all milestones ticked`;
    case 'resting':
      return '💤 pick a step up again';
    case 'finished':
      return '🎓 teach something you learned';
  }
}

/** After three nudges without a reaction: one question, for one member or several. */
export function questionFor(userIds: readonly string[], batchId: string): TopLevelComponent {
  return panel(
    accent.brand,
    text(
      lines(
        md`${trusted(userIds.map((id) => userMention(id).text).join(' '))}, shall I go on with your weekly nudges?`,
        md`My last three got no answer, and that's fine. I rest until you press *Keep them coming*; your progress stays.`,
      ),
    ),
    buttons(
      button(keepNudging.id({ batch: batchId }), 'Keep them coming', { look: 'success' }),
      button(openMyStep.id({ batch: batchId }), 'My step', { look: 'primary' }),
      button(stopNudges.id({ batch: batchId }), 'Stop nudges'),
    ),
  );
}
