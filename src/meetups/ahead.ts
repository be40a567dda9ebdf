/** All meetups that lie ahead in a member's groups: shown, and suggested as they type. */
import { clip, type TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { limits } from '../discord/limits.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import { folded } from '../groups/group.ts';
import { directOnly } from '../member/store.ts';
import { aheadPanel, mostListed } from './ahead-view.ts';
import { localWords } from './local.ts';
import type { Needs } from './needs.ts';

/** All that lies ahead in the member's groups. @throws {UserError} */
export async function showAhead({ app, member }: Needs, notice?: Markdown): Promise<TopLevelComponent> {
  if (member.guildId === directOnly)
    throw new UserError(
      md`Meetups belong to study groups of a server: type \`/meetup list\` in one of yours.`,
    );
  const groups = (await app.groups.groupsOf(member)).filter(({ state }) => state === 'open');
  const meetups = await app.meetups.aheadIn(groups, mostListed + 1);
  const ahead = await Promise.all(
    meetups.map(async (meetup) => {
      const group = groups.find(({ id }) => id === meetup.groupId);
      const part = await app.meetups.partOf(meetup.id, meetup.startsAt, member);
      return group === undefined ? [] : [{ meetup, group, own: part?.answer ?? undefined }];
    }),
  );
  return aheadPanel(ahead.flat(), groups, notice);
}

/** Meetups read to be suggested: 10 groups with 10 each, which is all that a member can have. */
const mostRead = 100;
const mostSuggested = 25;

/** Meetups that lie ahead in the member's groups, for autocomplete. */
export async function suggestAhead({ app, member }: Pick<Needs, 'app' | 'member'>, typed: string) {
  const groups = await app.groups.groupsOf(member);
  const wanted = folded(typed.trim());
  const meetups = await app.meetups.aheadIn(groups, mostRead);
  return meetups
    .map(({ id, groupId, startsAt, timeZone }) => {
      const name = groups.find((group) => group.id === groupId)?.name ?? '';
      return { name: clip(`${name}, ${localWords(startsAt, timeZone)}`, limits.choiceText), value: id };
    })
    .filter(({ name, value }) => folded(name).includes(wanted) || value === typed)
    .slice(0, mostSuggested);
}
