/** Instants as a zone's clock and calendar have them, in plain text. Pure. */

const inZone = (atMs: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);

/** Such as `2027-01-16 18:30`: what the form for a meetup reads back as the same instant (ms, UTC). */
export const localWords = (atMs: number, timeZone: string): string =>
  inZone(atMs, timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');

/** Such as `2027-01-16`. */
export const localDate = (atMs: number, timeZone: string): string =>
  inZone(atMs, timeZone).toPlainDate().toString();

/** Whether two instants have the same time of day. */
export const isSameHour = (oneMs: number, otherMs: number, timeZone: string): boolean =>
  inZone(oneMs, timeZone).toPlainTime().equals(inZone(otherMs, timeZone).toPlainTime());
