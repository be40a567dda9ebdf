import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../src/bot.ts';
import { limits } from '../../src/discord/limits.ts';
import { collectionPanel } from '../../src/guide/collection-view.ts';
import { Guide } from '../../src/guide/guide.ts';
import { newcomer } from '../../src/guide/learner.ts';
import { loadGuide } from '../../src/guide/load.ts';
import { linksPanel } from '../../src/guide/resource-view.ts';
import { noFilter } from '../../src/guide/resources.ts';
import type { Collection, Resource, Step } from '../../src/guide/schema.ts';
import { stepPanel } from '../../src/guide/step-view.ts';
import { nextStepPanel } from '../../src/guide/view.ts';
import { textOf } from '../support/bot.ts';

const dataFolder = new URL('../../data', import.meta.url).pathname;
const guide = await loadGuide(dataFolder);

describe('the content', () => {
  test('has ten steps in order, each with links of its own, at least half of them free', () => {
    expect(guide.steps.map((step) => step.id)).toEqual([
      'pytorch',
      'course',
      'textbook',
      'blog',
      'social',
      'papers',
      'gpu',
      'paid',
      'opensource',
      'community',
    ]);
    expect(guide.resources.length).toBeGreaterThanOrEqual(150);
    for (const step of guide.steps) {
      const links = guide.resourcesFor(step.id);
      expect(links.length, step.id).toBeGreaterThanOrEqual(10);
      expect(links.filter((link) => link.cost === 'free').length, step.id).toBeGreaterThanOrEqual(
        links.length / 2,
      );
      expect(step.milestones.length, step.id).toBeGreaterThanOrEqual(4);
      expect(
        links.slice(0, 3).some((link) => link.cost === 'free'),
        `${step.id}: a free one among the first three`,
      ).toBe(true);
    }
    expect(guide.resources.filter((link) => link.cost === 'free').length).toBeGreaterThan(
      guide.resources.length / 2,
    );
  });

  test('speaks only of commands that exist', async () => {
    const { commands } = await loadDefinitions();
    const known = commands.map((command) => command.name);
    const words = JSON.stringify(guide.content);
    const spoken = [...words.matchAll(/`\/([a-z]+)/g)].map(([, name]) => name);
    expect(spoken.filter((name) => name === undefined || !known.includes(name))).toEqual([]);
  });
});

describe('whatever a guide’s author may write fits into a message', () => {
  const fill = (length: number) => 'm'.repeat(length);
  const longest: Step = {
    id: `a${fill(31)}`,
    number: 25,
    emoji: '👩‍👩‍👧',
    title: fill(60),
    summary: fill(120),
    why: fill(500),
    how: fill(1_100),
    milestones: Array.from({ length: 6 }, (_, index) => ({
      id: `b${index}`,
      title: fill(90),
      done: fill(100),
      today: { task: fill(300), minutes: 30 },
      proof: { log: index === 0 ? ['note'] : ['post', 'project'], count: 10 },
      rung: fill(40),
    })),
    pitfalls: Array.from({ length: 5 }, () => fill(200)),
    time: fill(80),
    hours: [1_000, 1_000],
    after: fill(200),
    needs: [],
    follows: [],
    suits: [],
    readiness: {
      question: fill(40),
      milestones: ['b0', 'b1', 'b2', 'b3', 'b4', 'b5'],
      ready: fill(200),
      notYet: fill(200),
    },
  };
  const collections: Collection[] = ['c1', 'c2'].map((id) => ({
    id,
    step: longest.id,
    button: fill(40),
    title: fill(60),
    intro: fill(300),
    groups: Array.from({ length: 25 }, (_, group) => ({
      id: `d${group}`,
      title: fill(60),
      note: fill(200),
      items: Array.from({ length: 25 }, (_, item) => ({
        title: fill(90),
        url: `https://example.com/${item}/${fill(270)}`,
        about: fill(220),
        asOf: '2026-11-23',
      })),
    })),
  }));
  const links: Resource[] = Array.from({ length: 7 }, (_, index) => ({
    title: fill(90),
    url: `https://example.com/${index}/${fill(270)}`,
    step: longest.id,
    kind: 'community',
    level: 'intermediate',
    cost: 'freemium',
    hours: 499.5,
    language: 'pt-BR',
    about: fill(200),
  }));
  const longestGuide = new Guide({
    steps: [longest],
    resources: links,
    collections,
    afterwards: guide.content.afterwards,
  });
  const lengthOf = (component: unknown) => textOf({ components: [component] } as never).length;

  test('as the next step, as a page and as links', () => {
    const recommendation = {
      kind: 'step',
      step: longest,
      milestone: longest.milestones[0],
      reason: fill(160),
    } as const;
    const next = nextStepPanel({
      guide: longestGuide,
      learner: newcomer,
      recommendation,
      isAsked: false,
    });
    expect(lengthOf(next)).toBeLessThan(limits.messageText);
    expect(lengthOf(stepPanel(longestGuide, longest, newcomer, 0))).toBeLessThan(limits.messageText);
    expect(lengthOf(collectionPanel(longestGuide, 'c1', 'd0', 0))).toBeLessThan(limits.messageText);
    expect(
      lengthOf(linksPanel(longestGuide, { ...noFilter, step: longest.id, search: fill(40) })),
    ).toBeLessThan(limits.messageText);
  });
});

