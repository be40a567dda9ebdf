/** The buttons, selects and forms of the guide's panels. */
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

/** A page of a group of a collection, from 0; an unknown group stands for the first. */
export const showCollection = action('list.page', 1, {
  collection: shortName,
  group: shortName,
  page: wholeNumber,
});
/** A select whose values are the collection's group ids. */
export const pickGroup = action('list.pick', 1, { collection: shortName });

/** Opens the form that logs what proves a milestone. */
export const logMilestone = action('log.milestone', 1, { step, milestone: shortName });
export const showReadiness = action('step.ready', 1, { step });
export const showLadder = action('step.ladder', 1, { step });

/** Opens the form with the questions about hours, GPU and aim. */
export const askAbout = action('about.ask', 1, {});
/** The form itself, with the fields `hours`, `gpu` and `aim`. */
export const saveAbout = action('about.save', 1, {});
export const skipAbout = action('about.skip', 1, {});
