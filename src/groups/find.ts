/** Finds groups: near a place, and online, in few and short queries however many there are. */
import type { Db } from '../database/open.ts';
import { cellsAround } from '../places/distance.ts';
import { countsOf, hasWords, keptIn } from './counts.ts';
import { nearest, type Point, type Seen } from './fit.ts';
import { type Group, onlineCell, toGroup } from './group.ts';
import { type Hours, hoursAt } from './hours.ts';

/** What is looked for. */
export interface Search {
  readonly guildId: string;
  /** Where; null if nobody has said: then only groups that meet online are found. */
  readonly near: Point | null;
  readonly radiusKm: number;
  /** The member's zone, in which they wake and sleep. */
  readonly timeZone: string;
  /** Words of its name or topic; empty for any. */
  readonly words: string;
  readonly stepId: string | null;
  /** Null for any. */
  readonly language: string | null;
  readonly where: 'anywhere' | 'near' | 'online';
  /** Only those with a free place. */
  readonly isFree: boolean;
}

export interface Found extends Seen {
  readonly group: Group;
  readonly members: number;
  /** Places that nobody has, and that are kept for nobody. */
  readonly free: number;
}

/** Groups that a search lists at most: nobody reads farther, and each costs time. */
export const mostFound = 100;
/** Groups that meet online, from which the best are taken. */
const mostOnline = 300;

/** The groups that fit: those near first, the nearest first, then those online whose hours suit. */
export async function find(db: Db, search: Search, nowMs: number): Promise<Found[]> {
  const hours = hoursAt(nowMs);
  const near = search.where === 'online' || search.near === null ? [] : await nearby(db, search, hours);
  const online =
    search.where === 'near' || near.length >= mostFound ? [] : await onlineOnes(db, search, hours);
  return await filled(db, [...near, ...online], search, nowMs);
}

/** What ranking needs of open groups in these squares. */
function candidates(db: Db, { guildId, words, stepId, language }: Search, cells: readonly number[]) {
  return db
    .selectFrom('study_group')
    .select(['group_id', 'latitude', 'longitude', 'time_zone', 'weekday', 'minute_of_day'])
    .where('guild_id', '=', guildId)
    .where('state', '=', 'open')
    .where('cell', 'in', cells)
    .$if(language !== null, (query) => query.where('language', '=', language ?? ''))
    .$if(stepId !== null, (query) => query.where('step_id', '=', stepId))
    .$if(words !== '', (query) => query.where(hasWords(words)));
}

type Row = Awaited<ReturnType<ReturnType<typeof candidates>['execute']>>[number];

const toCandidate = (row: Row) => ({
  id: row.group_id,
  latitude: row.latitude,
  longitude: row.longitude,
  timeZone: row.time_zone,
  hour:
    row.weekday === null || row.minute_of_day === null
      ? null
      : { weekday: row.weekday, minuteOfDay: row.minute_of_day },
});

async function nearby(db: Db, search: Search, { offsets }: Hours): Promise<Seen[]> {
  const { near, radiusKm, timeZone } = search;
  if (near === null) return [];
  const rows = await candidates(db, search, cellsAround(near, radiusKm)).execute();
  return nearest(rows.map(toCandidate), { point: near, radiusKm, timeZone }, offsets);
}

/** Some hours after the other, those zones first whose day is most like the member's. */
async function onlineOnes(db: Db, search: Search, hours: Hours): Promise<Seen[]> {
  const { timeZone, radiusKm } = search;
  const found: Row[] = [];
  for (const zones of hours.zonesLike(timeZone)) {
    const ofThese = candidates(db, search, [onlineCell]).where('time_zone', 'in', zones);
    found.push(...(await ofThese.limit(mostOnline - found.length).execute()));
    if (found.length >= mostOnline) break;
  }
  return nearest(found.map(toCandidate), { point: null, radiusKm, timeZone }, hours.offsets);
}

/** The groups themselves, with how many members each has; the best first, and no more than anybody reads. */
async function filled(db: Db, seen: readonly Seen[], { isFree }: Search, nowMs: number): Promise<Found[]> {
  const found: Found[] = [];
  for (let from = 0; from < seen.length && found.length < mostFound; from += mostFound) {
    const some = await withCounts(db, seen.slice(from, from + mostFound), nowMs);
    found.push(...some.filter(({ free }) => !isFree || free > 0));
  }
  return found.slice(0, mostFound);
}

async function withCounts(db: Db, seen: readonly Seen[], nowMs: number): Promise<Found[]> {
  const ids = seen.map(({ id }) => id);
  const [rows, counts, kept] = await Promise.all([
    db.selectFrom('study_group').selectAll().where('group_id', 'in', ids).execute(),
    countsOf(db, ids),
    keptIn(db, ids, nowMs),
  ]);
  const groups = new Map(rows.map((row) => [row.group_id, toGroup(row)]));
  return seen.flatMap((one): Found[] => {
    const group = groups.get(one.id);
    if (group === undefined) return [];
    const members = counts.get(one.id) ?? 0;
    return [{ ...one, group, members, free: group.capacity - members - (kept.get(one.id) ?? 0) }];
  });
}
