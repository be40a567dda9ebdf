/** What was picked in a select. */
import { UserError } from '../discord/errors.ts';
import { md } from '../discord/markdown.ts';

interface Picked {
  readonly values: readonly string[];
}

/** The value that was picked; empty if there is none. */
export const chosen = ({ values }: Picked): string => values[0] ?? '';

/** The id in a user select. @throws {UserError} if it is none. */
export function chosenUser(picked: Picked): string {
  const userId = chosen(picked);
  if (!/^\d{1,20}$/.test(userId)) throw new UserError(md`Pick somebody from the list.`);
  return userId;
}
