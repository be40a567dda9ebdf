/** Discord's official specification as a referee: which schema, what is wrong, and where. */
import { type core, ZodMiniType } from 'zod/mini';
import type { Issue } from './errors.ts';

/** The package has no types of its own for this module; what it exports is checked as it is looked up. */
const MODULE: string = 'discord-api-spec/zod';
const schemas = (await import(/* @vite-ignore */ MODULE)) as Record<string, unknown>;

/** The specification's schema of this name, such as `MessageResponse`; throws when there is none. */
export function schemaNamed(name: string): ZodMiniType {
  const found = schemas[`${name}Schema`];
  if (!(found instanceof ZodMiniType)) throw new Error(`discord-api-spec/zod has no ${name}Schema`);
  return found;
}

/** What the specification finds wrong with a value, and the keys that it does not know. */
export interface Verdict {
  issues: Issue[];
  unknownKeys: string[];
}

/** Holds a value against a schema. Unknown keys are told apart, because Discord lets them pass. */
export function judge(schema: ZodMiniType, value: unknown): Verdict {
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return { issues: parsed.error.issues.flatMap((i) => flatten(i, [], value)), unknownKeys: [] };
  const unknownKeys: string[] = [];
  collectUnknown(value, parsed.data, '', unknownKeys);
  return { issues: [], unknownKeys };
}

/** What the specification finds wrong with a value, alone. */
export function issuesOf(schema: ZodMiniType, value: unknown): Issue[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.flatMap((i) => flatten(i, [], value));
}

/** Zod drops keys that a schema does not name: what is missing from its output was unknown. */
function collectUnknown(given: unknown, known: unknown, at: string, found: string[]): void {
  if (typeof given !== 'object' || given === null || typeof known !== 'object' || known === null) return;
  for (const [key, value] of Object.entries(given)) {
    const below = at === '' ? key : `${at}.${key}`;
    if (key in known) collectUnknown(value, (known as Record<string, unknown>)[key], below, found);
    else found.push(below);
  }
}

/** A union's own error says nothing of use; the branch that came furthest does. */
function flatten(issue: core.$ZodIssue, above: readonly PropertyKey[], whole: unknown): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union') return [toIssue(issue, path, whole)];
  const best = issue.errors.toSorted((a, b) => promise(b) - promise(a))[0];
  if (best === undefined || best.length === 0) return [toIssue(issue, path, whole)];
  return best.flatMap((inner) => flatten(inner, path, whole));
}

/** How likely a branch of a union is the one that was meant: its `type` fits, and its errors lie deep. */
function promise(issues: readonly core.$ZodIssue[]): number {
  const typeFits = issues.every((i) => i.path[0] !== 'type' && i.path.length > 0);
  const depth = Math.max(0, ...issues.map((i) => i.path.length));
  return (typeFits ? 100 : 0) + depth - issues.length / 100;
}

function toIssue(issue: core.$ZodIssue, path: readonly PropertyKey[], whole: unknown): Issue {
  const at = path.map((key) => (typeof key === 'number' ? key : String(key)));
  return { path: at, ...wording(issue, valueAt(whole, path) === undefined) };
}

function valueAt(whole: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    whole,
  );
}

function wording(issue: core.$ZodIssue, isMissing: boolean): { code: string; message: string } {
  switch (issue.code) {
    case 'too_big':
      return tooBig(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_type':
      return isMissing
        ? { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
        : { code: 'BASE_TYPE_BAD_TYPE', message: `Value must be of type ${issue.expected}.` };
    case 'invalid_value': {
      const choices = issue.values.map((value) => String(value)).join(', ');
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${choices}}.` };
    }
    case 'invalid_format':
      return formatWording(issue.format);
    default:
      return { code: 'BASE_TYPE_BAD_TYPE', message: issue.message };
  }
}

function formatWording(format: string): { code: string; message: string } {
  if (format === 'url') return { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' };
  if (format === 'datetime') {
    return { code: 'DATE_TIME_TYPE_PARSE', message: 'Could not parse the value as an ISO8601 date.' };
  }
  return { code: 'NUMBER_TYPE_COERCE', message: 'Value is not snowflake.' };
}

function tooBig(issue: core.$ZodIssueTooBig): { code: string; message: string } {
  if (issue.origin === 'string') {
    return { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
  }
  if (issue.origin === 'array') {
    return { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
  }
  return { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` };
}

function tooSmall(issue: core.$ZodIssueTooSmall): { code: string; message: string } {
  if (issue.origin === 'string' || issue.origin === 'array') {
    return { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
  }
  return {
    code: 'NUMBER_TYPE_MIN',
    message: `int value should be greater than or equal to ${issue.minimum}.`,
  };
}
