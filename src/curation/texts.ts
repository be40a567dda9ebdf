/** What an admin does with texts: changes them, and gets the panel that answers. */
import { button, clip } from '../discord/components.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import { type FormReply, type MessageReply, show, showNew } from '../discord/reply.ts';
import { readLines } from '../typed/read.ts';
import { askText, showStepContent } from './actions.ts';
import { contained } from './contained.ts';
import { textForm } from './forms.ts';
import { lengths, type TextField, textKey } from './own.ts';
import { notSavedPanel, ownTextPanel } from './own-view.ts';
import { type Editing, type Fields, requireStep, showContentOf } from './show.ts';

/** The form for a text, with the text as it is now. @throws {UserError} if the step is gone. */
export async function openTextForm(
  { base, store, guildId }: Editing,
  { step: stepId, field }: { step: string; field: TextField },
): Promise<FormReply> {
  const step = requireStep(base, stepId);
  const own = (await store.of(guildId)).texts.find((text) => text.stepId === stepId && text.field === field);
  return textForm(step, field, own?.words ?? null);
}

/** Characters that a text may grow by when what it leaves open is escaped: panels have room for few. */
const escapes = 20;

/** Saves a text, unless another admin has changed it since the form was opened. @throws {UserError} if the step is gone. */
export async function changeText(
  editing: Editing,
  place: { step: string; field: TextField; seen: string },
  fields: Fields,
): Promise<MessageReply> {
  const step = requireStep(editing.base, place.step);
  const { field } = place;
  const typed = fields['words'] ?? '';
  const refuse = (problem: Markdown) => {
    const again = button(askText.id({ step: step.id, field }), `Change “${field}”`, { look: 'primary' });
    const back = button(showStepContent.id({ step: step.id, page: 0 }), 'Back to the step');
    return showNew(notSavedPanel(problem, [clip(typed, lengths.how)], again, back));
  };
  const words = readLines(typed, lengths[field]);
  if (contained(words).length > lengths[field] + escapes)
    return refuse(
      md`it has too many signs, such as * or |, that open something and close nothing. Leave some out.`,
    );
  const own = words === '' || words === step[field].trim() ? null : words;
  const isSaved = await editing.store.setText(
    editing,
    { stepId: step.id, field },
    own,
    (present) => textKey(present ?? '') === place.seen,
  );
  if (!isSaved)
    return refuse(
      md`somebody changed this text while you were writing. Look at theirs first, and put yours in again if it is still needed.`,
    );
  if (own !== null) return show(ownTextPanel(step, field, own));
  return await showContentOf(editing, step.id, 0, md`✔️ “${field}” is the guide's own.`);
}
