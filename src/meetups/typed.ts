/** What was typed for a meetup and can't be read: kept for a day, so that nobody types it all again. */
import type { Group } from '../groups/group.ts';
import type { Act } from '../scheduler/act.ts';
import type { Meetup } from './meetup.ts';
import { draft } from './planning.ts';
import type { Fields } from './said.ts';

/** The start of a draft that has none, since nobody could read it. Its place is all that was typed, as JSON. */
const unread = 0;

/** Keeps it, and returns the id by which it is found again. */
export const keepTyped = (act: Act, group: Group, userId: string, fields: Fields): Promise<string> =>
  draft(act, group, userId, {
    startsAt: unread,
    minutes: 0,
    place: JSON.stringify(fields),
    isWeekly: false,
  });

/** Whether a draft is nothing but what was typed. */
export const isTyped = ({ state, startsAt }: Pick<Meetup, 'state' | 'startsAt'>): boolean =>
  state === 'draft' && startsAt === unread;

/** What a member typed, as `keepTyped` has kept it; nothing if it is forgotten, or not theirs. */
export const typedIn = (kept: Meetup | undefined, userId: string): Fields =>
  kept !== undefined && isTyped(kept) && kept.plannedBy === userId ? (JSON.parse(kept.place) as Fields) : {};
