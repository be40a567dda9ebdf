/** What Discord asks of components beyond the shape of each (components/reference). */
import { ComponentType as T } from 'discord-api-types/v10';
import type { Issue } from '../errors.ts';

/** The most components in a message of version 2, nested ones included. */
const MAX_V2_COMPONENTS = 40;
const MAX_ROWS = 5;
const MAX_V2_TEXT = 4_000;

/** A component whose shape the specification has already accepted. */
export interface Part {
  type: number;
  id?: number | null;
  custom_id?: string | null;
  style?: number;
  label?: string | null;
  url?: string | null;
  sku_id?: string | null;
  emoji?: { id?: string | null; name?: string | null } | null;
  min_values?: number | null;
  max_values?: number | null;
  required?: boolean | null;
  disabled?: boolean | null;
  default_values?: object[] | null;
  options?: { value: string; default?: boolean | null; emoji?: Part['emoji'] }[];
  content?: string;
  components?: Part[];
  component?: Part;
  accessory?: Part;
  media?: { url: string };
  file?: { url: string };
  items?: { media: { url: string } }[];
}

type Path = (string | number)[];

/** A component and where in the body it lies. */
export interface Placed {
  part: Part;
  path: Path;
}

/** Everything wrong with a message's components. */
export function componentIssues(components: readonly Part[], isV2: boolean): Issue[] {
  const all = everyPart(components, ['components']);
  return [
    ...(isV2 ? v2Issues(all) : legacyIssues(components)),
    ...all.flatMap(({ part, path }) => (part.required === true ? minimumIssues(part, path) : [])),
    ...commonIssues(all),
  ];
}

