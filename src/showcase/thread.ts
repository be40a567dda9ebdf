/** The thread for feedback below a post, and the checklist that it begins with. */
import type { Markdown } from '../discord/markdown.ts';
import { insist, isGone, postMessage, startThread } from '../discord/post.ts';
import type { SharingStep } from '../guide/sharing.ts';
import { logSomething } from '../portfolio/actions.ts';
import type { Entry } from '../portfolio/entry.ts';
import { look } from './look.ts';
import type { Needs } from './needs.ts';
import { threadName } from './rules.ts';
import type { Shared } from './store.ts';
import { threadPanel } from './view.ts';
import { refusedThread } from './words.ts';

/** What has become of a post and its thread; `gone`: somebody has deleted the post. */
type Threaded =
  | { readonly kind: 'whole'; readonly post: Shared }
  | { readonly kind: 'lacking'; readonly post: Shared; readonly problem: Markdown }
  | { readonly kind: 'gone' };

/** Starts the thread and posts the checklist, as far as they are missing. */
export async function completeThread(
  needs: Needs,
  post: Shared,
  entry: Entry,
  step: SharingStep,
): Promise<Threaded> {
  const { rest, showcase, log } = needs.app;
  const { channelId, messageId } = post;
  if (post.threadId !== null) return { kind: 'whole', post };
  try {
    const thread = await insist(() => startThread(rest, { channelId, messageId, name: threadName(entry) }));
    if (thread.isNew || !(await hasChecklist(needs, post, thread.id))) {
      const { userId } = needs.member;
      const message = {
        components: [threadPanel(userId, step)],
        nonce: `list-${messageId}`,
        // The author alone: it brings the thread into their list.
        mention: [userId],
      };
      await insist(() => postMessage(rest, thread.id, message));
    }
    const whole = await showcase.threaded(post, thread.id);
    return whole === undefined ? { kind: 'gone' } : { kind: 'whole', post: whole };
  } catch (error) {
    if (isGone(error)) {
      await showcase.forget(post);
      return { kind: 'gone' };
    }
    log.warn({ err: error }, 'the thread of a showcased entry is not complete');
    return { kind: 'lacking', post, problem: refusedThread(error, channelId) };
  }
}

/** Whether an earlier try has posted the checklist; where nobody can say, it is not posted again. */
async function hasChecklist(needs: Needs, post: Shared, threadId: string): Promise<boolean> {
  const { channelId, guildId, startedAt } = post;
  const mark = logSomething.id({});
  return (await look(needs, { in: threadId, channelId, guildId, mark, sinceMs: startedAt })) !== 'absent';
}
