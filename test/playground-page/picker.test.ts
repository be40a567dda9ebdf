import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as O,
} from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { entriesOf, matching } from '../../src/playground/page/picker/entries.ts';
import {
  emptyField,
  inputsOf,
  inputsWhileTyping,
  problemOf,
  typed,
} from '../../src/playground/page/picker/fields.ts';
import { filterOptions } from '../../src/playground/page/picker/select-options.ts';
import type { CommandView } from '../../src/playground/protocol.ts';

function view(command: object): CommandView {
  const base = {
    id: '1',
    application_id: '2',
    version: '3',
    type: 1,
    default_member_permissions: null,
    description: '',
  };
  return { applicationId: '2', command: { ...base, ...command } as CommandView['command'] };
}

function option(wanted: object): APIApplicationCommandBasicOption {
  return { name: 'x', description: '', type: O.String, ...wanted } as APIApplicationCommandBasicOption;
}

describe('what the picker offers', () => {
  const sub = (name: string) => ({ type: O.Subcommand, name, description: `${name} it` });
  const commands = [
    view({
      name: 'nudge',
      options: [sub('on'), { type: O.SubcommandGroup, name: 'my', description: '', options: [sub('list')] }],
    }),
    view({ name: 'help', contexts: [0, 1] }),
    view({ name: 'setup', contexts: [0] }),
    view({ name: 'own', guild_id: '77' }),
    view({ name: 'A message command', type: 3 }),
  ];

  test('subcommands stand for themselves; contexts and guilds count', () => {
    expect(entriesOf(commands, '5').map((entry) => entry.name)).toEqual([
      'help',
      'nudge my list',
      'nudge on',
      'setup',
    ]);
    expect(entriesOf(commands, '77').map((entry) => entry.name)).toContain('own');
    expect(entriesOf(commands, null).map((entry) => entry.name)).toEqual([
      'help',
      'nudge my list',
      'nudge on',
    ]);
    expect(entriesOf(commands, '5')[1]).toMatchObject({ path: ['my', 'list'], description: 'list it' });
  });

  test('names that begin with what is typed come first', () => {
    const entries = entriesOf(commands, '5');
    expect(matching(entries, 'n').map((entry) => entry.name)).toEqual(['nudge my list', 'nudge on']);
    expect(matching(entries, 'nudge  o').map((entry) => entry.name)).toEqual(['nudge on']);
    expect(matching(entries, 'e').map((entry) => entry.name)).toEqual([
      'help',
      'nudge my list',
      'nudge on',
      'setup',
    ]);
    expect(matching(entries, 'zz')).toEqual([]);
  });
});

describe('what a field means', () => {
  const read = (wanted: object, text: string, list: { value: string; label: string }[] = []) =>
    typed(emptyField(option(wanted)), text, list);

  test.each([
    [{ type: O.Integer }, '12', 12, null],
    [{ type: O.Integer }, '1.5', null, 'Not a whole number.'],
    [{ type: O.Integer, min_value: 3 }, '2', 2, 'Must be at least 3.'],
    [{ type: O.Integer, max_value: 3 }, '4', 4, 'Must be at most 3.'],
    [{ type: O.Number }, '-.5', -0.5, null],
    [{ type: O.Number }, 'five', null, 'Not a number.'],
    [{}, ' kept as it is ', ' kept as it is ', null],
    [{ min_length: 4 }, 'abc', 'abc', 'Must be 4 or more characters long.'],
    [{ max_length: 2 }, 'abc', 'abc', 'Must be 2 or fewer characters long.'],
    [{ required: true }, ' ', null, 'This option is required. Specify a value.'],
    [{}, '', null, null],
    [{ type: O.Channel }, 'nowhere', null, 'Choose a channel from the list.'],
    [{ choices: [{ name: 'Tea', value: 't' }] }, 'coffee', null, 'Choose one of the options.'],
    [{ type: O.Attachment }, '', null, 'Files cannot be sent with a command in the local Discord.'],
  ])('%j %j', (wanted, text, value, problem) => {
    const field = read(wanted, text);
    expect(field.value).toBe(value);
    expect(problemOf(field)).toBe(problem);
  });

  test('a typed name stands for the line of that name', () => {
    const list = [
      { value: '9', label: 'Ben' },
      { value: '8', label: 'Benedict' },
    ];
    expect(read({ type: O.User }, 'ben', list).value).toBe('9');
    expect(read({ type: O.User }, 'be', list).value).toBe(null);
    expect(read({ type: O.Boolean }, 'true', [{ value: 'true', label: 'True' }]).value).toBe(true);
  });

  test('what is sent: fields with a value; while typing, the typed text as it is', () => {
    const fields = [
      read({ name: 'a', type: O.Integer }, '3'),
      read({ name: 'b' }, ''),
      read({ name: 'c' }, 'ber'),
    ];
    expect(inputsOf(fields)).toEqual([
      { name: 'a', value: 3 },
      { name: 'c', value: 'ber' },
    ]);
    expect(inputsWhileTyping(fields, 'b')).toEqual([
      { name: 'a', value: 3 },
      { name: 'c', value: 'ber' },
      { name: 'b', value: '' },
    ]);
  });

  test('lists are filtered by beginning, then by part, then by description', () => {
    const list = [
      { value: '1', label: '#general' },
      { value: '2', label: 'Great' },
      { value: '3', label: 'other', description: 'the gr one' },
    ];
    expect(filterOptions(list, '#g').map((line) => line.value)).toEqual(['1', '2', '3']);
    expect(filterOptions(list, 'gr').map((line) => line.value)).toEqual(['2', '3']);
    expect(filterOptions(list, '')).toBe(list);
  });
});
