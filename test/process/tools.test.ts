/** The tools for maintainers, as `npm run` starts them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder, startProcess, tempFolder } from '../support/process.ts';

const run = (tool: string, databasePath: string) =>
  startProcess({
    file: join(projectFolder, 'src/run.js'),
    args: [`tools/${tool}.ts`],
    env: { DATABASE_URL: databasePath },
  }).ended;

test('commands prints what would be registered', async () => {
  const { code, stdout } = await run('commands', ':memory:');
  expect(code).toBe(0);
  const bodies = JSON.parse(stdout) as { name: string; contexts: number[] }[];
  expect(bodies.map((body) => body.name)).toContain('nextstep');
  expect(bodies.find((body) => body.name === 'setup')?.contexts, 'only in servers').toEqual([0]);
});

test('migrate says what ran, and that nothing is left to do', async () => {
  const path = join(tempFolder(), 'bot.sqlite');
  expect((await run('migrate', path)).stdout).toContain('0001-first-light');
  expect((await run('migrate', path)).stdout).toContain('nothing to do');
});

test('backup copies the database, or says that there is none', async () => {
  const path = join(tempFolder(), 'bot.sqlite');
  const none = await run('backup', path);
  expect(none).toMatchObject({ code: 1, stderr: `There is no database at ${path} to back up.\n` });
  await run('migrate', path);
  const { stdout } = await run('backup', path);
  expect(existsSync(stdout.trim())).toBe(true);
});
