/** When a server's weekly post is due: on Mondays at the server's usual time, in its zone. Pure. */

export interface PostTime {
  /** Minutes after midnight, local. */
  readonly minuteOfDay: number;
  /** IANA name. */
  readonly timeZone: string;
}

/** The Monday of the week in which an instant (ms, UTC) falls in a zone. */
export function mondayAt(atMs: number, timeZone: string): Temporal.PlainDate {
  const date = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/**
 * The instant (ms, UTC) of a Monday's post. A local time that a clock change skips comes as much later as the clock
 * jumped; one that it repeats counts the first time (Temporal's `compatible`).
 */
export function postAt(monday: Temporal.PlainDate, { minuteOfDay, timeZone }: PostTime): number {
  const plainTime = new Temporal.PlainTime(Math.floor(minuteOfDay / 60), minuteOfDay % 60);
  return monday.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}

/** The first post after an instant (both ms, UTC). */
export function nextPostAt(time: PostTime, afterMs: number): number {
  const monday = mondayAt(afterMs, time.timeZone);
  const at = postAt(monday, time);
  return at > afterMs ? at : postAt(monday.add({ weeks: 1 }), time);
}

/** Where a post moves that was due at an instant (ms, UTC): it keeps its Monday, so that no week is lost or has two. */
export const movedPostAt = (atMs: number, before: PostTime, after: PostTime): number =>
  postAt(mondayAt(atMs, before.timeZone), after);

/** What makes a post the only one of its server on a Monday. */
export const postKey = (guildId: string, monday: Temporal.PlainDate) => `digest:${guildId}:${monday}`;