/** What holds for components in messages and in forms alike. */
export function commonIssues(all: readonly Placed[]): Issue[] {
  return [
    ...all.flatMap(({ part, path }) => partIssues(part, path)),
    ...duplicates(
      all,
      'custom_id',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    ),
    ...duplicates(all, 'id', 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated'),
  ];
}

/** A menu that must be answered cannot take no answer; Discord says so in messages too, where `required` means nothing. */
export function minimumIssues(part: Part, path: Path): Issue[] {
  if (part.min_values !== 0) return [];
  return [
    {
      path: [...path, 'min_values'],
      code: 'SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES',
      message: 'Select menus marked as required cannot have a min_values of 0',
    },
  ];
}

/** Components in the order in which Discord numbers them: each before what it holds. */
export function everyPart(parts: readonly Part[], path: Path): Placed[] {
  return parts.flatMap((part, index) => placed(part, [...path, index]));
}

function placed(part: Part, path: Path): Placed[] {
  return [
    { part, path },
    ...everyPart(part.components ?? [], [...path, 'components']),
    ...(part.component === undefined ? [] : placed(part.component, [...path, 'component'])),
    ...(part.accessory === undefined ? [] : placed(part.accessory, [...path, 'accessory'])),
  ];
}

function v2Issues(all: readonly Placed[]): Issue[] {
  const issues: Issue[] = [];
  if (all.length > MAX_V2_COMPONENTS) {
    issues.push({
      path: ['components'],
      code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      message: `The maximum number of components (${MAX_V2_COMPONENTS}) has been exceeded`,
    });
  }
  const text = all.reduce(
    (sum, { part }) => sum + (part.type === T.TextDisplay ? (part.content?.length ?? 0) : 0),
    0,
  );
  if (text > MAX_V2_TEXT) {
    issues.push({
      path: ['components'],
      code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      message: `Displayable component text exceeds maximum size of ${MAX_V2_TEXT}`,
    });
  }
  return issues;
}

function legacyIssues(components: readonly Part[]): Issue[] {
  const issues: Issue[] = components.flatMap((part, index) =>
    part.type === T.ActionRow
      ? []
      : [
          {
            path: ['components', index],
            code: 'UNION_TYPE_CHOICES',
            message: 'Value of field "type" must be one of (1,).',
          },
        ],
  );
  if (components.length > MAX_ROWS) {
    issues.push({
      path: ['components'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: `Must be ${MAX_ROWS} or fewer in length.`,
    });
  }
  return issues;
}

function duplicates(all: readonly Placed[], key: 'custom_id' | 'id', code: string, message: string): Issue[] {
  const seen = new Set<string | number>();
  return all.flatMap(({ part, path }) => {
    const value = part[key];
    if (value === undefined || value === null || value === 0) return [];
    if (seen.has(value)) return [{ path: [...path, key], code, message }];
    seen.add(value);
    return [];
  });
}

function partIssues(part: Part, path: Path): Issue[] {
  switch (part.type) {
    case T.ActionRow:
      return rowIssues(part.components ?? [], path);
    case T.Button:
      return buttonIssues(part, path);
    case T.TextDisplay:
      return (part.content ?? '').trim() === '' ? [required([...path, 'content'])] : [];
    case T.StringSelect:
      return [...countIssues(part, path), ...optionIssues(part, path)];
    case T.UserSelect:
    case T.RoleSelect:
    case T.MentionableSelect:
    case T.ChannelSelect:
      return countIssues(part, path);
    default:
      return [];
  }
}

function rowIssues(parts: readonly Part[], path: Path): Issue[] {
  const wide = parts.some((part) => part.type !== T.Button);
  if (!wide || parts.length === 1) return [];
  return [
    {
      path: [...path, 'components'],
      code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      message: 'The specified component exceeds the maximum width',
    },
  ];
}

const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;

function buttonIssues(part: Part, path: Path): Issue[] {
  const isSet = (key: 'custom_id' | 'url' | 'sku_id'): boolean => (part[key] ?? '') !== '';
  if (part.style === PREMIUM_STYLE) return isSet('sku_id') ? [] : [required([...path, 'sku_id'])];
  const [wanted, unwanted] =
    part.style === LINK_STYLE ? (['url', 'custom_id'] as const) : (['custom_id', 'url'] as const);
  const issues = emojiIssues(part.emoji, path);
  if (!isSet(wanted)) issues.push(required([...path, wanted]));
  if (isSet(unwanted)) issues.push(clash(path));
  if (isSet('url') && !/^(https?|discord):\/\//.test(part.url ?? ''))
    issues.push(badScheme([...path, 'url']));
  if ((part.label ?? '') === '' && (part.emoji ?? null) === null) issues.push(required([...path, 'label']));
  return issues;
}

function countIssues(part: Part, path: Path): Issue[] {
  const least = part.min_values ?? 1;
  const most = part.max_values ?? 1;
  const issues: Issue[] = [];
  if (least > most) {
    issues.push({
      path: [...path, 'min_values'],
      code: 'NUMBER_TYPE_MAX',
      message: `int value should be less than or equal to ${most}.`,
    });
  }
  if ((part.default_values ?? []).length > most) {
    issues.push({
      path: [...path, 'default_values'],
      code: 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
      message: 'The number of default options exceeds the maximum number of values',
    });
  }
  const offered = part.options?.length ?? Number.POSITIVE_INFINITY;
  if (most > offered) {
    issues.push({
      path: [...path, 'max_values'],
      code: 'NUMBER_TYPE_MAX',
      message: `int value should be less than or equal to ${offered}.`,
    });
  }
  return issues;
}

function optionIssues(part: Part, path: Path): Issue[] {
  const options = part.options ?? [];
  const seen = new Set<string>();
  const issues = options.flatMap(({ value, emoji }, index): Issue[] => {
    const at = [...path, 'options', index];
    const wrong = emojiIssues(emoji, at);
    if (seen.has(value)) {
      wrong.push({
        path: [...at, 'value'],
        code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        message: 'The specified option value is already used',
      });
    }
    seen.add(value);
    return wrong;
  });
  if (options.filter((option) => option.default === true).length > (part.max_values ?? 1)) {
    issues.push({
      path: [...path, 'options'],
      code: 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
      message: 'The number of default options exceeds the maximum number of values',
    });
  }
  return issues;
}

/** Standard emoji only: this world has no custom ones. */
function emojiIssues(emoji: Part['emoji'], path: Path): Issue[] {
  if (emoji === undefined || emoji === null) return [];
  const standard = (emoji.id ?? null) === null && isStandardEmoji(emoji.name ?? '');
  if (standard) return [];
  return [
    { path: [...path, 'emoji', 'name'], code: 'BUTTON_COMPONENT_INVALID_EMOJI', message: 'Invalid emoji' },
  ];
}

/** Discord takes an emoji with or without the selector that makes it a picture (U+FE0F). */
function isStandardEmoji(name: string): boolean {
  return (
    /^\p{RGI_Emoji}$/v.test(name) ||
    /^\p{RGI_Emoji}$/v.test(`${name}\uFE0F`) ||
    /^\p{RGI_Emoji}$/v.test(name.replaceAll('\uFE0F', ''))
  );
}

function required(path: Path): Issue {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
}

function badScheme(path: Path): Issue {
  return {
    path,
    code: 'URL_TYPE_INVALID_SCHEME',
    message: "Scheme must be one of ('http', 'https', 'discord').",
  };
}

function clash(path: Path): Issue {
  return {
    path,
    code: 'BUTTON_COMPONENT_CUSTOM_ID_AND_URL',
    message: 'A custom id and url cannot both be specified',
  };
}
