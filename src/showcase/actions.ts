/** The button on a showcased entry. */
import { action, actionKey, shortName, wholeNumber } from '../discord/action.ts';

/** Shows the reader what to look for. */
export const askChecklist = action('showcase.checklist', 1, { entry: wholeNumber, step: shortName });

/** What the custom id of an entry's post contains, and no other message's does. */
export const markOf = (entryId: number) => `${actionKey(askChecklist)}/${entryId}/`;
