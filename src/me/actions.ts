/** The buttons and the form of a member's own settings. */
import { z } from 'zod';
import { action } from '../discord/action.ts';

export const showMe = action('me.show', 1, {});
/** What others may see: progress and portfolio, the name in the weekly post, the place on the leaderboard. */
export const setSeen = action('me.seen', 1, {
  what: z.enum(['progress', 'name', 'weeks']),
  seen: z.enum(['yes', 'no']),
});
/** Opens the form for the time zone. */
export const askZone = action('me.zone', 1, {});
/** The form itself, with the field `zone`. */
export const saveZone = action('me.zone.save', 1, {});

/** Opens the form for the city, and the form itself, with the field `city`. */
export const askCity = action('me.city', 1, {});
export const saveCity = action('me.city.save', 1, {});
