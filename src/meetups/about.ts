/** What a row in the outbox tells of a meetup, as the row keeps it. Pure. */

const whats = ['announce', 'day', 'hour', 'changed', 'cancelled', 'after', 'ending', 'ended'] as const;

export interface About {
  /**
   * `day`, `hour`: reminders; `after`: asks who was there; `ending`: announced a date that has ended, which is still to be
   * said on it; `ended`: says so.
   */
  readonly what: (typeof whats)[number];
  readonly meetupId: string;
  /** The date that it is about, by its start (ms, UTC). */
  readonly startsAt: number;
  /** The edition of the meetup when it was written. */
  readonly sequence: number;
}

/** Such as `day x1Yz 1799841602083 2`. */
export const aboutText = ({ what, meetupId, startsAt, sequence }: About) =>
  `${what} ${meetupId} ${startsAt} ${sequence}`;

/** Reads what `aboutText` wrote; undefined if it did not. */
export function parseAbout(text: string | null): About | undefined {
  const found = /^(?<what>\w+) (?<meetupId>[\w-]+) (?<startsAt>\d+) (?<sequence>\d+)$/.exec(
    text ?? '',
  )?.groups;
  const what = whats.find((known) => known === found?.['what']);
  if (what === undefined || found === undefined) return undefined;
  return {
    what,
    meetupId: found['meetupId'] ?? '',
    startsAt: Number(found['startsAt']),
    sequence: Number(found['sequence']),
  };
}

/** The same. @throws {Error} if `aboutText` did not write it. */
export function readAbout(text: string | null): About {
  const about = parseAbout(text);
  if (about === undefined) throw new Error(`no news of a meetup: ${text}`);
  return about;
}
