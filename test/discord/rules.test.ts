import { PermissionFlagsBits } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { action, parseCustomId, searchWords, shortName, wholeNumber } from '../../src/discord/action.ts';
import { clip } from '../../src/discord/components.ts';
import { type CommandBody, checkCommandBodies } from '../../src/discord/definition.ts';
import { lines, md, trusted } from '../../src/discord/markdown.ts';
import { optionsToApi, readOptions, required, string } from '../../src/discord/options.ts';
import {
  computePermissions,
  inviteUrl,
  missingIn,
  neededBits,
  neededPermissions,
  showcasePermissions,
} from '../../src/discord/permissions.ts';

describe('custom ids', () => {
  const links = action('links.page', 3, { step: shortName, page: wholeNumber, search: searchWords });

  test('carry any state there and back within 100 characters', () => {
    const state = fc.record({
      step: fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/),
      page: fc.integer({ min: 0, max: 999 }),
      search: fc.string({ maxLength: 15 }),
    });
    fc.assert(
      fc.property(state, (wanted) => {
        const parsed = parseCustomId(links.id(wanted));
        expect(parsed).toMatchObject({ name: 'links.page', version: 3 });
        expect(links.read(parsed?.fields ?? [])).toEqual(wanted);
      }),
    );
  });

  test('that would be too long are refused when they are made', () => {
    expect(() => links.id({ step: 'a', page: 1, search: 'x'.repeat(100) })).toThrow(RangeError);
  });

  test('of another shape, or of anybody else, are told apart without throwing', () => {
    fc.assert(fc.property(fc.string(), (id) => void parseCustomId(id)));
    expect(links.read(['a', 'b', 'c'])).toBeUndefined();
    expect(links.read(['a'])).toBeUndefined();
    expect(action('x', 1, { kind: z.enum(['a', 'b']) }).read(['c'])).toBeUndefined();
  });
});

describe('Markdown', () => {
  test('escapes what people typed and nothing else', () => {
    expect(md`**Hi** ${'_Ada_'} ${7} ${trusted('`x`')}`.text).toBe('**Hi** \\_Ada\\_ 7 `x`');
    expect(lines(md`a`, undefined, md`${'# b\n> c'}`).text).toBe('a\n\\# b \\> c');
    expect(md`${'a\u202Eb'}`.text).toBe('ab');
    expect(md`${'1. one'} at 18:30 and :smile:`.text).toBe('\u200B1. one at 18:30 and :smile:');
  });

  test('no formatting character of a member survives unescaped', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '*',
            '_',
            '`',
            '~',
            '|',
            '<',
            '>',
            '@',
            '#',
            '[',
            ']',
            '(',
            ')',
            '\\',
            'a',
            ' ',
            '\n',
          ),
        }),
        (typed) => {
          const shown = md`${typed}`.text;
          expect(shown.replace(/\\[\\*_~`|<>[\]()@#]/g, '')).toMatch(/^[a \u200B]*$/);
        },
      ),
    );
  });
});

test('clip keeps within the limit and splits no character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      (text, max) => {
        const shown = clip(text, max);
        expect(shown.length).toBeLessThanOrEqual(Math.max(max, 0));
        expect(shown.isWellFormed()).toBe(true);
      },
    ),
  );
  expect(clip('👩‍👩‍👧👩‍👩‍👧', 10)).toBe('👩‍👩‍👧…');
});

describe('command definitions', () => {
  const body = (change: Partial<CommandBody>): CommandBody => ({
    name: 'ok',
    description: 'fine',
    ...change,
  });
  test.each([
    ['an upper-case name', body({ name: 'Ok' }), /lower-case/],
    ['no description', body({ description: '' }), /description/],
    [
      'too many options',
      body({
        options: Array.from({ length: 26 }, (_, index) => ({
          type: 3 as const,
          name: `o${index}`,
          description: 'x',
        })),
      }),
      /options/,
    ],
    [
      'a choice without a name',
      body({ options: [{ type: 3, name: 'o', description: 'x', choices: [{ name: '', value: 'a' }] }] }),
      /choices/,
    ],
    [
      'too much text',
      body({
        options: Array.from({ length: 25 }, (_, index) => ({
          type: 3 as const,
          name: `o${index}`,
          description: 'x',
          choices: Array.from({ length: 5 }, (__, choice) => ({
            name: `${choice}${'n'.repeat(70)}`,
            value: `${choice}`,
          })),
        })),
      }),
      /allows 8000/,
    ],
  ])('%s is refused at start', (_, command, message) => {
    expect(() => checkCommandBodies([command])).toThrow(message);
  });

  test('two of one name, and more than 100, are refused', () => {
    expect(() => checkCommandBodies([body({}), body({})])).toThrow(/Two commands/);
    expect(() =>
      checkCommandBodies(Array.from({ length: 101 }, (_, index) => body({ name: `c${index}` }))),
    ).toThrow(/100 commands/);
  });

  test('required options come first, as Discord demands', () => {
    const options = { late: string({ description: 'x' }), first: required(string({ description: 'x' })) };
    expect(optionsToApi(options).map((option) => option.name)).toEqual(['first', 'late']);
    expect(readOptions(options, [])).toEqual({ ok: false, wrong: 'first' });
    expect(readOptions(options, [{ name: 'first', value: 'a' }])).toEqual({
      ok: true,
      values: { first: 'a' },
    });
  });
});

describe('permissions', () => {
  const guildId = '1';
  const view = PermissionFlagsBits.ViewChannel;
  const send = PermissionFlagsBits.SendMessages;
  const given = {
    guildId,
    userId: '9',
    memberRoles: ['2'],
    roles: [
      { id: guildId, permissions: String(view) },
      { id: '2', permissions: String(send) },
      { id: '3', permissions: String(PermissionFlagsBits.Administrator) },
    ],
  };
  const overwrite = (id: string, type: number, allow: bigint, deny: bigint) => ({
    id,
    type,
    allow: String(allow),
    deny: String(deny),
  });

  test('add up roles, then overwrites of everyone, of roles, of the member', () => {
    expect(computePermissions({ ...given, overwrites: [] })).toBe(view | send);
    expect(computePermissions({ ...given, overwrites: [overwrite('2', 0, 0n, send)] })).toBe(view);
    expect(
      computePermissions({
        ...given,
        overwrites: [overwrite(guildId, 0, 0n, view), overwrite('2', 0, view, 0n)],
      }),
    ).toBe(view | send);
    expect(
      computePermissions({
        ...given,
        overwrites: [overwrite('9', 1, 0n, view | send), overwrite('2', 0, view, 0n)],
      }),
    ).toBe(0n);
    expect(
      computePermissions({ ...given, overwrites: [overwrite('3', 0, 0n, view)] }),
      'a role that is not held',
    ).toBe(view | send);
  });

  test('an administrator lacks nothing, and the invite asks for what is needed', () => {
    const administrator = computePermissions({
      ...given,
      memberRoles: ['3'],
      overwrites: [overwrite(guildId, 0, 0n, view)],
    });
    expect(missingIn(administrator, neededPermissions)).toEqual([]);
    expect(missingIn(0n, neededPermissions)).toEqual([
      'View Channel',
      'Send Messages',
      'Read Message History',
    ]);
    expect(missingIn(neededBits, neededPermissions)).toEqual([]);
    expect(missingIn(neededBits, showcasePermissions)).toEqual([]);
    expect(new URL(inviteUrl('42')).searchParams.get('permissions')).toBe(String(neededBits));
  });
});
