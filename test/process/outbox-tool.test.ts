/** `npm run outbox`, as whoever runs the bot meets it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { startScene } from '../support/bot.ts';
import { projectFolder, startProcess, tempFolder } from '../support/process.ts';

const run = (databasePath: string, ...args: string[]) =>
  startProcess({
    file: join(projectFolder, 'src/run.js'),
    args: ['tools/outbox.ts', ...args],
    env: { DATABASE_URL: databasePath },
  }).ended;

const minute = 60_000;
const day = 24 * 60 * minute;
const guild = '1592875863244800010';

/** A database with a row of every kind, which stays open as a running bot's does. */
async function filled(): Promise<string> {
  const path = join(tempFolder(), 'bot.sqlite');
  const { db, close } = await openDatabase(path);
  onTestFinished(close);
  const now = Date.now();
  const row = {
    kind: 'nudge',
    guild_id: guild,
    place: 'channel',
    channel_id: '77',
    state: 'pending',
  } as const;
  const ago = (ms: number) => ({ due_at: now - ms, settled_at: now - ms });
  const rows = [
    { ...row, due_at: now - 2.5 * minute },
    { ...row, due_at: now - 2 * minute, not_before: now + 5.5 * minute, attempts: 1 },
    { ...row, due_at: now - minute, state: 'sending', batch_id: 'abc', lease_until: now + minute } as const,
    { ...row, ...ago(day), state: 'sent', message_id: '88', about: 'a secret', attempts: 1 } as const,
    { ...row, ...ago(day), state: 'skipped', reason: 'checked in' } as const,
    { ...row, ...ago(3 * day), state: 'failed', reason: 'channel refused 10003', attempts: 2 } as const,
    {
      ...row,
      ...ago(20 * day),
      state: 'failed',
      place: 'dm',
      channel_id: null,
      reason: 'direct messages closed',
    } as const,
  ];
  for (const [index, values] of rows.entries())
    await db
      .insertInto('outbox')
      .values({ dedupe_key: `key ${index}`, user_id: String(1_000 + index), ...values })
      .execute();
  return path;
}

test('it says in words and columns what is due, on its way, sent, skipped and refused, and why', async () => {
  const { code, stdout, stderr } = await run(await filled());
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.split('\n');
  expect(stdout).toContain('No bot has looked for due messages here yet.');
  expect(lines).toContain('  due      1  oldest 2 minutes ago');
  expect(lines).toContain('  waiting  1  next in 5 minutes');
  expect(lines).toContain('  sending  1  oldest 1 minute ago');
  expect(lines).toContain('  skipped  1  checked in');
  expect(lines).toContain('  refused  1  channel refused 10003 (unknown channel)');
  expect(lines).toContain('6 of 6 rows, the latest first');
  expect(stdout, 'older than a week').not.toContain('direct messages closed');
  expect(stdout).not.toContain('secret');
  const columns = lines.filter((line) => line.includes(guild)).map((line) => line.indexOf(guild));
  expect(new Set(columns).size, 'one column').toBe(1);
  expect(columns).toHaveLength(6);
});

test('options confine it', async () => {
  const path = await filled();
  const lines = async (...args: string[]) =>
    (await run(path, ...args)).stdout.split('\n').filter((line) => line.includes(guild));
  expect(await lines('--state', 'refused', '--since', '30d')).toHaveLength(2);
  expect(await lines('--member', '1003')).toHaveLength(1);
  expect(await lines('--guild', '1')).toHaveLength(0);
  const limited = (await run(path, '--limit', '2')).stdout;
  expect(limited).toContain('2 of 6 rows, the latest first');
  const json = JSON.parse((await run(path, '--json', '--state', 'sent')).stdout) as { rows: object[] };
  expect(json.rows).toMatchObject([{ state: 'sent', message: '88', member: '1003', tries: 1 }]);
  expect(JSON.stringify(json)).not.toContain('secret');
});

