/** The buttons, selects and forms of study groups. Ids in them may be forged: whoever presses is checked against the tables. */
import { z } from 'zod';
import { action, wholeNumber } from '../discord/action.ts';

/** An id of `newId`, or a batch of the outbox, by which a lost answer is found again. */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,24}$/);
const snowflake = z.string().regex(/^\d{1,20}$/);
/** Ms, UTC. */
const instant = z
  .string()
  .regex(/^\d{1,14}$/)
  .transform(Number);
/** GeoNames' id of a city, or 0 for none. */
const city = wholeNumber;

/** On a message of the outbox: shows the group that it is about, in the server that it came from. */
export const seeGroup = action('group.see', 1, { batch: id });
export const showGroup = action('group.show', 1, { group: id });
/** The same on a message of the outbox in a group's thread, for whoever presses. */
export const aboutGroup = action('group.about', 1, { group: id, batch: id });
/** The groups of a member, so many to a page. */
export const showMine = action('group.mine', 1, { page: wholeNumber });

export const joinGroup = action('group.join', 1, { group: id });
/** The same from a direct message, for a group of some server. */
export const joinThere = action('group.take', 1, { guild: snowflake, group: id });
export const stopWaitingFor = action('group.unwait', 1, { group: id });
/** Asks whether to leave, and leaves. */
export const askToLeave = action('group.leave', 1, { group: id });
export const leaveNow = action('group.left', 1, { group: id });

/** Opens the form for a new group, in a city if one is known. */
export const askNew = action('group.new', 1, { city });
/** The form, with the fields `name`, `step`, `topic`, `city` and `hour`. */
export const saveNew = action('group.new.save', 1, { city });
/** The panel on which a group is put together and changed. */
export const editGroup = action('group.edit', 1, { group: id });
/** Opens the form for a group's words; and the form itself, with the same fields, which knows which version it was filled with. */
export const askWords = action('group.words', 1, { group: id });
export const saveWords = action('group.words.save', 1, { group: id, seen: instant });
/** Selects on that panel: the city that was meant, the language, the places, the door. */
export const chooseCity = action('group.city', 1, { group: id });
export const chooseLanguage = action('group.lang', 1, { group: id });
export const choosePlaces = action('group.size', 1, { group: id });
export const chooseDoor = action('group.door', 1, { group: id });
export const openGroup = action('group.open', 1, { group: id });
export const dropDraft = action('group.drop', 1, { group: id });

/** The panel of members, for the owner. */
export const showMembers = action('group.people', 1, { group: id });
/** User selects on it, which ask first; and the buttons that do it. */
export const handOverTo = action('group.hand', 1, { group: id });
export const removeMember = action('group.remove', 1, { group: id });
export const handOverNow = action('group.handed', 1, { group: id, user: snowflake });
export const removeNow = action('group.removed', 1, { group: id, user: snowflake });
/** A button for whoever was taken out last: they may come back. */
export const forgiveMember = action('group.forgive', 1, { group: id, user: snowflake });
export const letIn = action('group.yes', 1, { group: id, user: snowflake });
export const turnAway = action('group.no', 1, { group: id, user: snowflake });
/** Asks whether to close, and closes. */
export const askToClose = action('group.close', 1, { group: id });
export const closeNow = action('group.closed', 1, { group: id });
/** The owner says that a silent group goes on; a member takes it on. */
export const goesOn = action('group.alive', 1, { guild: snowflake, group: id });
export const takeOn = action('group.adopt', 1, { guild: snowflake, group: id });

/** On a post that a whole server sees: what the command shows that has nothing typed into it. */
export const startHere = action('group.start', 1, { batch: id });
export const lookHere = action('group.look', 1, { batch: id });

/** A search: its page and all that was looked for. */
export const searchShape = {
  page: wholeNumber,
  /** The city, or 0. */
  near: city,
  radius: wholeNumber,
  /** Anywhere, near, or online. */
  where: z.enum(['a', 'n', 'o']),
  language: z.string().regex(/^([a-z]{2})?$/),
  free: z.enum(['1', '0']),
  /** A step's number, or 0. */
  step: wholeNumber,
  words: z.string().max(24),
};
export const searchPage = action('group.find', 1, searchShape);
/** Remembers the search as a wish. */
export const makeWish = action('group.wish', 1, searchShape);
/** Forgets it, and shows the search again. */
export const endWish = action('group.unwish', 1, searchShape);

/** Opens the form for a report, and the form itself, with the field `reason`. */
export const askReport = action('group.report', 1, { group: id });
export const saveReport = action('group.report.save', 1, { group: id });
/** The reports of a server, for its moderators. */
export const showReports = action('group.reports', 1, {});
/** Shows a group that was reported, with a way back. */
export const seeReported = action('group.reported', 1, { group: id });
export const settleReport = action('group.settled', 1, { report: id });
