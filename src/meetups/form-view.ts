/** The form in which a meetup is planned or changed. */
import { selectField, textField } from '../discord/components.ts';
import { type FormReply, form } from '../discord/reply.ts';
import type { Group } from '../groups/group.ts';
import { savePlan } from './actions.ts';
import { meetupLimits } from './meetup.ts';

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
