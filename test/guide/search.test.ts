/** Searching links: against the real content, and what decides the order against a guide made for it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Guide } from '../../src/guide/guide.ts';
import { loadGuide } from '../../src/guide/load.ts';
import { costs, kinds, levels } from '../../src/guide/names.ts';
import { linksPanel } from '../../src/guide/resource-view.ts';
import { findLinks, type LinkFilter, noFilter, searchTerms } from '../../src/guide/resources.ts';
import type { Resource } from '../../src/guide/schema.ts';

const content = await loadGuide(new URL('../../data', import.meta.url).pathname);

/** The titles on the first page, as `/resources search:` finds them. */
const found = (typed: string, guide = content, filter: Partial<LinkFilter> = {}) =>
  findLinks(guide, { ...noFilter, ...filter, search: searchTerms(typed) }).links.map(({ title }) => title);

describe('the real content: among the first five', () => {
  const byWhat: Record<string, [typed: string, title: string][]> = {
    'the word itself': [
      ['karpathy', 'Neural Networks: Zero to Hero'],
      ['goodfellow', 'Deep Learning'],
      ['colab', 'Google Colab'],
      ['puzzles', 'Tensor Puzzles'],
      ['tpu', 'TPU Research Cloud'],
      ['freelance', 'Upwork'],
      ['cs231n', 'Stanford CS231n: Deep Learning for Computer Vision'],
      ['x', 'X (formerly Twitter)'],
    ],
    'another form of it': [
      ['optimizing', 'Convex Optimization'],
      ['optimizer', 'Convex Optimization'],
      ['papers', 'How to Read a Paper'],
      ['paper', 'How to Read a Paper'],
      ['tutorials', 'PyTorch Tutorials'],
      ['contributor', 'First Contributions'],
      ['contributing', 'PyTorch Contribution Guide'],
      ['competing', 'Kaggle Competitions'],
      ['competitor', 'DrivenData Competitions'],
      ['blogger', 'Creating a Blog with Quarto'],
      ['blogs', 'Creating a Blog with Quarto'],
      ['illustrations', 'The Illustrated Transformer'],
      ['transformers', 'The Annotated Transformer'],
      ['annotations', 'Annotated PyTorch Paper Implementations'],
      ['interviewing', 'Introduction to Machine Learning Interviews'],
      ['maths', 'Mathematics for Machine Learning'],
      ['hire', 'Hacker News: Who Is Hiring?'],
      ['gpus', 'GPU Puzzles'],
    ],
    'British or American': [
      ['optimisation', 'Convex Optimization'],
      ['optimisers', 'Convex Optimization'],
      ['modelling', 'Stanford CS336: Language Modeling from Scratch'],
      ['analysing', 'MIT 18.065: Matrix Methods in Data Analysis and Machine Learning'],
      ['centre', 'Recurse Center'],
      ['programme', 'NVIDIA Academic Grant Program'],
    ],
    'its beginning': [
      ['pyt', 'PyTorch Tutorials'],
      ['transf', 'The Illustrated Transformer'],
      ['reinforc', 'Berkeley CS285: Deep Reinforcement Learning'],
      ['introducti', 'MIT 6.S191: Introduction to Deep Learning'],
      ['cs231', 'Stanford CS231n: Deep Learning for Computer Vision'],
    ],
    'part of a name, or a name as one word': [
      ['torch', 'PyTorch Tutorials'],
      ['nano gpt', 'nanoGPT'],
      ['tensor flow', 'Contribute to TensorFlow'],
      ['huggingface', 'Hugging Face Papers'],
      ['fastai', 'fast.ai Forums'],
      ['fast.ai', 'fast.ai Forums'],
      ['6.s191', 'MIT 6.S191: Introduction to Deep Learning'],
      ['r/machinelearning', 'r/MachineLearning'],
    ],
    misspelt: [
      ['pytroch', 'PyTorch Tutorials'],
      ['transfomer', 'The Illustrated Transformer'],
      ['reinforment lerning', 'Berkeley CS285: Deep Reinforcement Learning'],
      ['attenion', 'Paper: Attention Is All You Need'],
      ['tutoral', 'PyTorch Tutorials'],
      ['kagle', 'Kaggle Learn'],
      ['kaggel', 'Kaggle Competitions'],
      ['tensoflow', 'Contribute to TensorFlow'],
      ['algerba', 'MIT 18.06: Linear Algebra'],
      ['calculas', 'The Matrix Calculus You Need for Deep Learning'],
      ['probabilstic', 'Probabilistic Machine Learning'],
      ['stanfrod', 'Stanford CS224n: Natural Language Processing with Deep Learning'],
      ['mastadon', 'Mastodon Servers'],
      ['nvida', 'NVIDIA Academic Grant Program'],
      ['perfomance', 'PyTorch Performance Tuning Guide'],
      ['salery', 'Salary Negotiation'],
    ],
    'several words': [
      ['learn pytorch', 'Learn PyTorch for Deep Learning: Zero to Mastery'],
      ['linear algebra', 'MIT 18.06: Linear Algebra'],
      ['computer vison', 'Stanford CS231n: Deep Learning for Computer Vision'],
      ['negotiating a salary', 'Salary Negotiation'],
      ['how do I read papers?', 'How to Read a Paper'],
      ['attention is all you need', 'Paper: Attention Is All You Need'],
      ['annotated transfomer', 'The Annotated Transformer'],
      ['git branching', 'Learn Git Branching'],
      ['gpu rent', 'Lambda'],
      ['stable diffusion kubernetes', 'fast.ai Part 2: From Foundations to Stable Diffusion'],
    ],
    'another script': [
      ['学习', '动手学深度学习'],
      ['한국어', '파이토치 한국어 튜토리얼'],
      ['japanese pytorch', 'PyTorch チュートリアル（日本語翻訳版）'],
    ],
    'accents and case': [
      ['convolutional networks', 'Stanford CS231n: Deep Learning for Computer Vision'],
      ['montreal', 'Mila and Montréal: Representation Learning (IFT6135), 2024'],
      ['MONTRÉAL', 'Mila and Montréal: Representation Learning (IFT6135), 2024'],
      ['diataxis', 'Diátaxis: Tutorials'],
      ['pÿtörch', 'PyTorch Tutorials'],
      ['ＰＹＴＯＲＣＨ', 'PyTorch Tutorials'],
      ['alice’s', "Alice's Adventures in a Differentiable Wonderland"],
    ],
  };
  describe.each(Object.entries(byWhat))('%s', (_, queries) => {
    test.each(queries)('%s: %s', (typed, title) => {
      expect(found(typed)).toContain(title);
    });
  });
});

