import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Guide } from '../../src/guide/guide.ts';
import { loadGuide } from '../../src/guide/load.ts';
import { addressesOf } from '../../src/links/addresses.ts';
import { linesOf } from '../../src/links/sources.ts';
import { tempFolder } from '../support/process.ts';

const data = new URL('../../data', import.meta.url).pathname;
const guide = await loadGuide(data);

test('every address of the content is found once, with its step, and in the files', async () => {
  const addresses = addressesOf(guide);
  const urls = addresses.map(({ url }) => url);
  expect(new Set(urls).size).toBe(urls.length);
  for (const resource of guide.resources) {
    expect(addresses.find(({ url }) => url === resource.url)?.places).toContainEqual({
      step: resource.step,
      title: resource.title,
    });
  }
  const lines = await linesOf(data);
  for (const url of urls) expect(lines(url), url).not.toEqual([]);
  const wanted = guide.content.collections.flatMap(({ groups }) => groups.flatMap(({ items }) => items));
  for (const { url } of wanted) if (url !== undefined) expect(urls).toContain(url);
});

test('also one in a sentence, and in a field that is not known today', () => {
  const [first, ...others] = guide.steps;
  const step = {
    ...first,
    how: 'See [this](https://example.com/a_b), https://example.com/c. Or <https://example.com/d>; http://example.com/no',
    tomorrow: [{ title: 'New', links: { there: 'https://example.com/e(f)', not: 'https://' } }],
  } as unknown as typeof first & object;
  const added = addressesOf(new Guide({ ...guide.content, steps: [step, ...others] })).filter(({ url }) =>
    url.startsWith('https://example.com/'),
  );
  expect(added.map(({ url }) => url)).toEqual([
    'https://example.com/a_b',
    'https://example.com/c',
    'https://example.com/d',
    'https://example.com/e(f)',
  ]);
  expect(added.at(-1)?.places).toEqual([{ step: 'pytorch', title: 'New' }]);
});

test('a step that is referred to is not the one that an address belongs to', () => {
  const [first] = guide.steps;
  const because = 'https://example.com/why';
  const step = { ...first, id: 'papers', needs: [{ step: 'pytorch', because }] } as typeof first & object;
  const [found] = addressesOf(
    new Guide({ steps: [step], resources: [], collections: [], afterwards: [] }),
  ).filter(({ url }) => url === because);
  expect(found?.places.map((place) => place.step)).toEqual(['papers']);
});

test('the line of a file that holds an address, and not a longer one', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, 'a.yaml'), 'x: https://example.com/a/b\ny: "https://example.com/a"\n');
  writeFileSync(
    join(folder, 'deep/b.yaml'),
    'how: See (https://example.com/a). https://example.com/a.html\n',
  );
  writeFileSync(join(folder, 'notes.txt'), 'https://example.com/a\n');
  const lines = await linesOf(folder);
  expect(lines('https://example.com/a')).toEqual(['a.yaml:2', 'deep/b.yaml:1']);
  expect(lines('https://example.com/none')).toEqual([]);
});
