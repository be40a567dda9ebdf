/** Starts that can't succeed: exit code 1 and one sentence on stderr, which names what is wrong. */
import {
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { startPlayground } from '../../src/playground/index.ts';
import {
  type Ending,
  freePort,
  projectFolder,
  startProcess,
  takenPort,
  tempFolder,
} from '../support/process.ts';

const someToken = 'c29tZS1ib3Q.token-of-nobody.that-no-discord-knows';
/** Nothing listens on this port, so that a start gets no further than to here. */
const nowhere = { DISCORD_TOKEN: someToken, DISCORD_API_URL: 'http://127.0.0.1:9/api' };

function expectSentence({ code, stdout, stderr }: Ending, ...parts: (string | RegExp)[]): void {
  for (const part of parts) expect(stderr).toMatch(part);
  expect(stderr, 'one line').toMatch(/^\S[^\n]{20,}\n$/);
  expect(stderr, 'no stack').not.toMatch(/Error:/);
  expect(stdout + stderr, 'no secret').not.toContain(someToken);
  expect(code).toBe(1);
}

const start = (env: Record<string, string>, args: string[] = []) => startProcess({ env, args }).ended;

test('a wrong token', async () => {
  const playground = await startPlayground();
  expectSentence(
    await start({ DISCORD_TOKEN: someToken, DISCORD_API_URL: playground.apiUrl }),
    /refuses the token/,
    'DISCORD_TOKEN',
  );
  await playground.close();
});

test('no network', async () => {
  expectSentence(await start(nowhere), "Discord can't be reached at http://127.0.0.1:9", 'ECONNREFUSED');
});

test('a Discord that is down', async () => {
  const playground = await startPlayground();
  playground.faults.add({ route: '/gateway/bot', status: 503, times: Number.POSITIVE_INFINITY });
  expectSentence(
    await start({ DISCORD_TOKEN: playground.botToken, DISCORD_API_URL: playground.apiUrl }),
    /can't be reached.*503/,
  );
  await playground.close();
});

test('a database path that is a folder, or of another kind', async () => {
  const folder = tempFolder();
  expectSentence(await start({ ...nowhere, DATABASE_URL: folder }), folder, "can't be opened");
  expectSentence(
    await start({ ...nowhere, DATABASE_URL: 'postgres://x' }),
    /DATABASE_URL must be a file path/,
  );
});

test.runIf(process.platform === 'linux')('a database path where nobody can write', async () => {
  expectSentence(await start({ ...nowhere, DATABASE_URL: '/proc/nextstep/a.sqlite' }), "can't be opened");
});

test('a database path below something that is no folder', async () => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, '');
  expectSentence(await start({ ...nowhere, DATABASE_URL: join(file, 'a.sqlite') }), "can't be opened");
});

test('a file that is no database', async () => {
  const path = join(tempFolder(), 'bot.sqlite');
  writeFileSync(path, 'This was a letter to my aunt. '.repeat(500));
  const before = readFileSync(path);
  expectSentence(await start({ ...nowhere, DATABASE_URL: path }), path, 'damaged');
  expect(readFileSync(path).equals(before), 'the file is left as it is').toBe(true);
});

test('a database that is damaged in the middle', async () => {
  const path = await usedDatabase();
  const { size } = statSync(path);
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(8_192, 0xa5), 0, 8_192, Math.floor(size / 2 / 4_096) * 4_096);
  closeSync(file);
  expectSentence(await start({ ...nowhere, DATABASE_URL: path }), path, 'damaged');
});

test('a database that was cut short', async () => {
  const path = await usedDatabase();
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, Math.floor(whole.length / 2)));
  expectSentence(await start({ ...nowhere, DATABASE_URL: path }), path, 'damaged');
});

test('a database that a newer version has used', async () => {
  const path = await usedDatabase();
  const raw = new BetterSqlite3(path);
  raw.exec("insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2099-01-01')");
  raw.close();
  expectSentence(await start({ ...nowhere, DATABASE_URL: path }), path, 'newer version');
});

/** A closed database with two thousand members. */
async function usedDatabase(): Promise<string> {
  const path = join(tempFolder(), 'bot.sqlite');
  const { db, close } = await openDatabase(path);
  const members = Array.from({ length: 2_000 }, (_, index) => ({
    guild_id: '1',
    user_id: String(index),
    first_seen_at: 0,
    last_seen_at: 0,
  }));
  await db.insertInto('member').values(members).execute();
  await close();
  return path;
}

