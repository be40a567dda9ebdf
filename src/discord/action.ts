/**
 * Custom ids as typed messages to oneself. An action is declared once, beside the views that show its buttons; a
 * command says what it does. The id holds all state, so a button works after any number of restarts.
 */
import { z } from 'zod';
import { limits } from './limits.ts';

/** State is a flat object of fields that travel as text; the schema reads them back. */
type Shape = Record<string, z.ZodType<string | number | null, string>>;

export interface Action<S> {
  readonly name: string;
  readonly version: number;
  /** The custom id that carries `state`. @throws {RangeError} if it would exceed Discord's 100 characters. */
  id(state: S): string;
  /** Reads the fields of an id; undefined if they do not fit (an older shape, or a forged id). */
  read(fields: readonly string[]): S | undefined;
}

/**
 * Declares an action. Raise `version` when the shape changes: ids of other versions are answered as outdated.
 * `name` is unique in the project, letters and dots, such as `step.done`.
 */
export function action<T extends Shape>(
  name: string,
  version: number,
  shape: T,
): Action<z.output<z.ZodObject<T>>> {
  const keys = Object.keys(shape);
  const schema = z.object(shape);
  return {
    name,
    version,
    id(state) {
      const fields = keys.map((key) => encode(String((state as Record<string, unknown>)[key] ?? '')));
      const id = [actionKey({ name, version }), ...fields].join('/');
      if (id.length > limits.customId)
        throw new RangeError(`custom id of ${name} has ${id.length} characters`);
      return id;
    },
    read(fields) {
      if (fields.length !== keys.length) return undefined;
      const parsed = schema.safeParse(Object.fromEntries(keys.map((key, index) => [key, fields[index]])));
      return parsed.success ? parsed.data : undefined;
    },
  };
}

/** What tells an action, in one version, from all others; a custom id begins with it. */
export const actionKey = ({ name, version }: { name: string; version: number }) => `${name}@${version}`;

/** Splits a custom id into the action's name, version and fields; undefined if it is none of ours. */
export function parseCustomId(
  customId: string,
): { name: string; version: number; fields: string[] } | undefined {
  const match = /^(?<name>[a-z][a-z.]*)@(?<version>\d{1,4})(?:\/(?<fields>.*))?$/s.exec(customId);
  if (match?.groups === undefined) return undefined;
  const { name = '', version = '', fields } = match.groups;
  try {
    const decoded = fields === undefined ? [] : fields.split('/').map(decodeURIComponent);
    return { name, version: Number(version), fields: decoded };
  } catch {
    return undefined;
  }
}

/** Escapes only what would split or hide a field, so that text of any language stays as short as it is. */
const encode = (field: string) => field.replaceAll('%', '%25').replaceAll('/', '%2F');

/** A whole number of at most nine digits in a custom id. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** An id of the guide or of ours in a custom id. */
export const shortName = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);

/** Words of a search in a custom id. */
export const searchWords = z.string().max(50);
