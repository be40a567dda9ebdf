/** The form in which a meetup is planned or changed. */
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
import { lines, type Markdown, md, trusted } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import type { Group } from '../groups/group.ts';
import { formatTimeOfDay, weekdayName } from '../time/time-of-day.ts';
import { savePlan } from './actions.ts';
import { meetupLimits } from './meetup.ts';
import type { Fields } from './said.ts';

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
        description: `In the group's time zone, ${group.timeZone.replaceAll('_', ' ')}`,
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

/** The form for a new one; at the group's regular hour, unless something else was typed. */
export const planFormOf = (group: Group, typed: Typed): FormReply =>
  planForm(savePlan.id({ group: group.id }), group, { ...regular(group), ...typed });

const regular = ({ hour }: Group): Typed =>
  hour === null
    ? {}
    : { when: `${weekdayName(hour.weekday).toLowerCase()} ${formatTimeOfDay(hour.minuteOfDay)}` };

/** What was typed, as the form is filled with it. */
export const typedOf = ({ when, place, duration, repeats }: Fields): Typed => ({
  ...(when !== undefined && { when }),
  ...(place !== undefined && { place }),
  ...(duration !== undefined && { duration }),
  ...(repeats !== undefined && { isWeekly: repeats === 'weekly' }),
});

/** Says what can't be read, gives back all that was typed, and opens the form with it again. */
export const refusedPanel = (problem: Markdown, fields: Fields, againId: string): TopLevelComponent =>
  panel(
    accent.warn,
    text(lines(problem, wroteWords(fields))),
    buttons(button(againId, 'Type it again', { look: 'primary' })),
  );

function wroteWords({ when = '', place = '', duration = '', repeats }: Fields): Markdown {
  const parts = [
    md`“${when}”`,
    place.trim() === '' ? undefined : md`place “${place}”`,
    duration.trim() === '' ? undefined : md`length “${duration}”`,
    repeats === 'weekly' ? md`every week` : undefined,
  ].filter((part) => part !== undefined);
  return trusted(`-# You wrote: ${parts.map((part) => part.text).join(', ')}`);
}
