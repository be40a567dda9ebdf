/** The buttons of the weekly post. */
import { z } from 'zod';
import { action } from '../discord/action.ts';

/** On the post: lets the next ones name whoever presses it. The batch is the one that the post is found again by. */
export const nameMe = action('digest.name', 1, { batch: z.string().regex(/^[A-Za-z0-9_-]{1,24}$/) });
/** Whether the weekly post may name the member. */
export const setNamed = action('digest.named', 1, { named: z.enum(['yes', 'no']) });
