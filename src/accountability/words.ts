/** The words with which nudges begin: several, so that week after week does not read the same. Pure. */

/** For nudges of Monday to Wednesday, when the week lies ahead. */
const ahead = [
  'A new week, and room for one small step.',
  'Half an hour this week keeps the thread.',
  'Small and often beats big and never.',
  'Pick a day and an hour now; that is half of it.',
  'What would make this a good week?',
  'One session, one result, one line about it: that is a week kept.',
  'Your week is still unwritten.',
  'Begin with the smallest thing that runs.',
] as const;

/** For nudges of Thursday to Sunday, when the week can be looked back on. */
const behind = [
  'How has the week been so far?',
  'There is still time for one small step.',
  'Half an hour of work before Sunday is over keeps the thread.',
  'Whatever you got done counts: check in with two clicks.',
  'The week is nearly over. What did you learn?',
  'Done, half done or not at all: it helps to say which.',
  'A short session now, and the week is kept.',
  'Time to look up: where did the week take you?',
] as const;

const dayMs = 24 * 60 * 60_000;
/** 1969-12-29, the Monday before the epoch, in ms. */
const firstMondayMs = -3 * dayMs;

/**
 * The opening of a nudge on an ISO weekday (1 to 7), at an instant (ms, UTC): the next one each week, and not the same
 * for everybody (`who` is an id).
 */
export function openingOf(weekday: number, atMs: number, who: string): string {
  const openings = weekday <= 3 ? ahead : behind;
  const week = Math.floor((atMs - firstMondayMs) / (7 * dayMs));
  const own = Number(BigInt.asUintN(16, BigInt(who)));
  return openings[(week + own) % openings.length] ?? ahead[0];
}