describe('a mistake is named by file, line and field', () => {
  let folder = '';
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const broken = (file: string, from: string | RegExp, to: string) => {
    folder = mkdtempSync(join(tmpdir(), 'nextstep-data-'));
    cpSync(dataFolder, folder, { recursive: true });
    const path = join(folder, file);
    const source = readFileSync(path, 'utf8');
    expect(source).toMatch(from);
    writeFileSync(path, source.replace(from, to));
    return loadGuide(folder);
  };

  test.each([
    [
      'no YAML',
      'guide/01-pytorch.yaml',
      'title:',
      'title: [',
      /01-pytorch\.yaml, line \d+: this is no valid YAML/,
    ],
    [
      'a wrong number',
      'guide/02-course.yaml',
      'number: 2',
      'number: 3',
      /02-course\.yaml, line 2: number is wrong: steps are numbered/,
    ],
    [
      'an unknown field',
      'guide/03-textbook.yaml',
      'time:',
      'tmie:',
      /03-textbook\.yaml, line \d+: .*(time|tmie)/,
    ],
    [
      'a number that is too big',
      'guide/04-blog.yaml',
      'number: 4',
      'number: 44',
      /line 2: number is wrong: at most 25\./,
    ],
    [
      'a field that is missing',
      'guide/03-textbook.yaml',
      'summary:',
      'sumary:',
      /line \d+: summary is wrong: it is missing/,
    ],
    [
      'a text that is too long',
      'guide/05-social.yaml',
      'title: ',
      `title: ${'x'.repeat(70)} `,
      /at most 60 characters, and this has \d+/,
    ],
    [
      'a choice that is none',
      'resources/01-pytorch.yaml',
      'kind: tutorial',
      'kind: tutrial',
      /links\.0\.kind is wrong: one of course, lectures/,
    ],
    [
      'a need that is no step',
      'guide/06-papers.yaml',
      'step: pytorch',
      'step: pytroch',
      /06-papers\.yaml, line \d+: needs\.0\.step is wrong/,
    ],
    [
      'an insecure link',
      'resources/01-pytorch.yaml',
      'https://',
      'http://',
      /01-pytorch\.yaml, line \d+: links\.0\.url is wrong/,
    ],
    [
      'a link twice',
      'resources/01-pytorch.yaml',
      /url: (\S+)([\s\S]*?)url: \S+/,
      'url: $1$2url: $1',
      /01-pytorch\.yaml, line \d+: links\.1\.url is wrong: another link/,
    ],
    [
      'a link of no step',
      'resources/01-pytorch.yaml',
      'step: pytorch',
      'step: nowhere',
      /01-pytorch\.yaml, line 1: step is wrong/,
    ],
    [
      'a proof of no known kind',
      'guide/04-blog.yaml',
      /log: \[post\]/,
      'log: [poem]',
      /04-blog\.yaml, line \d+: milestones\.\d+\.proof is wrong/,
    ],
    [
      'a readiness of no milestone',
      'guide/08-paid.yaml',
      /readiness:([\s\S]*?)milestones: \[/,
      'readiness:$1milestones: [nothing, ',
      /08-paid\.yaml, line \d+: readiness\.milestones\.0 is wrong: the id of a milestone/,
    ],
    [
      'nothing for afterwards',
      'afterwards.yaml',
      /[\s\S]+/,
      '[]',
      /afterwards\.yaml, line 1: the file is wrong/,
    ],
  ])('%s', async (_, file, from, to, message) => {
    await expect(broken(file, from, to)).rejects.toThrow(message);
  });
});
