/** What a study group is. Pure. */
import type { Selectable } from 'kysely';
import type { StudyGroupTable } from '../database/group-schema.ts';

/** A city as a group shows it. */
export interface City {
  /** GeoNames' id. */
  readonly id: number;
  readonly label: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** A regular hour in the group's zone. */
export interface Hour {
  /** ISO weekday, 1 to 7. */
  readonly weekday: number;
  readonly minuteOfDay: number;
}

export interface Group {
  readonly id: string;
  readonly guildId: string;
  readonly state: StudyGroupTable['state'];
  readonly name: string;
  /** In its owner's words; empty if it follows a step alone. */
  readonly topic: string;
  readonly stepId: string | null;
  /** Null for one that meets online. */
  readonly city: City | null;
  readonly timeZone: string;
  /** Two-letter code. */
  readonly language: string;
  readonly hour: Hour | null;
  readonly capacity: number;
  readonly byRequest: boolean;
  readonly threadId: string | null;
  /** Why it has no thread, in words, or null. */
  readonly threadProblem: string | null;
  /** Its last sign of life (ms, UTC). */
  readonly activeAt: number;
  /** How far care for a silent group has gone. */
  readonly care: Selectable<StudyGroupTable>['care'];
  /** When it was last changed (ms, UTC), and each change later than the one before: the version of its words. */
  readonly updatedAt: number;
}

/** Characters of what is typed, and how large a group may be. */
export const groupLimits = {
  name: 60,
  topic: 100,
  city: 100,
  hour: 40,
  reason: 300,
  leastPlaces: 2,
  mostPlaces: 50,
  /** Groups of one server that a member may be in, wait for, and own: what one person can keep up with and care for. */
  memberOf: 10,
  waitsFor: 10,
  owned: 3,
  /** Reports of one member that nobody has settled yet. */
  reports: 5,
} as const;

/** The degree square of groups that meet online. */
export const onlineCell = -1;

/** Text as searches compare it: SQLite knows capitals of plain letters alone, and nobody types every accent. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .normalize('NFC');

/** What a search for words looks through. */
export const searchText = ({ name, topic }: Pick<Group, 'name' | 'topic'>): string =>
  folded(`${name} ${topic}`);

/** A pattern for `like`, with `\\` as the escape, that finds what has these words in it. */
export const likeOf = (words: string): string => `%${folded(words).replace(/[\\%_]/g, '\\$&')}%`;

export function toGroup(row: Selectable<StudyGroupTable>): Group {
  const { city_id: cityId, latitude, longitude, weekday, minute_of_day: minuteOfDay } = row;
  return {
    id: row.group_id,
    guildId: row.guild_id,
    state: row.state,
    name: row.name,
    topic: row.topic,
    stepId: row.step_id,
    city:
      cityId === null || latitude === null || longitude === null
        ? null
        : { id: cityId, label: row.city ?? '', latitude, longitude },
    timeZone: row.time_zone,
    language: row.language,
    hour: weekday === null || minuteOfDay === null ? null : { weekday, minuteOfDay },
    capacity: row.capacity,
    byRequest: row.by_request === 1,
    threadId: row.thread_id,
    threadProblem: row.thread_problem,
    activeAt: row.active_at,
    care: row.care,
    updatedAt: row.updated_at,
  };
}
