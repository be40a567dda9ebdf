/** Sharing a portfolio entry for feedback: what commands and buttons call. */
import { UserError } from '../discord/errors.ts';
import { channelMention, type Markdown, md } from '../discord/markdown.ts';
import { isStillThere } from '../discord/post.ts';
import { type Reply, show, showNew } from '../discord/reply.ts';
import type { Guide } from '../guide/guide.ts';
import { entryKinds } from '../guide/names.ts';
import { canShare, type SharingStep, sharableStep } from '../guide/sharing.ts';
import type { Entry } from '../portfolio/entry.ts';
import { entryOf } from '../portfolio/show.ts';
import type { Needs } from './needs.ts';
import { publish } from './publish.ts';
import { completeThread } from './thread.ts';
import { checklistPanel, notSharedPanel, previewPanels, sharedPanel, unknowablePanel } from './view.ts';
import { type Withdrawn, withdraw } from './withdraw.ts';

/** Shows word for word what would be posted and where, or that it is posted. Nothing is posted yet. */
export async function sharePreview(context: Needs, entryId: number): Promise<Reply> {
  requireServer(context);
  const entry = await entryOf(context, entryId);
  const post = await currentPost(context, entryId);
  if (post?.state === 'shared') {
    const words = post.threadId === null ? md`Its thread isn't complete.` : undefined;
    return show(sharedPanel(post, words));
  }
  const step = await stepFor(context, entry);
  return show(...previewPanels(entry, context.member.userId, step, await channelFor(context)));
}

/** Posts the entry with its thread, once; pressed again, it adds what is missing. */
export async function postIt(context: Needs, entryId: number): Promise<Reply> {
  requireServer(context);
  const entry = await entryOf(context, entryId);
  const known = await currentPost(context, entryId);
  if (known?.state === 'shared' && known.threadId !== null) return show(sharedPanel(known));
  const step = await stepFor(context, entry);
  const post =
    known?.state === 'shared' ? known : await publish(context, entry, step, await channelFor(context));
  if (post === 'unknowable') return show(unknowablePanel(entryId, known?.channelId ?? ''));
  const threaded = await completeThread(context, post, entry, step);
  switch (threaded.kind) {
    case 'whole':
      return show(sharedPanel(threaded.post));
    case 'lacking':
      return show(sharedPanel(threaded.post, threaded.problem));
    case 'gone':
      throw new UserError(
        md`The post isn't in ${channelMention(post.channelId)} any more: somebody has deleted it. *Share for feedback* posts it anew.`,
      );
  }
}

/** Deletes the post, wherever the member asks. */
export async function takeBack(context: Needs, entryId: number): Promise<Reply> {
  const withdrawn = await withdraw(context, entryId);
  if (withdrawn.kind === 'stays') throw new UserError(staysWords(withdrawn));
  return show(notSharedPanel(entryId, takenBackWords(withdrawn)));
}

/**
 * Deletes the post of an entry that is about to be deleted: call it before. Returns what became of the post, for the
 * member; undefined if there was none.
 * @throws {UserError} if that is not possible just now: the entry should stay until it is.
 */
export async function unshare(context: Needs, entryId: number): Promise<Markdown | undefined> {
  const withdrawn = await withdraw(context, entryId);
  switch (withdrawn.kind) {
    case 'none':
      return undefined;
    case 'stays':
      return staysWords(withdrawn);
    default:
      return takenBackWords(withdrawn);
  }
}

/** The checklist that readers go by, for whoever presses *What to look for*. @throws {UserError} if the guide has none any more. */
export async function readersChecklist(
  { app, member }: Needs,
  { step: stepId }: { step: string },
): Promise<Reply> {
  const step = (await app.guides.of(member.guildId)).step(stepId);
  if (step === undefined || !canShare(step))
    throw new UserError(
      md`The guide has changed, and has no checklist for this any more. Say what you think all the same.`,
    );
  return showNew(checklistPanel(step));
}

function requireServer({ where }: Needs): void {
  if (where.guildId === null)
    throw new UserError(
      md`There's nobody here to share it with: open \`/portfolio\` in the server that should see it.`,
    );
}

/** How far the sharing has come. A post that somebody has deleted from the channel is forgotten. */
async function currentPost({ app, member }: Needs, entryId: number) {
  const post = await app.showcase.of(member, entryId);
  if (post?.state !== 'shared' || (await isStillThere(app.rest, post))) return post;
  await app.showcase.forget(post);
  return undefined;
}

async function stepFor({ app, member }: Needs, { kind }: Entry): Promise<SharingStep> {
  const guide: Guide = await app.guides.of(member.guildId);
  const step = sharableStep(guide, kind);
  if (step === undefined)
    throw new UserError(
      md`Entries of the kind ${entryKinds[kind]} aren't shown around. Yours counts all the same.`,
    );
  return step;
}

async function channelFor({ app, member }: Needs): Promise<string> {
  const { showcaseChannelId } = await app.settings.of(member.guildId);
  if (showcaseChannelId === null)
    throw new UserError(
      md`This server has no showcase channel yet. An admin chooses one with \`/setup\`; then you can share it.`,
    );
  return showcaseChannelId;
}

function takenBackWords({ kind, channelId }: Withdrawn): Markdown {
  const channel = channelMention(channelId);
  switch (kind) {
    case 'none':
      return md`✔️ The server has no post of it.`;
    case 'unknowable':
      return md`I can't read far enough back in ${channel} to see whether it was posted. If you see it there, ask a moderator to delete it.`;
    default:
      return md`✔️ Taken back: the post is gone from ${channel}. A thread below it stays, with its name and what was said in it, until a moderator deletes it.`;
  }
}

const staysWords = ({ channelId }: Withdrawn): Markdown =>
  md`I can't get into ${channelMention(channelId)} any more, so the post stays there. A moderator can delete it, or let me in again.`;
