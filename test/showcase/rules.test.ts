import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCustomId } from '../../src/discord/action.ts';
import { limits } from '../../src/discord/limits.ts';
import { Guide } from '../../src/guide/guide.ts';
import { entryKinds, keysOf } from '../../src/guide/names.ts';
import { stepSchema } from '../../src/guide/schema.ts';
import { sharableStep } from '../../src/guide/sharing.ts';
import { askChecklist, markOf } from '../../src/showcase/actions.ts';
import { nonceOf, threadName } from '../../src/showcase/rules.ts';

const step = (id: string, number: number, kinds?: string[]) =>
  stepSchema.parse({
    id,
    number,
    emoji: '✍️',
    title: id,
    summary: 'x',
    why: 'x',
    how: 'x',
    milestones: [{ id: 'first', title: 'x', done: 'x', today: { task: 'x', minutes: 5 } }],
    pitfalls: ['x', 'y'],
    time: 'x',
    hours: [1, 2],
    after: 'x',
    ...(kinds && { share: { kinds, ask: 'x', checklist: ['x', 'y'] } }),
  });

const guideOf = (...steps: ReturnType<typeof step>[]) =>
  new Guide({ steps, resources: [], collections: [], afterwards: [] });

test('a kind is shared by the first step that shares it, wherever that stands', () => {
  const guide = guideOf(step('alone', 1), step('posts', 2, ['post']), step('both', 3, ['post', 'paper']));
  expect(sharableStep(guide, 'post')?.id).toBe('posts');
  expect(sharableStep(guide, 'paper')?.id).toBe('both');
  expect(sharableStep(guide, 'gpu')).toBeUndefined();
});

const entryIds = fc.integer({ min: 1, max: 999_999_999 });
/** From the project's beginning to the end of the century (ms, UTC). */
const instants = fc.integer({ min: 1_700_000_000_000, max: 4_102_444_800_000 });

test('every try has a nonce of its own that Discord takes', () => {
  fc.assert(
    fc.property(entryIds, instants, instants, (entryId, one, other) => {
      const nonce = nonceOf({ entryId, startedAt: one });
      expect(nonce.length).toBeLessThanOrEqual(limits.nonce);
      expect(nonce === nonceOf({ entryId, startedAt: other })).toBe(one === other);
    }),
  );
});

test('a post is found by its own entry’s mark and by no other’s', () => {
  fc.assert(
    fc.property(entryIds, entryIds, (entry, other) => {
      const id = askChecklist.id({ entry, step: 'blog' });
      expect(id).toContain(markOf(entry));
      expect(id.includes(markOf(other))).toBe(entry === other);
      expect(askChecklist.read(parseCustomId(id)?.fields ?? [])).toEqual({ entry, step: 'blog' });
    }),
  );
});

test('a thread is called after the entry, or after its kind if the title shows nothing', () => {
  for (const kind of keysOf(entryKinds)) {
    expect(threadName({ title: '\u200B \u2060', kind })).toBe(entryKinds[kind]);
    expect(threadName({ title: '🧠', kind })).toBe('🧠');
  }
});
