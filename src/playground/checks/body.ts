/** Bodies of requests: held against the specification first, then against what it forgets to say. */
import type { ZodMiniType } from 'zod/mini';
import { DiscordError, type ErrorTree, type Issue, invalidForm } from '../errors.ts';
import { issuesOf, judge, schemaNamed } from '../spec.ts';

/** What discord.js sends with every message although the route does not know it; Discord ignores it (and `animated` of an emoji). */
const HARMLESS = new Set(['tts', 'nonce', 'enforce_nonce', 'username', 'nsfw']);

const cache = new Map<string, ZodMiniType>();

/** Refuses (50035) a body that the specification's schema `name` does not accept; answers with its unknown keys. */
export function holdAgainst(name: string, body: unknown): string[] {
  const { issues, unknownKeys } = judge(cached(name), body);
  if (issues.length > 0) throw invalidForm(issues);
  return unknownKeys.filter((key) => !HARMLESS.has(key) && !key.endsWith('emoji.animated'));
}

/** What the specification's schema `name` says of an answer, as one line a fault. */
export function faultsOf(name: string, answer: unknown): string[] {
  return issuesOf(cached(name), answer).map(({ path, message }) => `${name}.${path.join('.')}: ${message}`);
}

/** Throws 50035 when there is anything to say. */
export function throwIfAny(issues: readonly Issue[]): void {
  if (issues.length > 0) throw invalidForm(issues);
}

/** Refuses (50035) a name of nothing but blanks, which Discord takes away before it looks at its length. */
export function mustHaveName(name: string | null | undefined): void {
  if (typeof name !== 'string' || name.trim() !== '') return;
  throw invalidForm([{ path: ['name'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]);
}

/** A body that must be an object; Discord refuses anything else before it looks at fields. */
export function asObject(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw invalidForm([
    { path: [], code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' },
  ]);
}

/** Runs checks on a part of a body, and moves what they find to where that part lies in the whole. */
export function under<R>(at: readonly (string | number)[], run: () => R): R {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof DiscordError) || error.errors === undefined) throw error;
    throw invalidForm(leavesOf(error.errors, [...at]));
  }
}

function leavesOf(tree: ErrorTree, at: (string | number)[]): Issue[] {
  return Object.entries(tree).flatMap(([key, below]) =>
    Array.isArray(below) ? below.map((leaf) => ({ ...leaf, path: at })) : leavesOf(below, [...at, key]),
  );
}

/**
 * A bit set as a number: Discord takes decimal strings, the specification only numbers. A number that is no bit set
 * comes back as a text, which the specification refuses.
 */
export function numberOf(value: unknown): unknown {
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  return typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0) ? String(value) : value;
}

/** An ISO 8601 instant with an offset as the same in UTC: Discord takes both, the specification only UTC. */
export function inUtc(value: unknown): unknown {
  if (typeof value !== 'string' || !/[+-]\d{2}:?\d{2}$/.test(value)) return value;
  const at = Date.parse(value);
  return Number.isNaN(at) ? value : new Date(at).toISOString();
}

function cached(name: string): ZodMiniType {
  const found = cache.get(name) ?? schemaNamed(name);
  cache.set(name, found);
  return found;
}
