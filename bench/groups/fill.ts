/** A database with 100,000 study groups and 1,000,000 members in them, as they might be a few years from now. */
import BetterSqlite3 from 'better-sqlite3';
import { searchText } from '../../src/groups/group.ts';
import { readCities } from '../../src/places/cities-file.ts';
import { cellOf } from '../../src/places/distance.ts';
import { timeZoneOf } from '../../src/places/time-zone.ts';

export const groupCount = 100_000;
/** All in one server: the largest that there could be. */
export const inLargest = 30_000;
/** The others are spread over so many servers. */
const otherServers = 700;
const membersEach = 10;
const dayMs = 24 * 60 * 60_000;

export interface City {
  readonly id: number;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
}

/** Cities to draw from: by population, as people are spread; evenly, as small ones want to be. */
export interface Cities {
  readonly all: readonly City[];
  byPopulation(): City;
}

export const guildName = (index: number) => String(100_000_000_000_000_000n + BigInt(index));
export const userName = (index: number) => String(200_000_000_000_000_000n + BigInt(index));

const topics = [
  'One paper a week',
  'Kaggle together',
  'fast.ai, part 2',
  'Maths from the ground up',
  'Übungen',
];
const languages = ['en', 'en', 'en', 'de', 'es', 'fr', 'pt', 'hi', 'zh', 'ja'];
const names = [
  'Tensors',
  'Weights',
  'Gradients',
  'Nightowls',
  'Lunchtime',
  'Papers',
  'Backprop',
  'Lernkreis',
];
const steps = ['pytorch', 'papers', 'kaggle', null, null];

export async function loadCities(random: () => number): Promise<Cities> {
  const cities = await readCities();
  const sums = new Float64Array(cities.length);
  let total = 0;
  for (const [index, { population }] of cities.entries()) {
    total += population;
    sums[index] = total;
  }
  const all = cities.map(({ id, name, latitude, longitude }) => {
    const at = { latitude: latitude / 1e5, longitude: longitude / 1e5 };
    return { id, name, ...at, timeZone: timeZoneOf(at) };
  });
  const byPopulation = () => {
    const wanted = random() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    const city = all[low];
    if (city === undefined) throw new Error('there are cities');
    return city;
  };
  return { all, byPopulation };
}

/** Fills a new database at `path`, whose tables are there; `now` is ms, UTC. */
export function fill(path: string, cities: Cities, random: () => number, now: number): void {
  const db = new BetterSqlite3(path);
  db.pragma('synchronous = OFF');
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const group = db.prepare(`insert into study_group
    (group_id, guild_id, state, name, topic, search_text, step_id, city_id, city, latitude, longitude, cell, time_zone,
     language, weekday, minute_of_day, capacity, by_request, active_at, created_at, updated_at)
    values (?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const member = db.prepare(
    'insert into group_member (group_id, guild_id, user_id, is_owner, joined_at) values (?, ?, ?, ?, ?)',
  );
  const addGroup = (index: number): void => {
    const guildId = guildName(index < inLargest ? 0 : 1 + (index % otherServers));
    const city = cities.byPopulation();
    const isOnline = random() < 0.5;
    const place = isOnline
      ? [null, null, null, null, -1]
      : [city.id, city.name, city.latitude, city.longitude, cellOf(city)];
    const [name, topic] = [`${pick(names)} ${city.name.slice(0, 40)} ${index}`, pick(topics)];
    const words = [name, topic, searchText({ name, topic }), pick(steps)];
    const hour = [1 + Math.floor(random() * 7), Math.floor(random() * 24) * 60];
    const size = [membersEach + pick([0, 0, 1, 5, 20]), pick([0, 0, 0, 0, 1])];
    const activeAt = now - Math.floor(random() * 40 * dayMs);
    const id = groupName(index);
    const times = [activeAt, activeAt, activeAt];
    group.run(id, guildId, ...words, ...place, city.timeZone, pick(languages), ...hour, ...size, ...times);
    for (let seat = 0; seat < membersEach; seat += 1)
      member.run(id, guildId, userName(index * membersEach + seat), seat === 0 ? 1 : 0, activeAt);
  };
  db.transaction(() => {
    for (let index = 0; index < groupCount; index += 1) addGroup(index);
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** The id of a group by its number. */
export const groupName = (index: number) => `g${String(index).padStart(11, '0')}`;
