import fc from 'fast-check';
import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { expect, test } from 'vitest';
import { loadGuide } from '../../src/guide/load.ts';
import { entryKinds, keysOf } from '../../src/guide/names.ts';
import { type Entry, readNote, readTitle } from '../../src/portfolio/entry.ts';
import { asJson, asMarkdown } from '../../src/portfolio/export.ts';
import { readUrl } from '../../src/typed/read.ts';

const guide = await loadGuide(new URL('../../data', import.meta.url).pathname);

const typed = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.stringMatching(/^[-+*_#>`~[\]()!&<\d.= |\\a-z:/]{1,60}$/),
);

const anyEntry: fc.Arbitrary<Entry> = fc.record({
  id: fc.nat(),
  kind: fc.constantFrom(...keysOf(entryKinds)),
  title: typed.map((title) => readTitle(title, 'post')),
  url: fc.option(fc.webUrl()).map((url) => (url === null ? null : readUrl(url))),
  note: fc.option(typed).map((note) => (note === null ? null : readNote(note))),
  stepId: fc.option(fc.constantFrom('gone', ...guide.steps.map((step) => step.id))),
  datedOn: fc.constant('2026-11-23'),
  proves: fc.constant([{ step: 'blog', milestone: 'gone' }]),
});

const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

test('an independent parser finds just the titles, links and notes on the page, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 5 }), typed, (entries, name) => {
      const page = fromMarkdown(asMarkdown({ guide, name, entries, today: '2027-01-13' }));
      const shown = entries.filter(({ kind }) => kind !== 'note');
      const headings = page.children.filter((node) => node.type === 'heading');
      const titles = headings.filter(({ depth }) => depth === 3);
      expect(titles.map((node) => textOf(node)).toSorted()).toEqual(
        shown.map(({ title }) => inOneLine(title)).toSorted(),
      );
      const links = titles.flatMap((node) =>
        node.children.flatMap((child) => (child.type === 'link' ? [child.url] : [])),
      );
      expect(links.toSorted()).toEqual(shown.flatMap(({ url }) => url ?? []).toSorted());
      const allowed: RootContent['type'][] = ['heading', 'paragraph'];
      expect(page.children.filter(({ type }) => !allowed.includes(type))).toEqual([]);
      const paragraphs = page.children.flatMap((node) => (node.type === 'paragraph' ? [textOf(node)] : []));
      for (const note of shown.flatMap((entry) => entry.note ?? []))
        for (const line of note.split(/\n+/).filter((words) => words.trim() !== ''))
          expect(paragraphs).toContain(inOneLine(line));
    }),
    { numRuns: 500 },
  );
});

test('the data reads back, with the steps and milestones that are still there by name', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 5 }), typed, (entries, name) => {
      const data = JSON.parse(asJson({ guide, name, entries, today: '2027-01-13' }));
      expect(data.name).toBe(name);
      expect(data.entries.map((entry: Entry) => entry.title)).toEqual(entries.map(({ title }) => title));
      for (const { step } of data.entries)
        if (step !== null) expect(guide.step(step.id)?.number).toBe(step.number);
    }),
  );
});
