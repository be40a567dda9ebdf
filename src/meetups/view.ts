/** What members read of meetups on panels, and fill in. */
import {
  accent,
  button,
  buttons,
  panel,
  section,
  selectField,
  type TopLevelComponent,
  text,
  textField,
} from '../discord/components.ts';
import { lines, type Markdown, md, timestamp, trusted, userMention } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import { showGroup } from '../groups/actions.ts';
import type { Group } from '../groups/group.ts';
import {
  askChange,
  askPlan,
  askToCancel,
  cancelNow,
  confirmMeetup,
  dropMeetup,
  getCalendar,
  savePlan,
  sayWhether,
  showAhead,
  showMeetup,
} from './actions.ts';
import { type Answer, countsOf, type Meetup, meetupLimits } from './meetup.ts';

/** A meetup, and what the reader is to it. */
export interface Shown {
  readonly meetup: Meetup;
  readonly group: Group;
  readonly given: readonly { readonly userId: string; readonly answer: Answer }[];
  readonly userId: string;
  readonly mayChange: boolean;
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
    md`⏱️ ${durationWords(meetup.minutes)} · 📍 ${meetup.place}`,
  );

/** `90 minutes`, `2 hours` */
export const durationWords = (minutes: number): string =>
  minutes % 60 === 0 ? (minutes === 60 ? '1 hour' : `${minutes / 60} hours`) : `${minutes} minutes`;

/** The buttons by which a member says whether they come, with how many say so. */
export const answerButtons = (meetup: Meetup, counts: Readonly<Record<Answer, number>>) =>
  (['yes', 'maybe', 'no'] as const).map((answer) =>
    button(
      sayWhether.id({ meetup: meetup.id, start: meetup.startsAt, answer }),
      `${answerNames[answer]} (${counts[answer]})`,
      answer === 'yes' ? { look: 'success' } : {},
    ),
  );

/** Shows what was typed, before it is confirmed. */
export const draftPanel = (meetup: Meetup, group: Group, notice?: Markdown): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### ${group.name}: is it right so?`,
        factsOf(meetup),
        md`-# Each of you sees this in your own time zone. I read it in the group's: ${meetup.timeZone.replaceAll('_', ' ')}.`,
      ),
    ),
    buttons(
      button(confirmMeetup.id({ meetup: meetup.id }), 'Plan it', { look: 'success' }),
      button(askChange.id({ meetup: meetup.id }), 'Change it'),
      button(dropMeetup.id({ meetup: meetup.id }), 'Never mind'),
    ),
  );

export function meetupPanel(
  { meetup, group, given, userId, mayChange }: Shown,
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

/** What lies ahead in the groups of a member. */
export function aheadPanel(
  ahead: readonly { readonly meetup: Meetup; readonly group: Group; readonly own: Answer | undefined }[],
  groups: readonly Group[],
  notice?: Markdown,
): TopLevelComponent {
  const [first] = groups;
  return panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### Meetups ahead`,
        ahead.length > 0
          ? undefined
          : first === undefined
            ? md`Meetups belong to study groups, and you are in none yet. \`/group find\` shows who studies near you or in your hours.`
            : md`Nothing is planned. A date with somebody else is the best way to keep it: \`/meetup plan\`.`,
      ),
    ),
    ...ahead
      .slice(0, 10)
      .map(({ meetup, group, own }) =>
        section(
          lines(
            md`**${group.name}** · ${timestamp(meetup.startsAt, 'F')}`,
            md`-# ${meetup.place}${own === undefined ? '' : ` · you: ${answerNames[own]}`}`,
          ),
          button(showMeetup.id({ meetup: meetup.id }), 'Open'),
        ),
      ),
    first === undefined
      ? undefined
      : buttons(button(askPlan.id({ group: first.id }), `Plan one for ${first.name}`)),
  );
}

/** Asks before a meetup is called off. */
export const cancelPanel = ({ meetup, group, given }: Shown): TopLevelComponent =>
  panel(
    accent.warn,
    text(
      lines(
        md`### Call it off?`,
        md`**${group.name}**`,
        factsOf(meetup),
        md`Those who said they come (${given.filter(({ answer }) => answer !== 'no').length}) hear of it.${meetup.isWeekly ? md` It ends for the weeks after too.` : md``}`,
      ),
    ),
    buttons(
      button(cancelNow.id({ meetup: meetup.id }), 'Call it off', { look: 'danger' }),
      button(showMeetup.id({ meetup: meetup.id }), 'Keep it'),
    ),
  );

/** What the form is filled with. */
export interface Typed {
  readonly when?: string;
  readonly place?: string;
  readonly duration?: string;
  readonly isWeekly?: boolean;
}

/** The form for a meetup. */
export const planForm = (customId: string, group: Group, typed: Typed): FormReply =>
  form({
    custom_id: customId,
    title: 'A meetup',
    components: [
      textField({
        customId: 'when',
        label: 'When?',
        description: `As ${group.timeZone.replaceAll('_', ' ')} has it`,
        placeholder: 'sat 18:30, tomorrow 7pm, 2027-03-04 19:00',
        maxLength: meetupLimits.when,
        ...(typed.when !== undefined && { value: typed.when }),
      }),
      textField({
        customId: 'place',
        label: 'Where?',
        optional: true,
        placeholder:
          group.city === null ? 'The voice channel, or a link' : 'Café Grundmann, the table at the back',
        maxLength: meetupLimits.place,
        ...(typed.place !== undefined && { value: typed.place }),
      }),
      textField({
        customId: 'duration',
        label: 'How long?',
        placeholder: '90 min, 2 hours',
        optional: true,
        maxLength: meetupLimits.duration,
        ...(typed.duration !== undefined && { value: typed.duration }),
      }),
      selectField({
        customId: 'repeats',
        label: 'Again?',
        options: [
          { value: 'once', label: 'Only this once', chosen: typed.isWeekly !== true },
          { value: 'weekly', label: 'Every week at this time', chosen: typed.isWeekly === true },
        ],
      }),
    ],
  });

export const planFormOf = (group: Group, typed: Typed): FormReply =>
  planForm(savePlan.id({ group: group.id }), group, typed);
