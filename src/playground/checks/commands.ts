/** What Discord asks of application commands beyond the shape of each (interactions/application-commands). */
import {
  type APIApplicationCommandOption,
  Locale,
  ApplicationCommandOptionType as T,
} from 'discord-api-types/v10';
import { type Issue, invalidForm, refuse } from '../errors.ts';
import { holdAgainst, numberOf, throwIfAny, under } from './body.ts';

/** How many of each type an app may have, globally and again in each guild. */
const MOST_OF_TYPE = new Map([
  [1, 100],
  [2, 15],
  [3, 15],
  [4, 1],
]);
/** The most characters in names, descriptions and choices of one command. */
const MAX_TOTAL = 8_000;
/** Letters and digits of any script, dashes, apostrophes and underscores; no upper case. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** A command as it is sent, after the specification has accepted it. */
export interface CommandBody {
  name: string;
  type?: number | null;
  description?: string | null;
  name_localizations?: Record<string, string> | null;
  description_localizations?: Record<string, string> | null;
  options?: APIApplicationCommandOption[] | null;
  default_member_permissions?: string | null;
  dm_permission?: boolean | null;
  contexts?: number[] | null;
  integration_types?: number[] | null;
  nsfw?: boolean | null;
}

const LOCALES = new Set<string>(Object.values(Locale));

type Path = (string | number)[];

