/** What members do with groups: join, wait, leave, take on, report; and what they read then. */
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md, userMention } from '../discord/markdown.ts';
import { readLines } from '../typed/read.ts';
import { leavePanel } from './ask-view.ts';
import { groupLimits } from './group.ts';
import { listedNames } from './group-view.ts';
import type { Joined } from './joining.ts';
import type { Needs } from './needs.ts';
import { knownGroup, showGroup, showMine } from './show.ts';

type Panel = Promise<TopLevelComponent>;

export async function join(needs: Needs, groupId: string): Panel {
  const { app, member } = needs;
  const group = await knownGroup(needs, groupId);
  const joined = await app.groups.join(member, groupId);
  if (joined === 'too many')
    throw new UserError(
      md`You are in ${groupLimits.memberOf} study groups already. Leave one first: \`/group mine\` lists them.`,
    );
  if (joined === 'too many lines')
    throw new UserError(
      md`You wait for ${groupLimits.waitsFor} study groups already. Take back one first: \`/group mine\` lists them.`,
    );
  if (joined === 'joined') await app.groupThreads.settle(group.guildId, groupId);
  const words = joined === 'joined' ? await welcomeWords(needs, groupId) : joinedWords(joined);
  return await showGroup(needs, groupId, words);
}

/** Without a thread, members write to each other directly. */
async function welcomeWords({ app, member }: Needs, groupId: string): Promise<Markdown> {
  if ((await app.settings.of(member.guildId)).groupsChannelId !== null)
    return md`🎉 You are in. Say hello to the others!`;
  const others = (await app.groups.membersOf(groupId)).filter(({ userId }) => userId !== member.userId);
  return md`🎉 You are in, with ${listedNames(others)}. This server has no channel for groups yet, so write to them directly.`;
}

function joinedWords(
  joined: Exclude<Joined, 'joined' | 'too many' | 'too many lines'>,
): Markdown | undefined {
  switch (joined) {
    case 'already':
      return md`You are in it already.`;
    case 'waiting':
      return md`⏳ All places are taken, so you are in line.`;
    case 'asking':
      return md`👋 The owner has been asked.`;
    case 'declined':
      return md`The owner said no not long ago.`;
    case 'barred':
    case 'gone':
      return undefined;
  }
}

export async function waitNoLonger(needs: Needs, groupId: string): Panel {
  const group = await knownGroup(needs, groupId);
  const stopped = await needs.app.groups.stopWaiting(group, needs.member.userId);
  return await showGroup(needs, groupId, stopped ? md`✔️ You are off the list.` : md`You weren't waiting.`);
}

export async function askWhetherToLeave(needs: Needs, groupId: string): Panel {
  const { app, member } = needs;
  const group = await knownGroup(needs, groupId);
  const standing = await app.groups.standingOf(groupId, member.userId);
  if (standing.kind === 'waiting' || standing.kind === 'offered' || standing.kind === 'asking')
    return await waitNoLonger(needs, groupId);
  if (standing.kind !== 'owner' && standing.kind !== 'member')
    return await showGroup(needs, groupId, md`You are not in it.`);
  const heir = (await app.groups.membersOf(groupId)).find(({ userId }) => userId !== member.userId);
  const waiting = await app.groups.waitingFor(groupId, 'place');
  return leavePanel(group, standing, { heir: heir?.userId, waiting });
}

export async function leave(needs: Needs, groupId: string): Panel {
  const { app, member } = needs;
  const group = await knownGroup(needs, groupId);
  const left = await app.groups.leave(group, member.userId);
  await app.groupThreads.settle(group.guildId, groupId);
  const heir = (await app.groups.membersOf(groupId)).find(({ isOwner }) => isOwner);
  const words: Readonly<Record<typeof left, Markdown>> = {
    left: md`✔️ You have left **${group.name}**. Thank you for having been part of it.`,
    passed: md`✔️ You have left **${group.name}**, and it goes on with ${userMention(heir?.userId ?? '')} as its owner.`,
    ended: group.state === 'draft' ? md`Nothing was opened.` : md`✔️ **${group.name}** is closed.`,
    'not in it': md`You weren't in **${group.name}** any more.`,
  };
  return await showMine(needs, words[left]);
}

/** A member takes on a group whose owner is silent. */
export async function takeOn(needs: Needs, groupId: string): Panel {
  const { app, member } = needs;
  const group = await knownGroup(needs, groupId);
  const taken = await app.groups.adopt(group, member.userId);
  return await showGroup(
    needs,
    groupId,
    taken
      ? md`🌱 Thank you. It is in your hands now.`
      : md`Somebody has taken it on already, or it goes on as it was.`,
  );
}

/** Keeps a report for the moderators. @throws {UserError} if nothing was written. */
export async function report(needs: Needs, groupId: string, typed: string): Panel {
  const { app, member } = needs;
  const group = await knownGroup(needs, groupId);
  const reason = readLines(typed, groupLimits.reason);
  if (reason === '') throw new UserError(md`Write in a few words what is wrong.`);
  const isKept = await app.groupReports.add(member, group.id, reason);
  if (!isKept)
    throw new UserError(
      md`You have reported ${groupLimits.reports} groups that the moderators haven't come to yet. Please write to one of them directly.`,
    );
  return await showGroup(
    needs,
    groupId,
    md`✔️ Thank you. The moderators read it in \`/setup\`; nobody else does.`,
  );
}
