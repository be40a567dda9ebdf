import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { idOf, request } from './support.ts';

let playground: Playground;
let path: string;
const put = (commands: unknown): ReturnType<typeof request> => request(playground, 'PUT', path, commands);

beforeAll(async () => {
  playground = await startPlayground({ rateLimits: false });
  path = `/applications/${playground.applicationId}/commands`;
});
afterAll(() => playground.close());

const good = { name: 'ping', description: 'Answers' };
const text = { type: 3, name: 'text', description: 'A text' };
const sub = { type: 1, name: 'sub', description: 'A part' };

describe('commands that Discord would refuse', () => {
  it.each<[string, object, string]>([
    ['an upper-case name', { name: 'Ping' }, '0.name'],
    ['a name with a space', { name: 'ping pong' }, '0.name'],
    ['a name of 33', { name: 'x'.repeat(33) }, '0.name'],
    ['no description', { description: '' }, '0.description'],
    ['a description of 101', { description: 'x'.repeat(101) }, '0.description'],
    [
      '26 options',
      { options: Array.from({ length: 26 }, (_, i) => ({ ...text, name: `o${i}` })) },
      '0.options',
    ],
    [
      'a required option after an optional one',
      { options: [text, { ...text, name: 'more', required: true }] },
      '0.options.1',
    ],
    ['an option twice', { options: [text, text] }, '0.options.1.name'],
    ['an option beside a subcommand', { options: [sub, text] }, '0.options'],
    ['an upper-case option', { options: [{ ...text, name: 'Text' }] }, '0.options.0.name'],
    [
      'an upper-case option of a subcommand',
      { options: [{ ...sub, options: [{ ...text, name: 'Text' }] }] },
      '0.options.0.options.0.name',
    ],
    [
      'choices together with autocomplete',
      { options: [{ ...text, autocomplete: true, choices: [{ name: 'a', value: 'a' }] }] },
      '0.options.0.autocomplete',
    ],
    [
      'a choice of 101',
      { options: [{ ...text, choices: [{ name: 'a', value: 'x'.repeat(101) }] }] },
      '0.options.0.choices.0.value',
    ],
    [
      'at least more than at most',
      { options: [{ type: 4, name: 'n', description: 'x', min_value: 2, max_value: 1 }] },
      '0.options.0',
    ],
    [
      'more than 8,000 characters',
      {
        options: Array.from({ length: 25 }, (_, i) => ({
          ...text,
          name: `o${i}`,
          choices: Array.from({ length: 4 }, (_, c) => ({ name: `${c}`, value: `${c}`.repeat(90) })),
        })),
      },
      '0',
    ],
    ['an upper-case translation', { name_localizations: { de: 'Ping' } }, '0.name_localizations.de'],
    ['a language that is none', { name_localizations: { xx: 'ping' } }, '0.name_localizations.xx'],
    [
      'an option in a language that is none',
      { options: [{ ...text, description_localizations: { xx: 'x' } }] },
      '0.options.0.description_localizations.xx',
    ],
    ['a context twice', { contexts: [0, 0] }, '0.contexts'],
  ])('%s', async (_, change, where) => {
    const { body } = await put([{ ...good, ...change }]);
    expect(body).toMatchObject({ code: 50035 });
    const node = where
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], body['errors']);
    expect(node).toHaveProperty('_errors.0.code');
    expect(playground.commands()).toEqual([]);
  });

  it('a name twice', async () => {
    expect((await put([good, good])).body).toMatchObject({ code: 50035 });
  });

  it('101 of them, or more than 200 new ones a day', async () => {
    const many = (prefix: string, length: number): object[] =>
      Array.from({ length }, (_, i) => ({ ...good, name: `${prefix}${i}` }));
    expect((await put(many('a', 101))).body).toMatchObject({ code: 30032 });
    const guild = `/applications/${playground.applicationId}/guilds/${idOf(playground.world.guilds, 'hall')}/commands`;
    for (const prefix of ['a', 'b']) {
      expect((await request(playground, 'PUT', guild, many(prefix, 100))).status).toBe(200);
    }
    expect((await request(playground, 'PUT', guild, many('c', 1))).body).toMatchObject({ code: 30034 });
    expect((await request(playground, 'PUT', guild, [])).status).toBe(200);
  });
});

describe('commands', () => {
  it('keep their id, and their version while nothing changes', async () => {
    const list = async (commands: unknown): Promise<{ id: string; version: string }[]> =>
      (await put(commands)).body as unknown as { id: string; version: string }[];
    const [first] = await list([{ ...good, options: [{ ...text, required: false }], contexts: [0, 1] }]);
    const [same] = await list([{ ...good, options: [text], contexts: [0, 1] }]);
    const [other] = await list([{ ...good, description: 'Else' }]);
    expect(same).toEqual(first);
    expect(other?.id).toBe(first?.id);
    expect(other?.version).not.toBe(first?.version);
  });

  it('take permissions as Discord does, and are changed and deleted one by one', async () => {
    const made = await request(playground, 'POST', path, {
      ...good,
      name: 'admin',
      default_member_permissions: '32',
    });
    expect(made).toMatchObject({ status: 201, body: { default_member_permissions: '32', contexts: null } });
    const one = `${path}/${made.body['id']}`;
    expect((await request(playground, 'PATCH', one, { description: 'New' })).body).toMatchObject({
      description: 'New',
    });
    expect((await request(playground, 'DELETE', one)).status).toBe(204);
    expect((await request(playground, 'GET', one)).body).toMatchObject({ code: 10063 });
    expect((await request(playground, 'GET', '/applications/1/commands')).body).toMatchObject({
      code: 10002,
    });
  });
});
