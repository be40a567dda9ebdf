/** Shows groups: one, one's own, its members; and which of their own somebody means. */
import { PermissionFlagsBits } from 'discord.js';
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import { directOnly } from '../member/store.ts';
import { readLine } from '../typed/read.ts';
import { folded, type Group, groupLimits } from './group.ts';
import { groupPanel, type Shown } from './group-view.ts';
import { askAgainMs } from './joining.ts';
import { membersPanel } from './members-view.ts';
import { minePanel } from './mine-view.ts';
import type { Needs } from './needs.ts';
import type { Standing } from './rows.ts';

/** Who may change and close every group of a server. */
const moderates =
  PermissionFlagsBits.ManageGuild | PermissionFlagsBits.ModerateMembers | PermissionFlagsBits.Administrator;

/** Whether whoever acts is a moderator here; nobody is in direct messages. */
export const isModerator = ({ where }: Pick<Needs, 'where'>): boolean =>
  where.guildId !== null && (where.memberPermissions & moderates) !== 0n;

/** A group that the member may see. @throws {UserError} if there is none. */
export async function knownGroup({ app, member, where }: Needs, groupId: string): Promise<Group> {
  const group = await app.groups.of(member.guildId, groupId);
  const isSecret =
    group?.state === 'draft' && (await app.groups.standingOf(groupId, member.userId)).kind !== 'owner';
  if (group === undefined || isSecret || group.state === 'closed') throw gone(where);
  return group;
}

/** In direct messages there is no such command to be typed. */
const gone = ({ guildId }: Needs['where']) =>
  new UserError(
    guildId === null
      ? md`That group is no more. In the server, \`/group find\` shows those that there are.`
      : md`That group is no more. \`/group find\` shows those that there are.`,
  );

/** A group that is the member's own, or that they moderate. @throws {UserError} if it is not. */
export async function ownGroup(needs: Needs, groupId: string): Promise<Group> {
  const group = await knownGroup(needs, groupId);
  const { kind } = await needs.app.groups.standingOf(groupId, needs.member.userId);
  if (kind !== 'owner' && !isModerator(needs))
    throw new UserError(md`Only the group's owner can do that. \`/group show\` tells who it is to members.`);
  return group;
}

export async function shownGroup(needs: Needs, group: Group): Promise<Shown> {
  const { app, member } = needs;
  const [guide, members, known, waiting, requests, free, isUnreachable] = await Promise.all([
    app.guides.of(member.guildId),
    app.groups.membersOf(group.id),
    app.groups.standingOf(group.id, member.userId),
    app.groups.waitingFor(group.id, 'place'),
    app.groups.waitingFor(group.id, 'yes'),
    app.groups.freePlaces(group),
    isOutOfReach({ app, member }),
  ]);
  // After a month, a no is none any more.
  const isPast = known.kind === 'declined' && app.clock.now() - known.since >= askAgainMs;
  const standing: Standing = isPast ? { kind: 'stranger' } : known;
  return {
    group,
    guide,
    members,
    standing,
    extra: needs.groupButtons?.({ group, standing }),
    waiting,
    requests,
    free,
    isModerator: isModerator(needs),
    isUnreachable,
  };
}

/** Whether what is written to the member can't reach them, as far as is known. */
export async function isOutOfReach({ app, member }: Pick<Needs, 'app' | 'member'>): Promise<boolean> {
  const { place } = await app.buddies.wayTo(member);
  return place === 'dm' && (await app.direct.isClosed(member.userId));
}

/** A group, as the member may see it; its own find its thread in order. @throws {UserError} if it is no more. */
export async function showGroup(
  needs: Needs,
  groupId: string,
  notice?: Markdown,
): Promise<TopLevelComponent> {
  const group = await knownGroup(needs, groupId);
  const shown = await shownGroup(needs, group);
  const { kind } = shown.standing;
  if (group.threadId === null || (kind !== 'owner' && kind !== 'member')) return groupPanel(shown, notice);
  await needs.app.groupThreads.lookAfter(group);
  return groupPanel({ ...shown, group: await knownGroup(needs, groupId) }, notice);
}

/** The members of a group and who asks, for its owner. @throws {UserError} if it is not theirs. */
export async function showMembers(
  needs: Needs,
  groupId: string,
  notice?: Markdown,
): Promise<TopLevelComponent> {
  const group = await ownGroup(needs, groupId);
  const { groups } = needs.app;
  const [members, requests, barred] = await Promise.all([
    groups.membersOf(groupId),
    groups.requestsTo(groupId),
    groups.barredFrom(groupId),
  ]);
  const isInServer = needs.where.guildId !== null;
  return membersPanel({ group, members, requests, barred, isInServer }, notice);
}

/** All groups of the member in this server. @throws {UserError} in direct messages without a server. */
export async function showMine(
  { app, member }: Needs,
  notice?: Markdown,
  page = 0,
): Promise<TopLevelComponent> {
  if (member.guildId === directOnly)
    throw new UserError(md`Study groups belong to a server: type \`/group mine\` in one of yours.`);
  const [groups, waits, guide] = await Promise.all([
    app.groups.groupsOf(member),
    app.groups.waitsOf(member),
    app.guides.of(member.guildId),
  ]);
  const waiting = await Promise.all(
    waits.map(async (group) => ({ group, standing: await app.groups.standingOf(group.id, member.userId) })),
  );
  return minePanel({ groups, waiting, guide, page }, notice);
}

/** Groups of the member whose name fits what was typed, for autocomplete. */
export async function suggestMine({ app, member }: Pick<Needs, 'app' | 'member'>, typed: string) {
  const groups = [...(await app.groups.groupsOf(member)), ...(await app.groups.waitsOf(member))];
  return choicesOf(groups, typed);
}

/** Those of some groups whose name fits what was typed, for autocomplete. */
export function choicesOf(groups: readonly Group[], typed: string) {
  const wanted = folded(typed.trim());
  return groups
    .filter(({ name, id }) => folded(name).includes(wanted) || id === typed)
    .slice(0, 25)
    .map(({ name, id }) => ({ name, value: id }));
}

/** The group that was typed or picked: an id, or the name of one that the member is in. @throws {UserError} if there is none. */
export async function namedGroup(needs: Needs, typed: string): Promise<Group> {
  const { app, member } = needs;
  if ((await app.groups.of(member.guildId, typed)) !== undefined) return await knownGroup(needs, typed);
  const wanted = folded(readLine(typed, groupLimits.name));
  const own = [...(await app.groups.groupsOf(member)), ...(await app.groups.waitsOf(member))];
  const found = own.find(({ name }) => folded(name) === wanted);
  if (found !== undefined) return found;
  throw new UserError(md`Pick one of your groups from the list as you type, or see \`/group mine\`.`);
}
