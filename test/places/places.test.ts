import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readNicknames } from '../../src/places/data-files.ts';
import { distanceKm } from '../../src/places/distance.ts';
import { type Place, Places, placeLabel } from '../../src/places/places.ts';

let places: Places;

beforeAll(async () => {
  places = await Places.load();
}, 30_000);

const labels = (typed: string, near?: { latitude: number; longitude: number }) =>
  places.search(typed, { near, limit: 5 }).map(placeLabel);
const shortly = ({ name, countryCode }: Place) => `${name}, ${countryCode}`;
/** From 1 on; 0 if it is not among the first five. */
const position = (typed: string, wanted: string) =>
  places.search(typed, { limit: 5 }).findIndex((place) => shortly(place) === wanted) + 1;

const awkward: readonly (readonly [typed: string, wanted: string])[] = [
  ['São Paulo', 'São Paulo, BR'],
  ['Köln', 'Köln, DE'],
  ['Cologne', 'Köln, DE'],
  ['Koeln', 'Köln, DE'],
  ['Москва', 'Moscow, RU'],
  ['東京', 'Tokyo, JP'],
  ['Saint Petersburg FL', 'St. Petersburg, US'],
  ['St. Petersburg', 'Saint Petersburg, RU'],
  ['Санкт-Петербург', 'Saint Petersburg, RU'],
  ['Springfield IL', 'Springfield, US'],
  ['Muenchen', 'Munich, DE'],
  ['Munchen', 'Munich, DE'],
  ['München', 'Munich, DE'],
  ['Munich', 'Munich, DE'],
  ['Kreuzberg', 'Kreuzberg, DE'],
  ['Leipizg', 'Leipzig, DE'],
  ['Frankfrut', 'Frankfurt am Main, DE'],
  ['Frankfurt am Main', 'Frankfurt am Main, DE'],
  ['frankfurt oder', 'Frankfurt (Oder), DE'],
  ['Zürich', 'Zürich, CH'],
  ['Zurich', 'Zürich, CH'],
  ['Łódź', 'Łódź, PL'],
  ['lodz', 'Łódź, PL'],
  ['Kraków', 'Kraków, PL'],
  ['Málaga', 'Málaga, ES'],
  ['A Coruña', 'A Coruña, ES'],
  ['Reykjavík', 'Reykjavík, IS'],
  ['Tromsø', 'Tromsø, NO'],
  ['Aarhus', 'Århus, DK'],
  ['Malmö', 'Malmö, SE'],
  ['Gothenburg', 'Göteborg, SE'],
  ['Den Haag', 'The Hague, NL'],
  ['Bruxelles', 'Brussels, BE'],
  ['Geneva', 'Genève, CH'],
  ['Firenze', 'Florence, IT'],
  ['Napoli', 'Naples, IT'],
  ['Αθήνα', 'Athens, GR'],
  ['北京', 'Beijing, CN'],
  ['上海', 'Shanghai, CN'],
  ['서울', 'Seoul, KR'],
  ['Bangalore', 'Bengaluru, IN'],
  ['Bombay', 'Mumbai, IN'],
  ['Kiev', 'Kyiv, UA'],
  ['Saigon', 'Ho Chi Minh City, VN'],
  ['القاهرة', 'Cairo, EG'],
  ['Washington DC', 'Washington, D.C., US'],
  ['New York', 'New York City, US'],
  ['nyc', 'New York City, US'],
  ['LA', 'Los Angeles, US'],
  ['Bad Homburg', 'Bad Homburg vor der Höhe, DE'],
];

