/** The buttons, selects and forms of the portfolio's panels. */

import { z } from 'zod';
import { action, shortName, wholeNumber } from '../discord/action.ts';

const entry = wholeNumber;
/** A user's id, or `me`: whose portfolio it is. */
const whose = z.string().regex(/^(?:me|\d{1,20})$/);

/** A page of a portfolio, from 0. */
export const showPortfolio = action('portfolio.page', 1, { whose, page: wholeNumber });
/** A select whose values are ids of entries. */
export const pickEntry = action('portfolio.pick', 1, {});
export const exportPortfolio = action('portfolio.export', 1, {});
/** Lets the server's members see progress and portfolio, or no longer. */
export const setVisible = action('portfolio.visible', 1, { visible: z.enum(['yes', 'no']) });

/** Opens an empty form. */
export const logSomething = action('log.new', 1, {});
/** The form of a new entry; `step` and `milestone` say what it is to prove, or are `none`. */
export const saveEntry = action('log.save', 1, { step: shortName, milestone: shortName });

export const showEntry = action('entry.show', 1, { entry });
export const editEntry = action('entry.edit', 1, { entry });
/** The form of an entry that is there. */
export const saveChange = action('entry.save', 1, { entry });
export const askDelete = action('entry.delete.ask', 1, { entry });
export const deleteEntry = action('entry.delete', 1, { entry });
/** A select whose values are `step/milestone`. */
export const proveMilestones = action('entry.prove', 1, { entry });
/** A select whose values are step ids, or `none`. */
export const moveEntry = action('entry.step', 1, { entry });
/** A select whose values are ids of entries: which of them prove a milestone of a step's readiness. */
export const chooseProofs = action('ready.prove', 1, { step: shortName, milestone: shortName });

export const askShare = action('entry.share.ask', 1, { entry });
export const shareEntry = action('entry.share', 1, { entry });
export const unshareEntry = action('entry.unshare', 1, { entry });