test.each([
  'qwertzuiop',
  'zzz',
  'asdf',
  'aaaaaaaaaaaaaaaaaaaa',
  'the',
  'how to',
  'banana',
  'bert',
  'football',
  'minecraft',
  'weather tomorrow',
  'strawberry',
  'qx',
  'cs999n',
  'студент',
  '猫狗鱼',
])('nothing is like %s', (typed) => {
  expect(found(typed)).toEqual([]);
});

const link = (title: string, more: Partial<Resource> = {}): Resource => ({
  title,
  url: `https://example.com/${encodeURIComponent(title)}`,
  kind: 'article',
  level: 'newcomer',
  cost: 'paid',
  hours: null,
  language: 'en',
  about: 'Some words.',
  step: 'papers',
  ...more,
});

const guideOf = (...resources: Resource[]) => new Guide({ ...content.content, resources });

describe('the order', () => {
  test('is the curated one among equals', () => {
    expect(found('nets', guideOf(link('Nets beta'), link('Nets alpha'), link('Nets gamma')))).toEqual([
      'Nets beta',
      'Nets alpha',
      'Nets gamma',
    ]);
  });

  test('puts titles before the rest, and the very title first', () => {
    const guide = guideOf(link('First', { about: 'Of nets.' }), link('Nets and more'), link('Nets'));
    expect(found('nets', guide)).toEqual(['Nets', 'Nets and more', 'First']);
  });

  test('puts the word before its forms, and these before what only begins so', () => {
    const guide = guideOf(link('Convolutionary'), link('Convolutions'), link('A convolution'));
    expect(found('convolution', guide)).toEqual(['A convolution', 'Convolutions', 'Convolutionary']);
    expect(found('convolutional', guide), 'no form of it').toEqual(['Convolutions', 'A convolution']);
    expect(found('convolutonal', guide), 'a slip of it').toEqual(['A convolution']);
  });

  test('reads no slip into a word that is known', () => {
    const guide = guideOf(link('Modal'), link('Model'));
    expect(found('modal', guide)).toEqual(['Modal']);
    expect(found('modsl', guide)).toEqual(['Modal', 'Model']);
    expect(found('modl', guide), 'one letter is missing').toEqual(['Modal', 'Model']);
  });

  test('wants every word, and has the most where no link has every one', () => {
    const guide = guideOf(link('Blue red'), link('Green'), link('Red'));
    expect(found('red', guide)).toEqual(['Red', 'Blue red']);
    expect(found('red blue', guide)).toEqual(['Blue red']);
    expect(found('green blue red', guide)).toEqual(['Blue red']);
    expect(found('green red', guideOf(link('Green'), link('Red'))), 'either').toEqual(['Green', 'Red']);
  });
});

