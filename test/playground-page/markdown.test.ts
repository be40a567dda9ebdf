import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, Inline } from '../../src/playground/page/markdown/ast.ts';
import { parseMarkdown } from '../../src/playground/page/markdown/blocks.ts';
import { parseInline } from '../../src/playground/page/markdown/inline.ts';
import { hostileMarkdown } from './hostile.ts';

/** The inline nodes as short text: `strong(a em(b))`. */
function show(nodes: Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.text;
      if (node.type === 'link') return `link<${node.url}>(${show(node.children)})`;
      if ('children' in node) return `${node.type}(${show(node.children)})`;
      return `${node.type}<${Object.values(node).slice(1).join(',')}>`;
    })
    .join('');
}

function allInline(blocks: Block[]): Inline[] {
  return blocks.flatMap((block): Inline[] => {
    if (block.type === 'quote') return allInline(block.children);
    if (block.type === 'list')
      return block.items.flatMap((item) => [...deep(item.children), ...allInline(item.sub)]);
    return block.type === 'codeblock' ? [] : deep(block.children);
  });
}

function deep(nodes: Inline[]): Inline[] {
  return nodes.flatMap((node) => ('children' in node ? [node, ...deep(node.children)] : [node]));
}

const ID = '123456789012345678';

describe('inline', () => {
  test.each([
    ['**bold**', 'strong(bold)'],
    ['*it* and _it_', 'em(it) and em(it)'],
    ['__under__ ~~gone~~ ||hush||', 'underline(under) strike(gone) spoiler(hush)'],
    ['***both***', 'strong(em(both))'],
    ['**a *b***', 'strong(a em(b))'],
    ['*a **b***', 'em(a strong(b))'],
    ['**a\nb**', 'strong(a\nb)'],
    ['snake_case_here', 'snake_case_here'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['**open', '**open'],
    ['****', '****'],
    ['\\*not\\* \\_at\\_ all', '*not* _at_ all'],
    ['¯\\_(ツ)_/¯', '¯_(ツ)_/¯'],
    ['`**code**` ``a ` b``', 'code<**code**> code<a ` b>'],
    ['**a `**` b**', 'strong(a code<**> b)'],
    [`<@${ID}> <@!${ID}> <@&${ID}> <#${ID}>`, `user<${ID}> user<${ID}> role<${ID}> channel<${ID}>`],
    [`</nudge on:${ID}>`, `command<nudge on,${ID}>`],
    [
      '<t:1700000000:R> <t:1700000000> <t:1700000000:X>',
      'timestamp<1700000000,R> timestamp<1700000000,f> <t:1700000000:X>',
    ],
    [`<:wave:${ID}> <a:wave:${ID}>`, `emoji<wave,${ID}> emoji<wave,${ID}>`],
    ['@everyone @here @nobody', 'everyone<@everyone> everyone<@here> @nobody'],
    ['a < b > c', 'a < b > c'],
  ])('%j', (source, expected) => expect(show(parseInline(source))).toBe(expected));

  test.each([
    ['https://a.example/x.', 'link<https://a.example/x>(https://a.example/x).'],
    ['(https://a.example/x)', '(link<https://a.example/x>(https://a.example/x))'],
    ['https://a.example/x_(y)', 'link<https://a.example/x_(y)>(https://a.example/x_(y))'],
    ['<https://a.example/x>', 'link<https://a.example/x>(https://a.example/x)'],
    ['[**go**](https://a.example "title")', 'link<https://a.example/>(strong(go))'],
    ['[a](<https://a.example/>)', 'link<https://a.example/>(a)'],
    ['[x https://b.example y](https://a.example)', 'link<https://a.example/>(x https://b.example y)'],
    ['[a](javascript:alert(1))', '[a](javascript:alert(1))'],
    ['[a](data:text/html,x) [b](//c.example)', '[a](data:text/html,x) [b](//c.example)'],
    ['<javascript:alert(1)> ftp://a.example', '<javascript:alert(1)> ftp://a.example'],
    ['[](https://a.example)', '[](link<https://a.example/>(https://a.example))'],
  ])('links: %j', (source, expected) => expect(show(parseInline(source))).toBe(expected));
});

describe('blocks', () => {
  const types = (source: string): string[] => parseMarkdown(source).map((block) => block.type);

  test('headings of three levels, subtext, and what only looks like them', () => {
    expect(types('# a\n## b\n### c\n-# d')).toEqual(['heading', 'heading', 'heading', 'subtext']);
    expect(types('#a\n#### b\n#')).toEqual(['paragraph']);
  });

  test('lists: levels, numbers that go on, lines that belong to an item', () => {
    const [list] = parseMarkdown('- a\n  - b\n  - c\n- d\n  more');
    expect(list).toMatchObject({
      type: 'list',
      start: null,
      items: [
        { children: [{ text: 'a' }], sub: [{ type: 'list', items: [{}, {}] }] },
        { children: [{ text: 'd\nmore' }], sub: [] },
      ],
    });
    expect(parseMarkdown('7. a\n8. b')).toMatchObject([{ type: 'list', start: 7, items: [{}, {}] }]);
    expect(types('text\n* a\ntext')).toEqual(['paragraph', 'list', 'paragraph']);
  });

  test('quotes: of a line, of the rest, never in each other', () => {
    expect(types('> a\n> b\nc')).toEqual(['quote', 'paragraph']);
    expect(types('>>> a\n# b\nc')).toEqual(['quote']);
    expect(parseMarkdown('> > a')).toMatchObject([
      { type: 'quote', children: [{ type: 'paragraph', children: [{ text: '> a' }] }] },
    ]);
  });

  test('code blocks keep everything, wherever they begin', () => {
    expect(parseMarkdown('see ```js\nconst a = **1**;\n\nb\n``` end')).toMatchObject([
      { type: 'paragraph' },
      { type: 'codeblock', language: 'js', text: 'const a = **1**;\n\nb' },
      { type: 'paragraph', children: [{ text: ' end' }] },
    ]);
    expect(types('```never closed')).toEqual(['paragraph']);
    expect(parseMarkdown('```one line```')).toMatchObject([
      { type: 'codeblock', language: '', text: 'one line' },
    ]);
  });

  test('blank lines stay', () => {
    expect(parseMarkdown('a\n\nb')).toEqual([
      { type: 'paragraph', children: [{ type: 'text', text: 'a\n\nb' }] },
    ]);
  });
});

describe('whatever is written', () => {
  test('it never throws, and every link is http(s)', () => {
    fc.assert(
      fc.property(hostileMarkdown, (source) => {
        for (const node of allInline(parseMarkdown(source))) {
          if (node.type === 'link') expect(new URL(node.url).protocol).toMatch(/^https?:$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('text without any mark of Markdown comes back as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-gi-z ,]{1,80}$/), (source) => {
        expect(show(allInline(parseMarkdown(source)))).toBe(source);
      }),
    );
  });

  test.each([
    ['stars', '*'.repeat(4000)],
    ['brackets', '[('.repeat(2000)],
    ['open brackets', '['.repeat(4000)],
    ['quotes', '> '.repeat(2000)],
    ['ticks', '` `` '.repeat(800)],
    ['nested', `${'**a __b '.repeat(250)}${'__ **'.repeat(250)}`],
    ['pipes', '||'.repeat(2000)],
    ['fences', '```\n'.repeat(1000)],
    ['addresses', 'https://'.repeat(500)],
    ['mentions', '<@'.repeat(2000)],
    ['deep list', Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}- x`).join('\n')],
  ])('4,000 characters made to be slow are read at once: %s', (_, source) => {
    const start = performance.now();
    parseMarkdown(source);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