describe('what people type finds what they mean', () => {
  test('of fifty awkward names, at least 45 are among the first five', () => {
    const found = awkward.filter(([typed, wanted]) => position(typed, wanted) > 0);
    expect(awkward).toHaveLength(50);
    expect(
      found.length,
      `missing: ${awkward.filter((each) => !found.includes(each))}`,
    ).toBeGreaterThanOrEqual(45);
  });

  test('names of large cities in the languages of the world', async () => {
    const text = await readFile(new URL('names-of-cities.txt', import.meta.url), 'utf8');
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const missing = lines.flatMap((line) => {
      const [, name, country, others = ''] = /^(.+) ([A-Z]{2}): (.+)$/.exec(line) ?? [];
      return others.split(', ').filter((typed) => position(typed, `${name}, ${country}`) === 0);
    });
    expect(lines.length).toBeGreaterThan(250);
    expect(missing).toEqual([]);
  });

  test.each([
    ['springfield illinois', 'Springfield, Illinois, United States'],
    ['Springfield, Illinois', 'Springfield, Illinois, United States'],
    ['paris texas', 'Paris, Texas, United States'],
    ['paris tx usa', 'Paris, Texas, United States'],
    ['london on', 'London, Ontario, Canada'],
    ['perth wa', 'Perth, Western Australia, Australia'],
    ['halle saale', 'Halle (Saale), Saxony-Anhalt, Germany'],
    ['frankfurt main', 'Frankfurt am Main, Hesse, Germany'],
    ['main frankfurt', 'Frankfurt am Main, Hesse, Germany'],
    ['berlin deutschland', 'Berlin, Germany'],
    ['москва россия', 'Moscow, Russia'],
    ['st gallen', 'Sankt Gallen, Saint Gallen, Switzerland'],
    ['ft worth', 'Fort Worth, Texas, United States'],
    ['newyork', 'New York City, New York, United States'],
    ['new castle upon tyne', 'Newcastle upon Tyne, England, United Kingdom'],
    ['BADEN BADEN', 'Baden-Baden, Baden-Wurttemberg, Germany'],
    ['laquila', "L'Aquila, Abruzzo, Italy"],
    ['aquila', "L'Aquila, Abruzzo, Italy"],
    ['pheonix', 'Phoenix, Arizona, United States'],
    ['philadelpia', 'Philadelphia, Pennsylvania, United States'],
    ['cincinatti', 'Cincinnati, Ohio, United States'],
    ['rio de janerio', 'Rio de Janeiro, Brazil'],
    ['somewhere near leipzig', 'Leipzig, Saxony, Germany'],
    ['singapore', 'Singapore'],
  ])('%s is first %s', (typed, label) => {
    expect(labels(typed)[0]).toBe(label);
  });

  test('while it is typed, the large ones come first', () => {
    expect(labels('ber')[0]).toBe('Berlin, Germany');
    expect(labels('lon')[0]).toBe('London, England, United Kingdom');
    expect(labels('моск')[0]).toBe('Moscow, Russia');
    expect(labels('새')).not.toContain('');
    expect(labels('Saint Peter')[0]).toBe('Saint Petersburg, St.-Petersburg, Russia');
  });

  test('a whole name comes before one that only begins so, and both before a slip', () => {
    const found = labels('york');
    expect(found[0]).toBe('York, England, United Kingdom');
    expect(labels('hamburk')[0]).toBe('Hamburg, Germany');
  });
});

describe('whoever is near', () => {
  const peoria = { latitude: 40.69365, longitude: -89.58899 };
  const berlin = { latitude: 52.52437, longitude: 13.41053 };

  test('comes first among equals', () => {
    expect(labels('springfield', peoria)[0]).toBe('Springfield, Illinois, United States');
    expect(labels('paris', peoria)[0]).toMatch(/France$/);
    expect(labels('neustadt', berlin).slice(0, 2).join()).toContain('Germany');
  });

  test('is listed where nothing is typed', () => {
    expect(labels('', berlin)[0]).toBe('Berlin, Germany');
    expect(labels('', peoria)[0]).toBe('Peoria, Illinois, United States');
    for (const place of places.search(' ', { near: berlin, limit: 5 }))
      expect(distanceKm(place, berlin)).toBeLessThan(60);
    expect(places.search('', { limit: 25 })).toEqual([]);
    // On the date line, at a pole and in the middle of an ocean.
    for (const at of [
      [-16.8, 180],
      [90, 0],
      [-48.9, -123.4],
    ]) {
      const [latitude = 0, longitude = 0] = at;
      expect(places.search('', { near: { latitude, longitude }, limit: 25 })).toHaveLength(25);
    }
  });
});

