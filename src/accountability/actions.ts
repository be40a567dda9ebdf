/** The buttons of nudges and check-ins. */
import { z } from 'zod';
import { action } from '../discord/action.ts';

/** The outbox's batch behind a nudge, by which a lost answer is found again. */
const batch = z.string().regex(/^[A-Za-z0-9_-]{1,24}$/);

export const openMyStep = action('nudge.open', 1, { batch });
export const doneThisWeek = action('nudge.done', 1, { batch });
export const stopNudges = action('nudge.stop', 1, { batch });
/** A check-in without a nudge. */
export const checkInNow = action('checkin.now', 1, {});
export const turnNudgesOn = action('nudge.on', 1, {});
