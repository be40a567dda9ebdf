import { ComponentType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TopLevelComponent } from '../../src/discord/components.ts';
import { limits } from '../../src/discord/limits.ts';
import { previewPanels } from '../../src/showcase/view.ts';
import { sharingStep } from './scene.ts';

const guides = await sharingStep();
const words = (length: number) => 'w'.repeat(length);
/** The most words that a guide may have. */
const wordy = {
  ...guides,
  share: {
    kinds: guides.share.kinds,
    ask: words(200),
    checklist: Array.from({ length: 8 }, () => words(160)),
  },
};

const textIn = (panels: readonly TopLevelComponent[]): string =>
  panels
    .flatMap((part) => (part.type === ComponentType.Container ? part.components : []))
    .flatMap((part) => (part.type === ComponentType.TextDisplay ? [part.content] : []))
    .join('');

const characters = fc.constantFrom('a', '*', '[', '@', '#', '\\', '(', '\n', '- ', '1.', '🧠', 'ن', '\u202E');
const typed = (maxLength: number) =>
  fc
    .string({ unit: characters, minLength: maxLength / 2, maxLength })
    .map((text) => text.slice(0, maxLength));
const entries = fc.record({
  id: fc.integer({ min: 1, max: 999_999_999 }),
  kind: fc.constant('post' as const),
  title: typed(120),
  url: fc.option(
    fc.integer({ min: 0, max: 276 }).map((count) => `https://ben.example.org/${'('.repeat(count)}`),
  ),
  note: fc.option(typed(600)),
  stepId: fc.constant(null),
  datedOn: fc.constant('2027-01-13'),
  proves: fc.constant([]),
});

const [user, channel] = ['9'.repeat(19), '8'.repeat(19)];

test('whatever was typed, the preview fits into one message', () => {
  fc.assert(
    fc.property(entries, fc.constantFrom(guides, wordy), (entry, step) => {
      const panels = previewPanels(entry, user, step, channel);
      expect(textIn(panels).length).toBeLessThanOrEqual(limits.messageText);
    }),
  );
});

test('it shows the checklist of the longest guide, unless the entry leaves no room for it', () => {
  const entry = {
    id: 1,
    kind: 'post' as const,
    title: 'Ten lines',
    url: null,
    note: null,
    stepId: null,
    datedOn: '2027-01-13',
    proves: [],
  };
  expect(textIn(previewPanels(entry, user, wordy, channel))).toContain(words(160));
  const url = `https://ben.example.org/${'('.repeat(276)}`;
  const long = { ...entry, url, title: '*'.repeat(120), note: '*\n'.repeat(300) };
  const shown = textIn(previewPanels(long, user, wordy, channel));
  expect(shown).toContain(wordy.share.ask);
  expect(shown).not.toMatch(/^- w{160}/m);
});