test('a label is short, and finds its place', () => {
  const cities = 'abcdefghijklmnoprstuvwz'
    .split('')
    .flatMap((letter) => places.search(letter, { limit: 25 }));
  for (const city of cities) {
    const label = placeLabel(city);
    expect(label.length).toBeLessThanOrEqual(100);
    expect(
      places.search(label, { limit: 5 }).map(({ id }) => id),
      label,
    ).toContain(city.id);
    expect(places.byId(city.id)).toEqual(city);
  }
  expect(placeLabel({ ...place, name: 'x'.repeat(90), region: 'Region' })).toBe(`${'x'.repeat(90)}, Country`);
  expect(placeLabel({ ...place, name: 'x'.repeat(200) })).toHaveLength(100);
  expect(placeLabel({ ...place, region: '' })).toBe('Name, Country');
  expect(placeLabel({ ...place, region: 'Name' })).toBe('Name, Country');
});

const place: Place = {
  id: 1,
  name: 'Name',
  region: 'Region',
  country: 'Country',
  countryCode: 'XX',
  latitude: 0,
  longitude: 0,
  population: 0,
};

test('a place is found by its id, and nothing by another', () => {
  expect(places.byId(2886242)).toMatchObject({
    name: 'Köln',
    countryCode: 'DE',
    region: 'North Rhine-Westphalia',
  });
  for (const id of [0, -1, 0.5, Number.NaN, 4_294_967_295, 1e300]) expect(places.byId(id)).toBeUndefined();
});

test('our own list speaks of the cities that it means', async () => {
  for (const { id, city, names } of await readNicknames()) {
    expect(places.byId(id)?.name, String(id)).toBe(city);
    for (const name of names)
      expect(
        places.search(name, { limit: 25 }).map((found) => found.id),
        name,
      ).toContain(id);
  }
});

describe('whatever is typed', () => {
  const signs = fc.constantFrom(
    '\u200f',
    '\u0000',
    '\u{1f600}',
    '(',
    '[',
    '\\',
    '.*',
    '+',
    '?',
    'ß',
    'ü',
    '東',
    ' ',
    ',',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: fc.oneof(signs, fc.constantFrom(...'abcdeinorst')), maxLength: 60 }),
  );
  const near = fc.option(
    fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    }),
    { nil: undefined },
  );

  test('it is answered with no more than was asked for, and the same each time', () => {
    fc.assert(
      fc.property(text, near, fc.integer({ min: 0, max: 30 }), (typed, at, limit) => {
        const found = places.search(typed, { near: at, limit });
        expect(found.length).toBeLessThanOrEqual(limit);
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        expect(places.search(typed, { near: at, limit })).toEqual(found);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['nothing', ''],
    ['10,000 letters', 'a'.repeat(10_000)],
    ['10,000 words', 'new '.repeat(2_500)],
    ['emoji', '👩🏽‍💻🏙️'],
    ['control characters', '\u0000\u0007\u001b[31m'],
    ['regex', '^(a+)+$.*[\\'],
    ['punctuation', '.,;:!?-–—’"()'],
    ['marks of direction', '\u200f\u202e\u2066'],
    ['half a sign', '\ud83d'],
  ])('%s is answered at once', (_, typed) => {
    const startedAt = performance.now();
    expect(places.search(typed, { limit: 25 }).length).toBeLessThanOrEqual(25);
    expect(performance.now() - startedAt).toBeLessThan(250);
  });

  test('signs of direction change nothing', () => {
    expect(labels('\u200fתל אביב\u200f')).toEqual(labels('תל אביב'));
  });
});
