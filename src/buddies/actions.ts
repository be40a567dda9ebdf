/** The buttons of buddies. Ids in them may be forged: whoever presses is checked against the tables. */
import { z } from 'zod';
import { action } from '../discord/action.ts';

/** An id of `newId`, or a batch of the outbox, by which a lost answer is found again. */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,24}$/);
const snowflake = z.string().regex(/^\d{1,20}$/);

/** Stands for the batch on a panel that was no message of the outbox. */
export const noBatch = 'panel';

/** Looks for somebody in a server. */
export const findBuddy = action('buddy.find', 1, { guild: snowflake });
export const askThem = action('buddy.ask', 1, { guild: snowflake, user: snowflake });
/** Passes somebody over. */
export const somebodyElse = action('buddy.next', 1, { guild: snowflake, user: snowflake });
export const endSearch = action('buddy.stop', 1, { guild: snowflake });
/** Takes one's own question back. */
export const withdraw = action('buddy.withdraw', 1, { offer: id });
export const sayYes = action('buddy.yes', 1, { offer: id, batch: id });
export const sayNo = action('buddy.no', 1, { offer: id });
/** On a message of the outbox: shows where the member stands in the server that it came from. */
export const seeBuddies = action('buddy.see', 1, { batch: id });
/** The same on a panel. */
export const showBuddies = action('buddy.show', 1, { guild: snowflake });
/** The same in a message of its own, so that what was on the panel stays. */
export const aboutBuddies = action('buddy.about', 1, { guild: snowflake });
/** Asks whether to leave a circle. */
export const askToLeave = action('buddy.leave', 1, { circle: id });
export const leaveNow = action('buddy.left', 1, { circle: id, again: z.enum(['yes', 'no']) });
/** Says hello, or well done, to a buddy by their seat. */
export const wave = action('buddy.wave', 1, { seat: id, what: z.enum(['hello', 'cheer']) });
