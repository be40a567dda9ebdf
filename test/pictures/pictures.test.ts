/** The thread that draws, and what is kept of its work. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Pictures } from '../../src/pictures/pictures.ts';
import { emptyCard, heatMap, roadMap } from './models.ts';

const moody = new URL('threads/moody.ts', import.meta.url);
/** Two busy cores may take longer than Discord waits. */
const patient = { timeoutMs: 15_000 };
const ask = (pictures: Pictures, wish: string) => pictures.heatMap(heatMap(wish, 0));

let pictures: Pictures;
afterEach(() => pictures.close());

describe('the real thread', () => {
  test('draws all three, and the same again comes from memory', async () => {
    pictures = new Pictures(patient);
    const drawn = await Promise.all([
      pictures.roadMap(roadMap(3)),
      pictures.progressCard(emptyCard),
      pictures.heatMap(heatMap('Ада 愛 👩🏽‍💻')),
    ]);
    for (const { png, width, height } of drawn) {
      const image = PNG.sync.read(Buffer.from(png));
      expect([image.width, image.height]).toEqual([width, height]);
    }
    expect(await pictures.roadMap(roadMap(3))).toBe(drawn[0]);
    expect(await pictures.roadMap(roadMap(4))).not.toBe(drawn[0]);
  });

  test('draws the same after another thread has taken over', async () => {
    const model = heatMap('Ада 愛 한 👩🏽‍💻');
    pictures = new Pictures(patient);
    const before = await pictures.heatMap(model);
    await pictures.close();
    pictures = new Pictures(patient);
    expect(Buffer.from((await pictures.heatMap(model)).png).equals(before.png)).toBe(true);
  });

  test('lets the process end', async () => {
    pictures = new Pictures(patient);
    const script = join(import.meta.dirname, 'threads', 'one-picture.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 10_000 });
    expect(stdout).toBe('1080 wide');
  });
});

describe('what is kept', () => {
  test('the same picture, asked for many times at once, is drawn once', async () => {
    pictures = new Pictures({ worker: moody, ...patient });
    const same = await Promise.all(Array.from({ length: 20 }, () => ask(pictures, 'ada')));
    expect(new Set(same).size).toBe(1);
    expect((await ask(pictures, 'grace')).width).toBe(2);
  });

  test('no more than 200 pictures', async () => {
    pictures = new Pictures({ worker: moody, ...patient });
    for (let count = 0; count < 201; count += 1) await ask(pictures, `ada ${count}`);
    expect((await ask(pictures, 'ada 200')).width).toBe(201);
    expect((await ask(pictures, 'ada 0')).width).toBe(202);
  });

  test('a failure is not kept', async () => {
    pictures = new Pictures({ worker: moody, ...patient });
    await expect(ask(pictures, 'throw')).rejects.toThrow('not today');
    await expect(ask(pictures, 'throw')).rejects.toThrow('not today');
    expect((await ask(pictures, 'ada')).width).toBe(3);
  });
});

describe('a thread in trouble', () => {
  test('that dies rejects what it was drawing, and another one takes over', async () => {
    pictures = new Pictures({ worker: moody, ...patient });
    await ask(pictures, 'ada');
    const [died, after] = await Promise.allSettled([ask(pictures, 'die'), ask(pictures, 'grace')]);
    expect(died.status).toBe('rejected');
    expect(after).toMatchObject({ status: 'fulfilled', value: { width: 1 } });
  });

  test('that dies when nobody is waiting harms nobody', async () => {
    pictures = new Pictures({ worker: moody, ...patient });
    // Its answer and its death may arrive in either order.
    await Promise.allSettled([ask(pictures, 'faint')]);
    let asked = 0;
    await vi.waitFor(async () => {
      asked += 1;
      expect((await ask(pictures, `ada ${asked}`)).width).toBe(1);
    });
  });

  test('that hangs is given up after the time-out, and another one takes over', async () => {
    pictures = new Pictures({ worker: moody, timeoutMs: 400 });
    await expect(ask(pictures, 'hang')).rejects.toThrow(Error);
    expect((await ask(pictures, 'ada')).width).toBe(1);
  });

  test('refuses more than it can draw in time', async () => {
    pictures = new Pictures({ worker: moody, timeoutMs: 500 });
    const wishes = Array.from({ length: 100 }, (_, index) => ask(pictures, `hang ${index}`));
    const ends = await Promise.allSettled(wishes);
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(100);
  });

  test('is closed: what it was drawing is rejected, and so is what comes after', async () => {
    pictures = new Pictures({ worker: moody, ...patient });
    const drawing = ask(pictures, 'hang');
    const ended = expect(drawing).rejects.toThrow(Error);
    await pictures.close();
    await ended;
    await expect(ask(pictures, 'ada')).rejects.toThrow(Error);
  });
});
