/** What owners and moderators do with groups: let in, turn away, hand over, remove, close; and what they read then. */
import type { TopLevelComponent } from '../discord/components.ts';
import { type Markdown, md, userMention } from '../discord/markdown.ts';
import { closePanel, handOverPanel, removePanel } from './ask-view.ts';
import type { Needs } from './needs.ts';
import { ownGroup, showGroup, showMembers, showMine } from './show.ts';

type Panel = Promise<TopLevelComponent>;

export async function letIn(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const outcome = await needs.app.groups.approve(group, userId);
  if (outcome === 'joined') await needs.app.groupThreads.settle(group.guildId, groupId);
  const words: Readonly<Record<typeof outcome, Markdown>> = {
    joined: md`✔️ ${userMention(userId)} is in.`,
    waiting: md`✔️ All places are taken, so ${userMention(userId)} is in line.`,
    'too many': md`⚠️ ${userMention(userId)} is in as many groups as one can be. Try again once they have left one.`,
    gone: await asksNoMore(needs, groupId, userId),
  };
  return await showMembers(needs, groupId, words[outcome]);
}

export async function turnAway(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const was = await needs.app.groups.decline(group, userId);
  const words = was
    ? md`✔️ ${userMention(userId)} reads a kind no.`
    : await asksNoMore(needs, groupId, userId);
  return await showMembers(needs, groupId, words);
}

async function asksNoMore({ app }: Needs, groupId: string, userId: string): Promise<Markdown> {
  const { kind } = await app.groups.standingOf(groupId, userId);
  return kind === 'owner' || kind === 'member'
    ? md`${userMention(userId)} is in already.`
    : md`${userMention(userId)} doesn't ask any more.`;
}

/** Asks before another member becomes the owner. */
export async function askWhetherToHandOver(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const { kind } = await needs.app.groups.standingOf(groupId, userId);
  return kind === 'member' ? handOverPanel(group, userId) : await showMembers(needs, groupId, noHeir());
}

const noHeir = () => md`⚠️ Only another member can own the group.`;

export async function handOver(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const owner = (await needs.app.groups.membersOf(groupId)).find(({ isOwner }) => isOwner);
  const done = await needs.app.groups.handOver(group, owner?.userId ?? '', userId);
  if (!done) return await showMembers(needs, groupId, noHeir());
  return await showGroup(needs, groupId, md`✔️ ${userMention(userId)} owns it now.`);
}

/** Asks before somebody is taken out. */
export async function askWhetherToRemove(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const { kind } = await needs.app.groups.standingOf(groupId, userId);
  return kind === 'member'
    ? removePanel(group, userId)
    : await showMembers(needs, groupId, notRemovable(userId));
}

const notRemovable = (userId: string) => md`⚠️ ${userMention(userId)} is no member who could be taken out.`;

export async function remove(needs: Needs, groupId: string, userId: string): Panel {
  const group = await ownGroup(needs, groupId);
  const done = await needs.app.groups.remove(group, userId);
  if (done) await needs.app.groupThreads.settle(group.guildId, groupId);
  const words = done
    ? md`✔️ ${userMention(userId)} is no longer in it, and can't come back by themselves.`
    : notRemovable(userId);
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