test('broken content, named by file and line', async () => {
  const project = projectCopy();
  const file = join(project, 'data/guide/02-course.yaml');
  const sound = readFileSync(file, 'utf8');
  const run = () =>
    startProcess({ file: join(project, 'src/run.js'), args: ['main.ts'], env: nowhere }).ended;

  writeFileSync(file, `${sound}\n  - : [`);
  expectSentence(await run(), /02-course\.yaml, line \d+/, 'no valid YAML');
  writeFileSync(file, sound.replace(/^title:.*$/m, 'title: 7'));
  expectSentence(await run(), /02-course\.yaml, line \d+: title is wrong/);
  writeFileSync(file, '');
  expectSentence(await run(), /02-course\.yaml/);
});

test('a broken command, named', async () => {
  const project = projectCopy();
  const run = () =>
    startProcess({ file: join(project, 'src/run.js'), args: ['main.ts'], env: nowhere }).ended;
  const file = join(project, 'commands/greet.ts');

  writeFileSync(file, 'export default {;');
  expectSentence(await run(), 'commands/greet.ts');
  writeFileSync(file, "throw new Error('greet is not ready');");
  expectSentence(await run(), 'commands/greet.ts', 'greet is not ready');
  writeFileSync(file, "import '../src/no-such-file.ts';");
  expectSentence(await run(), 'commands/greet.ts');
  writeFileSync(file, 'export const nothing = 1;');
  expectSentence(await run(), 'commands/greet.ts', 'default export');
});

/** The project in a folder of its own, where it can be broken. */
function projectCopy(): string {
  const folder = join(tempFolder(), 'nextstep');
  mkdirSync(folder);
  for (const part of ['src', 'commands', 'data', 'package.json']) {
    cpSync(join(projectFolder, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

test('production without a token', async () => {
  expectSentence(await start({ NODE_ENV: 'production' }), 'DISCORD_TOKEN', 'NODE_ENV is production');
});

test('several wrong variables at once are all named, and no value is shown', async () => {
  const ending = await start({
    DISCORD_TOKEN: `${someToken} with a space`,
    DISCORD_API_URL: 'ftp://example.org',
    DATABASE_URL: 'postgres://user:hidden-password@host/db',
    LOG_LEVEL: 'loud',
    LOG_FORMAT: 'xml',
    PLAYGROUND_PORT: '70000',
    HEALTH_PORT: '-1',
  });
  expectSentence(
    ending,
    'DISCORD_TOKEN must be',
    'DISCORD_API_URL must be',
    'DATABASE_URL must be',
    'LOG_LEVEL must be',
    'LOG_FORMAT must be',
    'PLAYGROUND_PORT must be',
    'HEALTH_PORT must be',
  );
  expect(ending.stderr).not.toContain('hidden-password');
});

test('variables of .env count too', async () => {
  const cwd = tempFolder();
  writeFileSync(join(cwd, '.env'), 'LOG_LEVEL=loud\n');
  expectSentence(await startProcess({ cwd, env: nowhere }).ended, 'LOG_LEVEL must be one of');
});

test('a port that is taken', async () => {
  const port = String(await takenPort());
  expectSentence(
    await start({ PLAYGROUND_PORT: port, LOG_LEVEL: 'error' }),
    `Port ${port} is taken`,
    'PLAYGROUND_PORT',
  );
  const free = String(await freePort());
  expectSentence(
    await start({ PLAYGROUND_PORT: free, HEALTH_PORT: port, LOG_LEVEL: 'error' }),
    port,
    'HEALTH_PORT',
  );
});

test('a local Discord whose own files are damaged', async () => {
  const cwd = tempFolder();
  const play = join(cwd, 'var/playground');
  mkdirSync(play, { recursive: true });
  const run = () => startProcess({ cwd }).ended;

  writeFileSync(join(play, 'discord.sqlite'), 'This is no database. '.repeat(500));
  expectSentence(await run(), play, 'npm start -- --reset');
  rmSync(join(play, 'discord.sqlite'));
  writeFileSync(join(play, 'clock-offset-ms'), 'tomorrow');
  expectSentence(await run(), 'clock-offset-ms', 'npm start -- --reset');
  rmSync(join(cwd, 'var'), { recursive: true });
  writeFileSync(join(cwd, 'var'), '');
  expectSentence(await run(), play, "can't be used");
});

test('arguments that do not exist', async () => {
  expectSentence(await start({}, ['--reste']), "'--reste'", 'knows only --reset');
  expectSentence(await start({}, ['extra']), "'extra'");
  expectSentence(await start({}, ['--reset=yes']), '--reset');
});

test('an old Node', async () => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.4' } })`;
  const nodeArgs = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`];
  for (const args of [['main.ts'], []]) {
    const file = join(projectFolder, 'src/run.js');
    expectSentence(await startProcess({ nodeArgs, file, args }).ended, 'Node 26', 'this is Node 20.19.4');
  }
});
