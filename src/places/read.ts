/** Reads what a member typed as a city; what can't be read is answered in a sentence. */
import { UserError } from '../discord/errors.ts';
import { md, quoted } from '../discord/markdown.ts';
import type { Place, Places } from './places.ts';

/** The city that was typed, or picked by its id. @throws {UserError} if there is none like it. */
export function readCity(places: Places, typed: string): Place {
  const picked = /^\d{1,9}$/.test(typed) ? places.byId(Number(typed)) : undefined;
  const place = picked ?? places.search(typed, { limit: 1 })[0];
  if (place !== undefined) return place;
  throw new UserError(
    md`I don't know the city ${quoted(typed)}. Pick one from the list as you type, or try a larger one near it.`,
  );
}
