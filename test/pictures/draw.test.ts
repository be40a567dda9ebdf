/** The pictures themselves, drawn in this process: they are valid, small, and nothing in them reaches the edge. */
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
});

import { draw } from '../../src/pictures/draw.ts';
import type { Job, Picture } from '../../src/pictures/models.ts';
import { color, margin, width } from '../../src/pictures/theme.ts';
import { extremes, fullCard, heatMap, nastyTexts, roadMap } from './models.ts';

/** Checks the file's structure and checksums as well. */
const decode = (picture: Picture): PNG => PNG.sync.read(Buffer.from(picture.png));

/** The colours of the frame around what is drawn, but for the round corners. */
function colorsOfFrame(image: PNG): Set<string> {
  // The largest road maps are written at a smaller scale.
  const thickness = Math.floor((margin / 2) * (image.width / width));
  const found = new Set<string>();
  const add = (x: number, y: number) => {
    const at = (y * image.width + x) * 4;
    found.add(image.data.subarray(at, at + 4).toString('hex'));
  };
  for (let y = margin; y < image.height - margin; y += 1)
    for (let x = 0; x < thickness; x += 1) {
      add(x, y);
      add(image.width - 1 - x, y);
    }
  for (let x = margin; x < image.width - margin; x += 1)
    for (let y = 0; y < thickness; y += 1) {
      add(x, y);
      add(x, image.height - 1 - y);
    }
  return found;
}

describe('at its limits', () => {
  test.each(Object.entries(extremes))('%s is a small PNG with a clean frame', (_name, job: Job) => {
    const picture = draw(job);
    const image = decode(picture);
    expect([image.width, image.height]).toEqual([picture.width, picture.height]);
    expect(picture.width).toBe(job.kind === 'roadMap' && job.model.title.startsWith('🦊') ? 648 : width);
    expect(picture.png.byteLength).toBeLessThan(200_000);
    expect(colorsOfFrame(image)).toEqual(new Set([`${color.card.slice(1)}ff`]));
  });

  test('any name is drawn', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
        const image = decode(draw({ kind: 'heatMap', model: heatMap(name, 1) }));
        expect(colorsOfFrame(image).size).toBe(1);
      }),
      { numRuns: 25, examples: nastyTexts.map((text) => [text]) },
    );
  });

  test('any title of a step is drawn', () => {
    const titles = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(titles, (some) => {
        const model = roadMap(some.length, (index) => some[index] ?? '');
        expect(colorsOfFrame(decode(draw({ kind: 'roadMap', model }))).size).toBe(1);
      }),
      { numRuns: 12 },
    );
  });
});

describe('what is shown', () => {
  const bytes = (job: Job) => Buffer.from(draw(job).png).toString('base64');

  test('the same model gives the same bytes', () => {
    const job: Job = { kind: 'progressCard', model: fullCard(() => 'Ada') };
    expect(bytes(job)).toBe(bytes(job));
  });

  test.each(['done', 'declined', 'snoozed', 'begun', 'waiting', 'open'] as const)(
    'a step that is %s looks unlike any other, even without colour',
    (state) => {
      const grey = (job: Job) => {
        const { data } = decode(draw(job));
        const light: number[] = [];
        for (let at = 0; at < data.length; at += 4)
          light.push(Math.round(((data[at] ?? 0) + (data[at + 1] ?? 0) * 2 + (data[at + 2] ?? 0)) / 4 / 32));
        return light.join('');
      };
      const one = (shown: typeof state): Job => ({
        kind: 'roadMap',
        model: {
          title: 'Road map',
          steps: [
            { number: 1, title: 'PyTorch', state: shown, words: 'open', ticked: 0, of: 5, here: false },
          ],
        },
      });
      const other = state === 'open' ? 'done' : 'open';
      expect(grey(one(state))).not.toBe(grey(one(other)));
    },
  );

  test('what is said of a step is what the model says', () => {
    const { steps } = roadMap(1);
    const said = (words: string) =>
      bytes({
        kind: 'roadMap',
        model: { title: 'Road map', steps: steps.map((step) => ({ ...step, words })) },
      });
    expect(said('fertig')).not.toBe(said('done'));
  });

  test('where the member is, is marked', () => {
    const [here, away] = [true, false].map((is) => {
      const { title, steps } = roadMap(2);
      return bytes({
        kind: 'roadMap',
        model: { title, steps: steps.map((step) => ({ ...step, here: is })) },
      });
    });
    expect(here).not.toBe(away);
  });

  test('a week shows its level and whether it was kept', () => {
    const looks = ([0, 1, 2, 3, 4] as const).flatMap((level) =>
      [true, false].map((kept) => bytes({ kind: 'heatMap', model: heatMap('ada', 1, { level, kept }) })),
    );
    expect(new Set(looks).size).toBe(10);
  });
});
