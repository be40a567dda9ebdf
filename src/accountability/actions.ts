/** The buttons, selects and forms of nudges, goals and check-ins. */
import { z } from 'zod';
import { action, wholeNumber } from '../discord/action.ts';
import { isWeek } from './weeks.ts';

/** The outbox's batch behind a nudge, by which a lost answer is found again. */
const batch = z.string().regex(/^[A-Za-z0-9_-]{1,24}$/);
/** An ISO week. */
const week = z.string().refine(isWeek);
const outcome = z.enum(['kept', 'partly', 'missed']);

/** On a nudge: asks how its week went. */
export const askHowItWent = action('nudge.done', 1, { batch });
export const showGoalOf = action('nudge.goal', 1, { batch });
export const openMyStep = action('nudge.open', 1, { batch });
/** Offers pauses of several lengths. */
export const openPauses = action('nudge.pause', 1, { batch });
export const stopNudges = action('nudge.stop', 1, { batch });
/** The same, from elsewhere than a nudge. */
export const offerPauses = action('pause.offer', 1, {});
/** The answer to the question whether to go on. */
export const keepNudging = action('nudge.keep', 1, { batch });

export const turnNudgesOn = action('nudge.on', 1, {});
export const turnNudgesOff = action('nudge.off', 1, {});
/** Opens the form of when and where nudges come, and the form itself, with the fields `weekday`, `time`, `zone` and `where`. */
export const askNudges = action('nudge.ask', 1, {});
export const saveNudges = action('nudge.save', 1, {});
export const showNudges = action('nudge.show', 1, {});
/** Pauses for so many weeks. */
export const pauseFor = action('pause.for', 1, { weeks: wholeNumber });
/** Opens the form for another end of a pause, and the form itself, with the field `until`. */
export const askUntil = action('pause.ask', 1, {});
export const pauseUntil = action('pause.until', 1, {});
export const endPause = action('pause.end', 1, {});
/** Whether nudges in a channel may say the goal: 1 or 0. */
export const showGoalThere = action('nudge.says', 1, { shows: wholeNumber });

/** Asks how the present week went. */
export const checkInNow = action('checkin.now', 1, {});
/** Reports a week. */
export const reportWeek = action('checkin.week', 1, { week, outcome });
/** Opens the form for a week's check-in, and the form itself, with the fields `did`, `minutes` and `goal`. */
export const askCheckIn = action('checkin.ask', 1, { week });
export const saveCheckIn = action('checkin.save', 1, { week });

export const showGoal = action('goal.show', 1, {});
/** Opens the form for a week's goal, and the form itself, with the fields `what` and `plan`. */
export const askGoal = action('goal.ask', 1, { week });
export const saveGoal = action('goal.save', 1, { week });
export const takeGoalBack = action('goal.clear', 1, { week });
