/** The forms in which an admin gives a link or a text. */
import { selectField, textField } from '../discord/components.ts';
import { type FormReply, form } from '../discord/reply.ts';
import { costs, kinds } from '../guide/names.ts';
import type { Step } from '../guide/schema.ts';
import { saveLink, saveText } from './actions.ts';
import { lengths, type TextField, textKey } from './own.ts';

/** The form for a link of the server's own. */
export function linkForm(step: Step, chosen: { kind: string; cost: string }): FormReply {
  const optionsOf = (names: Readonly<Record<string, string>>, value: string) =>
    Object.entries(names).map(([key, label]) => ({ value: key, label, chosen: key === value }));
  return form({
    custom_id: saveLink.id({ step: step.id }),
    title: 'Add a link',
    components: [
      textField({ customId: 'title', label: 'Title', maxLength: lengths.title }),
      textField({
        customId: 'url',
        label: 'Link',
        description: 'The address of a public page, beginning with https://',
        placeholder: 'https://',
        maxLength: lengths.url,
      }),
      textField({
        customId: 'about',
        label: 'What it is, and for whom',
        description: 'One line. It is shown as plain text.',
        maxLength: lengths.about,
        long: true,
      }),
      selectField({ customId: 'kind', label: 'Kind', options: optionsOf(kinds, chosen.kind) }),
      selectField({ customId: 'cost', label: 'Cost', options: optionsOf(costs, chosen.cost) }),
    ],
  });
}

const about = {
  why: { title: 'Why this step', description: 'Two or three short sentences.' },
  how: { title: 'How to go about this step', description: 'Short paragraphs or a list.' },
} as const satisfies Record<TextField, object>;

/** The form for a text of a step, with the text as it is now: the server's own, or null for the guide's. */
export function textForm(step: Step, field: TextField, own: string | null): FormReply {
  return form({
    custom_id: saveText.id({ step: step.id, field, seen: textKey(own ?? '') }),
    title: about[field].title,
    components: [
      textField({
        customId: 'words',
        label: `Step ${step.number}, in your own words`,
        description: `${about[field].description} Discord's Markdown works. Empty: back to the guide's own.`,
        value: own ?? step[field].trim(),
        maxLength: lengths[field],
        optional: true,
        long: true,
      }),
    ],
  });
}
