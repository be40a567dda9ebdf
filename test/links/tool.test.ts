/** `npm run links`, from the addresses to the report, the file and the exit code. */
import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { loadGuide } from '../../src/guide/load.ts';
import type { Address } from '../../src/links/addresses.ts';
import { addressesOf } from '../../src/links/addresses.ts';
import { checkAndReport } from '../../src/tools/links.ts';
import { freePort, projectFolder, startProcess, tempFolder } from '../support/process.ts';
import { addressOf, silentPort, site } from './servers.ts';

const data = join(projectFolder, 'data');

/** What is written to stdout and stderr, and the exit code. */
async function run(addresses: readonly Address[], json?: string, stop = new AbortController().signal) {
  const written = { stdout: '', stderr: '' };
  const streams = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    }),
  );
  try {
    return { code: await checkAndReport(addresses, { data, json, stop }), ...written };
  } finally {
    for (const stream of streams) stream.mockRestore();
  }
}

/** `/gone` is gone, `/moved` moved, `/refused` refuses robots; the rest is fine. */
const town = () =>
  site((request, response) => {
    if (request.url === '/gone') response.writeHead(404);
    if (request.url === '/refused') response.writeHead(403);
    if (request.url === '/moved') response.writeHead(301, { location: '/new' });
    response.end();
  });

describe('the report', () => {
  test('groups what was found, with where it stands, and ends with 1 for what is gone', async () => {
    const { origin } = await town();
    const { code, stdout, stderr } = await run([
      addressOf(`${origin}/gone`, 'papers', 'A paper'),
      addressOf(`${origin}/fine`),
      addressOf(`${origin}/moved`),
      addressOf(`${origin}/refused`),
    ]);
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        'Fine (1)',
        `  ${origin}/fine`,
        '      pytorch · A link',
        '',
        "Can't tell: refuses robots, or is down; look with a browser (1)",
        `  ${origin}/refused  403 Forbidden`,
        '      pytorch · A link',
        '',
        'Moved for good: put the new address into the file (1)',
        `  ${origin}/moved  → ${origin}/new`,
        '      pytorch · A link',
        '',
        'Gone: find another, or take it out (1)',
        `  ${origin}/gone  404 Not Found`,
        '      papers · A paper',
        '',
        "4 checked: 1 fine, 1 moved, 1 gone, 1 can't tell.",
        '',
      ].join('\n'),
    );
    expect(stderr, 'a line for each, where there is no terminal').toMatch(/^(\d\/4 .+\n){4}$/);
  });

  test("ends with 0 for what has moved or can't be told", async () => {
    const { origin } = await town();
    expect((await run([addressOf(`${origin}/moved`), addressOf(`${origin}/refused`)])).code).toBe(0);
  });

  test('calls a host that does not exist gone only if something else answered', async () => {
    const nowhere = addressOf('https://nowhere.invalid/');
    const { origin } = await town();
    const { code, stdout } = await run([nowhere, addressOf(`${origin}/fine`)]);
    expect(code).toBe(1);
    expect(stdout).toContain('https://nowhere.invalid/  there is no host nowhere.invalid');
    expect(await run([nowhere])).toMatchObject({
      code: 2,
      stdout: 'Nothing could be reached from here, so nothing was checked.\n',
    });
  });

  test('says nothing of any address when none answers', async () => {
    const port = await freePort();
    const file = join(tempFolder(), 'links.json');
    const none = await run([addressOf(`http://127.0.0.1:${port}/`)], file);
    expect(none).toMatchObject({ code: 2, stdout: expect.stringMatching(/^Nothing could be reached/) });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      total: 1,
      reached: false,
      stopped: false,
      lines: [],
    });
  });

  test('goes into a file as JSON', async () => {
    const { origin } = await town();
    const file = join(tempFolder(), 'links.json');
    await run([addressOf(`${origin}/moved`), addressOf(`${origin}/gone`)], file);
    const where = { steps: ['pytorch'], titles: ['A link'], files: [] };
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      total: 2,
      reached: true,
      stopped: false,
      lines: [
        { url: `${origin}/moved`, outcome: 'moved', to: `${origin}/new`, ...where },
        { url: `${origin}/gone`, outcome: 'gone', why: '404 Not Found', ...where },
      ],
    });
  });

  test('of what was checked before it was stopped', async () => {
    const stop = new AbortController();
    const { origin } = await site((request, response) => {
      if (request.url === '/hangs') stop.abort();
      else response.end();
    });
    // One host is asked one thing after the other.
    const addresses = [addressOf(`${origin}/fine`), addressOf(`${origin}/hangs`)];
    const { code, stdout } = await run(addresses, undefined, stop.signal);
    expect(code).toBe(0);
    expect(stdout).toContain("1 checked: 1 fine, 0 moved, 0 gone, 0 can't tell. Stopped before the other 1.");
  });
});

describe('as a process', () => {
  const links = (...args: string[]) =>
    startProcess({ file: join(projectFolder, 'src/run.js'), args: ['tools/links.ts', ...args] });

  /** A copy of the content, all of whose addresses lead to `origin`. */
  function dataTo(origin: string): string {
    const folder = join(tempFolder(), 'data');
    cpSync(data, folder, { recursive: true });
    let count = 0;
    for (const name of globSync('**/*.yaml', { cwd: folder })) {
      const file = join(folder, name);
      const changed = readFileSync(file, 'utf8').replace(/https:\/\/[^\s"')\]]+/g, () => {
        count += 1;
        return `${origin}/${count}`;
      });
      writeFileSync(file, changed);
    }
    return folder;
  }

  test.each([
    [['--step', 'nowhere'], /^There is no step nowhere; there are pytorch, /],
    [['--stepp', 'gpu'], /^Unknown option '--stepp'\. The options are --step, --json and --data/],
    [['--json'], /^Option '--json <value>' argument missing\. The options are/],
    [['gpu'], /^Unexpected argument 'gpu'/],
    [['--data', '/nowhere'], /^The guide's folder \/nowhere\/guide can't be read\.\n$/],
  ])('%j ends with a sentence and 2', async (args, sentence) => {
    const { code, stdout, stderr } = await links(...args).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  test('without a network: one sentence, and 2; of the step alone', async () => {
    const folder = dataTo(`https://127.0.0.1:${await freePort()}`);
    const { code, stdout, stderr } = await links('--data', folder, '--step', 'gpu').ended;
    expect(code).toBe(2);
    const ofStep = addressesOf(await loadGuide(folder)).filter(({ places }) => places[0]?.step === 'gpu');
    expect(stderr).toContain(`10/${ofStep.length} can't tell: ${ofStep[0]?.url.slice(0, 17)}`);
    expect(stdout).toBe('Nothing could be reached from here, so nothing was checked.\n');
  });

  test("a file that can't be written is told before anything is asked", async () => {
    const folder = dataTo(`https://127.0.0.1:${await silentPort()}`);
    const { code, stderr } = await links('--data', folder, '--json', '/nowhere/links.json').ended;
    expect(code).toBe(2);
    expect(stderr).toBe("The report can't be written to /nowhere/links.json.\n");
  });

  test('Ctrl+C ends it at once, with what there is to say', async () => {
    const port = await silentPort(() => child.signal('SIGINT'));
    const child = links('--data', dataTo(`https://127.0.0.1:${port}`));
    const { code, stdout } = await child.ended;
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout: 'Stopped before anything answered, so nothing was checked.\n',
    });
  });
});
