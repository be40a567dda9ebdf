/** The selects, buttons and form of the `/setup` panel. */
import { z } from 'zod';
import { action } from '../discord/action.ts';

/** The panel itself, from one that was opened from it. */
export const showSetup = action('setup.show', 1, {});
/** A channel select with the nudge channel, or none. */
export const chooseNudgeChannel = action('setup.channel', 1, {});
/** A channel select with the showcase channel, or none. */
export const chooseShowcaseChannel = action('setup.showcase', 1, {});
/** A channel select with the channel for study groups' threads, or none. */
export const chooseGroupsChannel = action('setup.groups', 1, {});
/** A select whose value is an ISO weekday. */
export const chooseWeekday = action('setup.weekday', 1, {});
/** Opens the form for time and zone. */
export const askTime = action('setup.time', 1, {});
/** The form itself, with the fields `time` and `zone`. */
export const saveTime = action('setup.time.save', 1, {});
/** Turns the weekly post on or off. */
export const setWeeklyPost = action('setup.digest', 1, { on: z.enum(['yes', 'no']) });
