/** What members do with groups: join, wait, leave, let in, hand over, close, report; and what they read then. */
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md, userMention } from '../discord/markdown.ts';
import { readLines } from '../typed/read.ts';
import { closePanel, leavePanel } from './ask-view.ts';
import { groupLimits } from './group.ts';
import type { Joined } from './joining.ts';
import type { Needs } from './needs.ts';
import { knownGroup, ownGroup, showGroup, showMembers, showMine } from './show.ts';

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
  return await showGroup(needs, groupId, joinedWords(joined));
}

function joinedWords(joined: Exclude<Joined, 'too many' | 'too many lines'>): Markdown | undefined {
  switch (joined) {
    case 'joined':
      return md`🎉 You are in. Say hello to the others!`;
    case 'already':
      return md`You are in it already.`;
    case 'waiting':
      return md`⏳ All places are taken, so you are in line.`;
    case 'asking':
      return md`👋 The owner has been asked.`;
    case 'declined':
      return md`The owner said no not long ago. You can ask again after a month.`;
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
  return leavePanel(group, standing, heir?.userId);
}

export async function leave(needs: Needs, groupId: string): Panel {
  const { app, member } = needs;
  const group = await knownGroup(needs, groupId);
  const left = await app.groups.leave(group, member.userId);
  await app.groupThreads.settle(group.guildId, groupId);
  const words: Readonly<Record<typeof left, Markdown>> = {
    left: md`✔️ You have left **${group.name}**. Thank you for having been part of it.`,
    passed: md`✔️ You have left **${group.name}**, and it goes on with a new owner.`,
    ended: group.state === 'draft' ? md`Nothing was opened.` : md`✔️ **${group.name}** is closed.`,
    'not in it': md`You weren't in **${group.name}** any more.`,
  };
  return await showMine(needs, words[left]);
}

export async function letIn(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const outcome = await needs.app.groups.approve(group, userId);
  if (outcome === 'joined') await needs.app.groupThreads.settle(group.guildId, groupId);
  const words: Readonly<Record<typeof outcome, Markdown>> = {
    joined: md`✔️ ${userMention(userId)} is in.`,
    waiting: md`✔️ All places are taken, so ${userMention(userId)} is in line.`,
    'too many': md`⚠️ ${userMention(userId)} is in as many groups as one can be. Try again once they have left one.`,
    gone: md`${userMention(userId)} doesn't ask any more.`,
  };
  return await showMembers(needs, groupId, words[outcome]);
}

export async function turnAway(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const was = await needs.app.groups.decline(group, userId);
  const words = was
    ? md`✔️ ${userMention(userId)} reads a kind no.`
    : md`${userMention(userId)} doesn't ask any more.`;
  return await showMembers(needs, groupId, words);
}

export async function handOver(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const owner = (await needs.app.groups.membersOf(groupId)).find(({ isOwner }) => isOwner);
  const done = await needs.app.groups.handOver(group, owner?.userId ?? '', userId);
  if (!done) return await showMembers(needs, groupId, md`⚠️ Only another member can own the group.`);
  return await showGroup(needs, groupId, md`✔️ ${userMention(userId)} owns it now.`);
}

export async function remove(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const done = await needs.app.groups.remove(group, userId);
  if (done) await needs.app.groupThreads.settle(group.guildId, groupId);
  const words = done
    ? md`✔️ ${userMention(userId)} is no longer in it, and can't come back by themselves.`
    : md`⚠️ ${userMention(userId)} is no member who could be taken out.`;
  return await showMembers(needs, groupId, words);
}

/** Somebody who was taken out may join again, or ask to. */
export async function forgive(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const was = await needs.app.groups.forgive(group, userId);
  const words = was
    ? md`✔️ ${userMention(userId)} can come back if they like.`
    : md`${userMention(userId)} can come back already.`;
  return await showMembers(needs, groupId, words);
}

export async function askWhetherToClose(needs: Needs, groupId: string): Panel {
  const group = await ownGroup(needs, groupId);
  return closePanel(group, (await needs.app.groups.membersOf(groupId)).length);
}

export async function close(needs: Needs, groupId: string): Panel {
  const { app, member } = needs;
  const group = await ownGroup(needs, groupId);
  await app.groups.close(group, member.userId);
  await app.groupThreads.settle(group.guildId, groupId);
  const words = group.state === 'draft' ? md`Nothing was opened.` : md`✔️ **${group.name}** is closed.`;
  return await showMine(needs, words);
}

/** The owner says that a silent group goes on. */
export async function goOn(needs: Needs, groupId: string): Panel {
  const group = await ownGroup(needs, groupId);
  await needs.app.groups.noteAlive(group);
  return await showGroup(
    needs,
    groupId,
    md`🌱 Good. A date helps most: plan a meetup, and the others can say whether they come.`,
  );
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