test('British and American spellings find each other', () => {
  const pairs = [
    ['colour', 'colors'],
    ['behavioural', 'behavior'],
    ['visualising', 'visualization'],
    ['catalogue', 'catalogs'],
    ['licence', 'license'],
    ['analysis', 'analyze'],
    ['favourite', 'favorites'],
  ] as const;
  for (const [british, american] of pairs) {
    expect(found(british, guideOf(link(american)))).toEqual([american]);
    expect(found(american, guideOf(link(british)))).toEqual([british]);
  }
});

test('words of scripts without spaces are found by a part of them', () => {
  const guide = guideOf(link('深度学习入门'), link('机器翻译'), link('딥러닝 강의'));
  expect(found('学习', guide)).toEqual(['深度学习入门']);
  expect(found('딥러닝', guide)).toEqual(['딥러닝 강의']);
});

test('a language other than English is told, and can be searched for', () => {
  const guide = guideOf(link('Aprende', { language: 'es' }), link('Learn', { language: 'en-GB' }));
  expect(found('spanish', guide)).toEqual(['Aprende']);
  const read = JSON.stringify(linksPanel(guide, noFilter));
  expect(read).toContain('in Spanish');
  expect(read).not.toContain('in British English');
});

test('each guide is searched by its own links', () => {
  const overlay = new Guide({ ...content.content, resources: [...content.resources, link('Our own zebra')] });
  expect(found('zebra', overlay)).toEqual(['Our own zebra']);
  expect(found('zebra')).toEqual([]);
});

describe('whatever is typed', () => {
  const words = content.resources.flatMap(({ title, about }) => `${title} ${about}`.split(' '));
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.string({ unit: 'grapheme', maxLength: 100 }),
    fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((some) => some.join(' ')),
    fc
      .array(fc.constantFrom('__proto__', 'constructor', 'toString', '𠀀', '💥', '\ud800', '%', "'"), {
        maxLength: 60,
      })
      .map((some) => some.join('')),
  );
  const anyOf = (names: object) => fc.constantFrom('', ...Object.keys(names));
  const filter = fc.record({
    step: fc.constantFrom('', ...content.steps.map(({ id }) => id)),
    kind: anyOf(kinds),
    cost: anyOf(costs),
    level: anyOf(levels),
  });

  test('the search fits into a button, and what is found fits the filters, the same each time', () => {
    fc.assert(
      fc.property(typed, filter, (text, only) => {
        const search = searchTerms(text);
        expect(search.isWellFormed()).toBe(true);
        expect(search.length).toBeLessThanOrEqual(50);
        const asked = { ...noFilter, ...only, search };
        linksPanel(content, asked);
        const { links, total, isPartial } = findLinks(content, asked);
        for (const resource of links) expect(resource).toMatchObject(withoutEmpty(only));
        expect(findLinks(content, asked)).toEqual({
          links,
          total,
          isPartial,
          page: 0,
          pages: expect.any(Number),
        });
        expect(new Set(links).size).toBe(links.length);
      }),
      { numRuns: 500 },
    );
  });

  const withoutEmpty = (only: object) =>
    Object.fromEntries(Object.entries(only).filter(([, name]) => name !== ''));
});
