/** Holds the directions in which imports may run; docs/architecture.md draws them. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const features = [
  'guide',
  'progress',
  'portfolio',
  'showcase',
  'curation',
  'pictures',
  'accountability',
  'buddies',
  'groups',
  'meetups',
  'places',
  'departures',
  'settings',
  'digest',
  'leaderboard',
  'me',
  'member',
  'links',
];

interface Import {
  file: string;
  /** A path within the project, or a package's name. */
  target: string;
}

const files = globSync(['src/**/*.ts', 'commands/*.ts'], { cwd: root }).toSorted();
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
    ([, specifier = '']) => ({
      file,
      target: specifier.startsWith('.') ? relative(root, join(root, dirname(file), specifier)) : specifier,
    }),
  ),
);

const inside = (path: string, ...folders: string[]) =>
  folders.some((folder) => path.startsWith(`${folder}/`));
const offenders = (wrong: (found: Import) => boolean) =>
  imports.filter(wrong).map((found) => `${found.file} imports ${found.target}`);

type Edge = readonly [from: string, to: string];

/** A way back to itself for each that has one. */
function circlesIn(edges: readonly Edge[]): string[] {
  const wayBack = (way: readonly string[]): string | undefined => {
    const next = [...new Set(edges.filter(([from]) => from === way.at(-1)).map(([, to]) => to))];
    if (next.some((to) => to === way[0])) return [...way, way[0]].join(' > ');
    const fresh = next.filter((to) => !way.includes(to));
    return fresh.map((to) => wayBack([...way, to])).find((found) => found !== undefined);
  };
  return [...new Set(edges.map(([from]) => from))].flatMap((start) => wayBack([start]) ?? []);
}

test('there is something to check', () => {
  expect(files.length).toBeGreaterThan(60);
  expect(imports.length).toBeGreaterThan(200);
});

describe('imports run one way', () => {
  test('nothing in src imports a command', () => {
    expect(offenders(({ file, target }) => inside(file, 'src') && inside(target, 'commands'))).toEqual([]);
  });

  test('discord/ and database/ know no feature', () => {
    const known = ['database', 'discord'].map((folder) => `src/${folder}`);
    const allowed = [...known, 'src/log.ts', 'src/start-error.ts', 'src/clock.ts'];
    expect(
      offenders(
        ({ file, target }) =>
          inside(file, ...known) &&
          target.startsWith('src/') &&
          !allowed.some((path) => target === path || inside(target, path)),
      ),
    ).toEqual([]);
    expect(
      offenders(({ file, target }) => inside(file, 'src/discord') && inside(target, 'src/database')),
    ).toEqual([]);
    expect(
      offenders(({ file, target }) => inside(file, 'src/database') && inside(target, 'src/discord')),
    ).toEqual([]);
  });

  test('the scheduler knows no feature but who a member is', () => {
    const others = features.filter((feature) => feature !== 'member').map((feature) => `src/${feature}`);
    expect(
      offenders(({ file, target }) => inside(file, 'src/scheduler') && inside(target, ...others)),
    ).toEqual([]);
  });

  test('no folder leads back to itself, however long the way', () => {
    const folderOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1];
    const edges = imports.flatMap(({ file, target }): Edge[] => {
      const [from, to] = [folderOf(file), folderOf(target)];
      return from === undefined || to === undefined || from === to ? [] : [[from, to]];
    });
    expect(circlesIn(edges)).toEqual([]);
    const round: Edge[] = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'b'],
      ['c', 'e'],
    ];
    expect(circlesIn(round)).toEqual(['b > c > d > b', 'c > d > b > c', 'd > b > c > d']);
  });

  test('rules import nothing of Discord or of the database', () => {
    const rules = [
      'src/guide/recommend.ts',
      'src/guide/learner.ts',
      'src/guide/states.ts',
      'src/guide/search.ts',
      'src/guide/search-words.ts',
      'src/guide/resources.ts',
      'src/guide/guide.ts',
      'src/guide/sharing.ts',
      'src/portfolio/entry.ts',
      'src/portfolio/proof.ts',
      'src/portfolio/export.ts',
      'src/progress/activity.ts',
      'src/showcase/rules.ts',
      'src/curation/own.ts',
      'src/curation/contained.ts',
      'src/typed/read.ts',
      'src/typed/choice.ts',
      'src/accountability/schedule.ts',
      'src/buddies/match.ts',
      'src/buddies/quiet.ts',
      'src/groups/fit.ts',
      'src/groups/clusters.ts',
      'src/meetups/repeat.ts',
      'src/meetups/ics.ts',
      'src/places/distance.ts',
      'src/time/when.ts',
      'src/digest/week.ts',
      'src/settings/weekly-post.ts',
      'src/accountability/standing.ts',
      'src/departures/rules.ts',
      'src/time/time-of-day.ts',
      'src/time/time-zones.ts',
    ];
    for (const rule of rules) expect(files, 'a rule that is gone').toContain(rule);
    const outside = /^(discord\.js|discord-api-types|kysely|better-sqlite3)/;
    expect(
      offenders(
        ({ file, target }) =>
          rules.includes(file) && (outside.test(target) || inside(target, 'src/discord', 'src/database')),
      ),
    ).toEqual([]);
  });

  test('pictures know nothing but what they are to draw', () => {
    expect(
      offenders(
        ({ file, target }) =>
          inside(file, 'src/pictures') && target.startsWith('src/') && !inside(target, 'src/pictures'),
      ),
    ).toEqual([]);
  });

  test('the playground knows nothing of the bot, and of the bot only local.ts knows it', () => {
    expect(
      offenders(
        ({ file, target }) =>
          inside(file, 'src/playground') && target.startsWith('src/') && !inside(target, 'src/playground'),
      ),
    ).toEqual([]);
    expect(
      offenders(
        ({ file, target }) =>
          !inside(file, 'src/playground') && inside(target, 'src/playground') && file !== 'src/local.ts',
      ),
    ).toEqual([]);
  });

  test('only main.ts, bot.ts and local.ts wire things together', () => {
    const wiring = ['src/main.ts', 'src/bot.ts', 'src/local.ts', 'src/health.ts'];
    expect(
      offenders(
        ({ file, target }) =>
          ['src/main.ts', 'src/bot.ts', 'src/local.ts'].includes(target) &&
          !wiring.includes(file) &&
          !inside(file, 'src/tools'),
      ),
    ).toEqual([]);
  });

  test('code asks a Clock for the time', () => {
    const own = ['src/clock.ts', 'src/log.ts', 'src/database/backup.ts'];
    const asking = files
      .filter((file) => !own.includes(file) && !inside(file, 'src/playground'))
      .filter((file) =>
        /Date\.now\(|new Date\(\)|Temporal\.Now/.test(readFileSync(join(root, file), 'utf8')),
      );
    expect(asking).toEqual([]);
  });
});

test('no file outgrows its room', () => {
  const long = files
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});
