/** The buttons and selects of the guide's panels. */
import { z } from 'zod';
import { action, searchWords, shortName, wholeNumber } from '../discord/action.ts';

const step = shortName;

export const showNext = action('next.show', 1, {});
export const showRoadMap = action('steps.all', 1, {});
/** A select whose values are step ids. */
export const pickStep = action('steps.pick', 1, {});
export const openStep = action('step.open', 1, { step });
/** A select whose values are milestone ids; `shown` says on which panel, so that the same one comes back. */
export const tickMilestones = action('step.tick', 1, { step, shown: z.enum(['next', 'page']) });
export const finishStep = action('step.done', 1, { step });
export const snoozeStep = action('step.snooze', 1, { step });
export const declineStep = action('step.decline', 1, { step });
export const reopenStep = action('step.reopen', 1, { step });

/** A page of links, with the filter that they were found by (`packFilter`). */
export const showLinks = action('links.page', 1, {
  step: wholeNumber,
  kind: wholeNumber,
  cost: wholeNumber,
  level: wholeNumber,
  page: wholeNumber,
  search: searchWords,
});
