/** The buttons, selects and forms of a server's own links and texts. */
import { z } from 'zod';
import { action, shortName, wholeNumber } from '../discord/action.ts';

const step = shortName;
const link = wholeNumber;
const field = z.enum(['why', 'how']);

/** The steps, to choose from. */
export const showContent = action('content.show', 1, {});
/** A select whose values are step ids. */
export const pickContentStep = action('content.pick', 1, {});
/** What a step has of the server's own; `page` is that of the guide's links, from 0. */
export const showStepContent = action('content.step', 1, { step, page: wholeNumber });

/** Opens the form for a link; `kind` and `cost` are chosen in it already, or `none`. */
export const askLink = action('content.link.ask', 1, { step, kind: shortName, cost: shortName });
/** The form itself, with the fields `title`, `url`, `about`, `kind` and `cost`. */
export const saveLink = action('content.link.save', 1, { step });
/** A select whose values are ids of links that the guide has no place for any more. */
export const removeLost = action('content.lost.remove', 1, {});
/** A select whose values are ids of the server's own links. */
export const pickLink = action('content.link.pick', 1, { step });
/** A select whose value is a level. */
export const chooseLevel = action('content.link.level', 1, { link });
export const removeLink = action('content.link.remove', 1, { link });

/** A select whose values are keys of the guide's links (`linkKey`): those chosen are hidden. */
export const hideLinks = action('content.hide', 1, { step, page: wholeNumber });
/** Shows one of the guide's links again. */
export const unhideLink = action('content.unhide', 1, { step, key: shortName });

/** Opens the form for a text. */
export const askText = action('content.text.ask', 1, { step, field });
/** The form itself, with the field `words`; `seen` tells which text it was opened with (`textKey`). */
export const saveText = action('content.text.save', 1, { step, field, seen: shortName });
