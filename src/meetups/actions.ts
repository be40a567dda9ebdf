/** The buttons and forms of meetups. Ids in them may be forged: whoever presses is checked against the tables. */
import { z } from 'zod';
import { action, wholeNumber } from '../discord/action.ts';
import { answers } from './meetup.ts';

/** An id of `newId`, or a batch of the outbox, by which a lost answer is found again. */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,24}$/);
/** A start, in ms, UTC. */
const start = z
  .string()
  .regex(/^\d{10,14}$/)
  .transform(Number);

/** Says whether one comes to a date. */
export const sayWhether = action('meetup.rsvp', 1, { meetup: id, start, answer: z.enum(answers) });
/** On a message of the outbox: shows the meetup that it is about, in the server that it came from. */
export const seeMeetup = action('meetup.see', 1, { batch: id });
export const showMeetup = action('meetup.show', 1, { meetup: id });
/** All that lies ahead in the groups that one is in. */
export const showAhead = action('meetup.list', 1, {});
/** Confirms what was typed, or forgets it. */
export const confirmMeetup = action('meetup.plan', 1, { meetup: id });
export const dropMeetup = action('meetup.drop', 1, { meetup: id });
/** Opens the form to plan one, of a group; and the form itself, with the fields `when`, `place`, `duration`, `repeats`. */
export const askPlan = action('meetup.ask', 1, { group: id });
export const savePlan = action('meetup.save', 1, { group: id });
/** The same for one that is planned; the form knows which edition it was filled with. */
export const askChange = action('meetup.change', 1, { meetup: id });
export const saveChange = action('meetup.changed', 1, { meetup: id, sequence: wholeNumber });
/** Makes a change that was shown back: what was said stands in a row of its own. */
export const changeNow = action('meetup.move', 1, { meetup: id, draft: id, sequence: wholeNumber });
/** Open the forms again, filled with what could not be read. */
export const askPlanAgain = action('meetup.again', 1, { group: id, typed: id });
export const askChangeAgain = action('meetup.rechange', 1, { meetup: id, typed: id });
/** A select of the groups for which one can plan. */
export const choosePlan = action('meetup.for', 1, {});
/** Asks whether to call it off, and does. */
export const askToCancel = action('meetup.cancel', 1, { meetup: id });
export const cancelNow = action('meetup.off', 1, { meetup: id });
/** Sends the calendar file. */
export const getCalendar = action('meetup.ics', 1, { meetup: id });
/** Says whether one was there. */
export const wasThere = action('meetup.was', 1, { meetup: id, start, there: z.enum(['yes', 'no']) });
