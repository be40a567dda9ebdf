/** All groups of a server by what members type: suggestions, and which one is meant. */
import { clip } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { limits } from '../discord/limits.ts';
import { md } from '../discord/markdown.ts';
import { readLine } from '../typed/read.ts';
import { folded, groupLimits } from './group.ts';
import type { Needs } from './needs.ts';
import { choicesOf, isModerator, namedGroup, suggestMine } from './show.ts';

/** Open groups of the server with what was typed in their name or topic, for autocomplete. */
export async function suggestJoinable({ app, member }: Pick<Needs, 'app' | 'member'>, typed: string) {
  const groups = await app.groups.named(member.guildId, readLine(typed, groupLimits.name));
  return groups.map(({ name, id, city }) => ({
    name: clip(city === null ? `${name}, online` : `${name}, ${city.label}`, limits.choiceText),
    value: id,
  }));
}

/** The id of an open group that was picked, or whose name was typed. @throws {UserError} if there is none. */
export async function joinable(
  { app, member }: Pick<Needs, 'app' | 'member'>,
  typed: string,
): Promise<string> {
  const picked = await app.groups.of(member.guildId, typed);
  if (picked !== undefined) return picked.id;
  const wanted = readLine(typed, groupLimits.name);
  const found = (await app.groups.named(member.guildId, wanted)).find(
    ({ name }) => folded(name) === folded(wanted),
  );
  if (found === undefined)
    throw new UserError(
      md`I don't find that group. Pick one from the list as you type, or look with \`/group find\`.`,
    );
  return found.id;
}

/** A group that was picked, or named: one of the member's own, or any open one. @throws {UserError} if there is none. */
export async function anyGroup(needs: Needs, typed: string): Promise<string> {
  const own = await namedGroup(needs, typed).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  return own?.id ?? (await joinable(needs, typed));
}

/** Groups that the member may change: their own, and for a moderator all that are open; for autocomplete. */
export async function suggestOwned(needs: Pick<Needs, 'app' | 'member' | 'where'>, typed: string) {
  const own = choicesOf(await needs.app.groups.ownedBy(needs.member), typed);
  if (!isModerator(needs)) return own;
  const ids = new Set(own.map(({ value }) => value));
  const all = (await suggestJoinable(needs, typed)).filter(({ value }) => !ids.has(value));
  return [...own, ...all].slice(0, limits.autocompleteChoices);
}

/** Groups that the member is in, and not those that they wait for; for autocomplete. */
export async function suggestIn({ app, member }: Pick<Needs, 'app' | 'member'>, typed: string) {
  const groups = await app.groups.groupsOf(member);
  return choicesOf(
    groups.filter(({ state }) => state === 'open'),
    typed,
  );
}

/** The member's own groups first, then all others, for autocomplete. */
export async function suggestAny(needs: Pick<Needs, 'app' | 'member'>, typed: string) {
  const all = [...(await suggestMine(needs, typed)), ...(await suggestJoinable(needs, typed))];
  return [...new Map(all.toReversed().map((choice) => [choice.value, choice])).values()].toReversed();
}