test.each([
  [['--state', 'lost'], '--state must be one of due, waiting, sending, sent, skipped, refused.'],
  [['--guild', 'hall'], "--guild must be a server's id, or @me."],
  [['--member', ''], "--member must be a user's id."],
  [['--since', 'tomorrow'], '--since must be a time in the past, such as 90m, 12h, 7d, 2w or 2027-01-18.'],
  [['--since', '2999-01-01'], '--since must be a time in the past, such as 90m, 12h, 7d, 2w or 2027-01-18.'],
  [['--limit', '1e3'], '--limit must be a number from 1 to 1000.'],
  [['--limit'], "Option '--limit <value>' argument missing: "],
  [['--colour'], "Unknown option '--colour': "],
  [['all'], "Unexpected argument 'all'"],
])('a wrong option gets one sentence: %j', async (args, words) => {
  const { code, stdout, stderr } = await run(join(tempFolder(), 'none.sqlite'), ...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(words);
  expect(stderr.trimEnd()).not.toContain('\n');
});

test('whatever is wrong with the database gets one sentence, and nothing is created or migrated', async () => {
  const folder = tempFolder();
  const said = async (path: string) => {
    const { code, stderr } = await run(path);
    expect(code).toBe(1);
    expect(stderr.trimEnd()).not.toContain('\n');
    return stderr.replaceAll(folder, '');
  };
  expect(await said(join(folder, 'none.sqlite'))).toBe(
    'There is no database at /none.sqlite: check DATABASE_URL, or start the bot once to make one.\n',
  );
  expect(await said(join(folder, 'none.sqlite')), 'not made by looking').toContain('There is no database');
  writeFileSync(join(folder, 'junk'), 'junk '.repeat(1_000));
  expect(await said(join(folder, 'junk'))).toContain('is damaged or no SQLite file');
  writeFileSync(join(folder, 'empty'), '');
  expect(await said(join(folder, 'empty'))).toContain("is no database of nextstep's");
  mkdirSync(join(folder, 'folder'));
  expect(await said(join(folder, 'folder'))).toContain("can't be read");

  const path = join(folder, 'bot.sqlite');
  await (await openDatabase(path)).close();
  const change = (sql: string) => {
    const raw = new BetterSqlite3(path);
    raw.exec(sql);
    raw.close();
  };
  change(`delete from kysely_migration where name = '0005-departures'`);
  expect(await said(path)).toContain('is of an older version: start the bot, or type npm run migrate');
  change(`insert into kysely_migration (name, timestamp) values ('9999-later', '')`);
  expect(await said(path)).toContain('was last used by a newer version of nextstep: update the code.');
});

test('whoever stops reading after the first lines is told no more', async () => {
  const path = await filled();
  const { db, close } = await openDatabase(path);
  await db.transaction().execute(async (trx) => {
    for (let index = 0; index < 1_000; index += 1)
      await trx
        .insertInto('outbox')
        .values({
          ...{
            kind: 'nudge',
            guild_id: guild,
            user_id: '1',
            place: 'channel',
            channel_id: '77',
            due_at: index,
          },
          ...{ dedupe_key: `more ${index}`, state: 'pending' },
        })
        .execute();
  });
  await close();
  const child = spawn(
    process.execPath,
    [join(projectFolder, 'src/run.js'), 'tools/outbox.ts', '--limit', '1000'],
    { env: { PATH: process.env['PATH'], DATABASE_URL: path }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = (await once(child, 'close')) as [number];
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
});

test('it looks while a bot is at work', async () => {
  const scene = await startScene();
  const channel = scene.channel('hall.nextSteps');
  const on = { weekday: 'friday', time: '9:00', timezone: 'UTC' };
  await scene.person('ben').command(channel, 'nudge on', on);
  await scene.moveTo('2027-01-15T09:01:00Z');
  const { code, stdout } = await run(scene.databasePath, '--since', '1d');
  expect(code).toBe(0);
  expect(stdout).toContain(scene.person('ben').userId);
  expect(stdout).toContain(`message ${scene.playground.messagesIn(channel)[0]?.id}`);
});
