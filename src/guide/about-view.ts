/** The three questions that let the recommender fit a member: asked once, and open to a change of mind. */
import { selectField, textField } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { md, quoted } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import { saveAbout } from './actions.ts';
import type { About } from './learner.ts';
import { aims, among, gpus } from './names.ts';

/** Hours that a week can hold beside sleep. */
const mostHours = 80;

export function aboutForm({ hoursAWeek, gpu, aim }: About): FormReply {
  const options = (names: Readonly<Record<string, string>>, chosen: string | null) =>
    Object.entries(names).map(([value, label]) => ({ value, label, chosen: value === chosen }));
  return form({
    custom_id: saveAbout.id({}),
    title: 'About you and learning',
    components: [
      textField({
        customId: 'hours',
        label: 'Hours a week for learning',
        description: 'A guess is fine. Leave out what you would rather not say.',
        placeholder: '4',
        ...(hoursAWeek !== null && { value: String(hoursAWeek) }),
        maxLength: 10,
        optional: true,
      }),
      selectField({
        customId: 'gpu',
        label: 'A GPU to train on?',
        options: options(gpus, gpu),
        optional: true,
      }),
      selectField({
        customId: 'aim',
        label: 'What do you want most from it?',
        options: options(aims, aim),
        optional: true,
      }),
    ],
  });
}

/** Reads what was sent. @throws {UserError} if the hours are no number from 1 to 80. */
export function readAbout(fields: Readonly<Record<string, string>>): About {
  return {
    hoursAWeek: readHours(fields['hours'] ?? ''),
    gpu: among(gpus, fields['gpu']),
    aim: among(aims, fields['aim']),
  };
}

function readHours(typed: string): number | null {
  const words = typed.normalize('NFKC').trim();
  if (words === '') return null;
  const match = /^(?<number>\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|hours?)?$/i.exec(words);
  const hours = Math.round(Number(match?.groups?.['number']?.replace(',', '.')));
  if (match === null || hours < 1 || hours > mostHours)
    throw new UserError(
      md`I couldn't read ${quoted(words)} as hours a week. Give one number from 1 to ${mostHours}, such as 4.`,
    );
  return hours;
}
