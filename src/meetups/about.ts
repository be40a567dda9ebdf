/** What a row in the outbox tells of a meetup, as the row keeps it. Pure. */

const whats = ['announce', 'day', 'hour', 'changed', 'cancelled', 'after'] as const;

export interface About {
  /** `day`, `hour`: reminders; `after`: asks who was there. */
  readonly what: (typeof whats)[number];
  readonly meetupId: string;
  /** The date that it is about, by its start (ms, UTC). */
  readonly startsAt: number;
}

/** Such as `day x1Yz 1799841602083`. */
export const aboutText = ({ what, meetupId, startsAt }: About) => `${what} ${meetupId} ${startsAt}`;

/** Reads what `aboutText` wrote. @throws {Error} if it did not. */
export function readAbout(text: string | null): About {
  const [word, meetupId = '', startsAt = ''] = (text ?? '').split(' ');
  const what = whats.find((known) => known === word);
  if (what === undefined || !/^\d+$/.test(startsAt)) throw new Error(`no news of a meetup: ${text}`);
  return { what, meetupId, startsAt: Number(startsAt) };
}