/** Checks a list of commands that is to replace all others; throws 50035 or 30032. */
export function checkCommands(given: unknown): { commands: CommandBody[]; unknownKeys: string[] } {
  if (!Array.isArray(given)) {
    throw invalidForm([
      { path: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' },
    ]);
  }
  const checked = given.map((body: unknown, index) => checkCommand(body, [index]));
  const commands = checked.map(({ command }) => command);
  const seen = new Set<string>();
  const issues: Issue[] = [];
  commands.forEach(({ name, type }, index) => {
    const key = `${type ?? 1}:${name}`;
    if (seen.has(key)) {
      issues.push({
        path: [index],
        code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
        message: 'Application command names must be unique',
      });
    }
    seen.add(key);
  });
  throwIfAny(issues);
  for (const [type, most] of MOST_OF_TYPE) {
    if (commands.filter((command) => (command.type ?? 1) === type).length > most) throw refuse(30032);
  }
  return { commands, unknownKeys: checked.flatMap(({ unknownKeys }) => unknownKeys) };
}

/** Checks one command; `at` is where it lies in the body. */
export function checkCommand(given: unknown, at: Path): { command: CommandBody; unknownKeys: string[] } {
  const sent = typeof given === 'object' && given !== null ? { ...given } : given;
  if (typeof sent === 'object' && sent !== null && 'default_member_permissions' in sent) {
    sent.default_member_permissions = numberOf(sent.default_member_permissions);
  }
  const unknownKeys = under(at, () => holdAgainst('ApplicationCommandUpdateRequest', sent));
  const command = given as CommandBody;
  const chat = (command.type ?? 1) === 1;
  throwIfAny([
    ...(chat ? nameIssues(command.name, command.name_localizations, at) : []),
    ...descriptionIssues(command, chat, at),
    ...(chat ? optionsIssues(command.options ?? [], [...at, 'options'], 0) : []),
    ...(command.options ?? []).flatMap((_, i) =>
      chat
        ? []
        : [
            issue(
              [...at, 'options', i],
              'APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED',
              'Only chat input commands have options',
            ),
          ],
    ),
    ...totalIssues(command, at),
    ...localeIssues(command, at),
    ...contextIssues(command, at),
  ]);
  return { command, unknownKeys };
}

function issue(path: Path, code: string, message: string): Issue {
  return { path, code, message };
}

function nameIssues(
  name: string,
  localized: Record<string, string | null> | null | undefined,
  at: Path,
): Issue[] {
  const names: [Path, string | null][] = [
    [[...at, 'name'], name],
    ...Object.entries(localized ?? {}).map(([locale, text]): [Path, string | null] => [
      [...at, 'name_localizations', locale],
      text,
    ]),
  ];
  return names.flatMap(([path, text]) =>
    text === null || (NAME.test(text) && text === text.toLowerCase())
      ? []
      : [issue(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')],
  );
}

function descriptionIssues(command: CommandBody, chat: boolean, at: Path): Issue[] {
  const { length } = command.description ?? '';
  if (chat && length === 0) {
    return [issue([...at, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')];
  }
  if (chat || length === 0) return [];
  return [
    issue(
      [...at, 'description'],
      'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED',
      'Context menu commands cannot have description',
    ),
  ];
}

/** `depth` 0 is the command itself, 1 a subcommand or a group, 2 a subcommand of a group. */
function optionsIssues(options: readonly APIApplicationCommandOption[], at: Path, depth: number): Issue[] {
  const branches = options.filter(({ type }) => type === T.Subcommand || type === T.SubcommandGroup);
  const issues: Issue[] = [];
  if (branches.length > 0 && branches.length < options.length) {
    issues.push(
      issue(
        at,
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-command and sub-command group option types are mutually exclusive to all other types',
      ),
    );
  }
  let optionalSeen = false;
  const names = new Set<string>();
  options.forEach((option, index) => {
    const path = [...at, index];
    issues.push(
      ...nameIssues(option.name, option.name_localizations, path),
      ...oneOptionIssues(option, path, depth),
    );
    if (names.has(option.name)) {
      issues.push(
        issue(
          [...path, 'name'],
          'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
          'Option names must be unique',
        ),
      );
    }
    names.add(option.name);
    if (option.required === true && optionalSeen) {
      issues.push(
        issue(
          path,
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
        ),
      );
    }
    optionalSeen ||= option.required !== true;
  });
  return issues;
}

function oneOptionIssues(option: APIApplicationCommandOption, path: Path, depth: number): Issue[] {
  const issues: Issue[] = [];
  if (option.type === T.Subcommand || option.type === T.SubcommandGroup) {
    const tooDeep = option.type === T.SubcommandGroup ? depth > 0 : depth > 1;
    if (tooDeep)
      issues.push(
        issue([...path, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-commands nest no deeper'),
      );
    return [...issues, ...optionsIssues(option.options ?? [], [...path, 'options'], depth + 1)];
  }
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if ('autocomplete' in option && option.autocomplete === true && choices.length > 0) {
    issues.push(
      issue(
        [...path, 'autocomplete'],
        'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES',
        'Autocomplete options cannot have choices',
      ),
    );
  }
  return [...issues, ...choiceIssues(choices, path), ...rangeIssues(option, path)];
}

function choiceIssues(choices: readonly { name: string; value: string | number }[], path: Path): Issue[] {
  const names = new Set<string>();
  return choices.flatMap(({ name, value }, index) => {
    const at = [...path, 'choices', index];
    const issues: Issue[] = [];
    if (names.has(name))
      issues.push(
        issue(
          at,
          'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
          'Option choice names must be unique',
        ),
      );
    names.add(name);
    if (typeof value === 'string' && (value.length === 0 || value.length > 100)) {
      issues.push(issue([...at, 'value'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.'));
    }
    return issues;
  });
}

function rangeIssues(option: APIApplicationCommandOption, path: Path): Issue[] {
  const least =
    'min_value' in option ? option.min_value : 'min_length' in option ? option.min_length : undefined;
  const most =
    'max_value' in option ? option.max_value : 'max_length' in option ? option.max_length : undefined;
  if (least === undefined || most === undefined || least <= most) return [];
  return [issue(path, 'APPLICATION_COMMAND_OPTIONS_RANGE_INVALID', 'The minimum is larger than the maximum')];
}

function totalIssues(command: CommandBody, at: Path): Issue[] {
  const total = textOf(command);
  if (total <= MAX_TOTAL) return [];
  return [issue(at, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MAX_TOTAL})`)];
}

interface Worded {
  name: string;
  description?: string | null;
  name_localizations?: Record<string, string | null> | null;
  description_localizations?: Record<string, string | null> | null;
  value?: unknown;
  options?: readonly object[] | null;
  choices?: readonly object[];
}

/** Names, descriptions and values; of each text the longest localisation counts. */
function textOf(part: Worded): number {
  const own =
    longest(part.name, part.name_localizations) +
    longest(part.description ?? '', part.description_localizations) +
    (typeof part.value === 'string' ? part.value.length : 0);
  const inside = [...(part.options ?? []), ...(part.choices ?? [])] as Worded[];
  return inside.reduce((sum, below) => sum + textOf(below), own);
}

/** Translations are keyed by the locales that Discord has. */
function localeIssues(part: Worded, at: Path): Issue[] {
  const own = (['name_localizations', 'description_localizations'] as const).flatMap((key) =>
    Object.keys(part[key] ?? {}).flatMap((locale) =>
      LOCALES.has(locale)
        ? []
        : [issue([...at, key, locale], 'BASE_TYPE_CHOICES', `"${locale}" is not a locale.`)],
    ),
  );
  const below = (['options', 'choices'] as const).flatMap((key) =>
    ((part[key] ?? []) as Worded[]).flatMap((inner, i) => localeIssues(inner, [...at, key, i])),
  );
  return [...own, ...below];
}

function longest(text: string, localized: Record<string, string | null> | null | undefined): number {
  return Math.max(text.length, ...Object.values(localized ?? {}).map((other) => other?.length ?? 0));
}

function contextIssues(command: CommandBody, at: Path): Issue[] {
  return (['contexts', 'integration_types'] as const).flatMap((key) => {
    const values = command[key] ?? [];
    if (new Set(values).size === values.length) return [];
    return [issue([...at, key], 'SET_TYPE_CONTAINS_DUPLICATES', 'This field cannot contain duplicates')];
  });
}
