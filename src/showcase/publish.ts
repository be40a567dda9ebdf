/**
 * Puts an entry into the showcase channel exactly once, whatever happens in between: it is claimed in the database
 * before it is posted, and a claim that somebody has left behind is looked for in the channel before it is posted anew.
 */
import { UserError } from '../discord/errors.ts';
import { md } from '../discord/markdown.ts';
import { deleteOwnMessage, insist, OutcomeUnknown, postMessage } from '../discord/post.ts';
import type { SharingStep } from '../guide/sharing.ts';
import type { Entry } from '../portfolio/entry.ts';
import { markOf } from './actions.ts';
import { isUnderWay, look } from './look.ts';
import type { Needs } from './needs.ts';
import { nonceOf } from './rules.ts';
import type { Claim, Shared } from './store.ts';
import { postPanel } from './view.ts';
import { busy, isRefused, notNow, refusedPost, unanswered } from './words.ts';

/**
 * Posts the entry, or finds it posted; `unknowable` if nobody can say which.
 * @throws {UserError} if it can't be posted, or not now.
 */
export async function publish(
  needs: Needs,
  entry: Entry,
  step: SharingStep,
  channelId: string,
): Promise<Shared | 'unknowable'> {
  const { app, member } = needs;
  const known = await app.showcase.of(member, entry.id);
  if (known?.state === 'shared') return known;
  if (known === undefined) {
    const claim = await app.showcase.claim(member, entry.id, channelId);
    if (claim === undefined) throw busy();
    return await post(needs, entry, step, claim);
  }
  if (isUnderWay(known, app.clock.now())) throw busy();
  return await resume(needs, entry, step, known, channelId);
}

/** Goes on where somebody was cut off. */
async function resume(needs: Needs, entry: Entry, step: SharingStep, left: Claim, channelId: string) {
  const { showcase } = needs.app;
  const found = await findPost(needs, left);
  if (found === 'unknowable') return found;
  if (found !== 'absent') return await adopt(needs, left, found.id);
  const claim = await showcase.renew(left, channelId);
  if (claim === undefined) throw busy();
  return await post(needs, entry, step, claim);
}

/** Looks for the message of a try that was cut off. @throws {UserError} if Discord can't be asked just now. */
export async function findPost(needs: Needs, { entryId, guildId, channelId, startedAt }: Claim) {
  const mark = markOf(entryId);
  return await look(needs, { in: channelId, channelId, guildId, mark, sinceMs: startedAt }).catch(
    (error: unknown) => {
      throw notNow(error, needs.app.log);
    },
  );
}

async function post(needs: Needs, entry: Entry, step: SharingStep, claim: Claim): Promise<Shared> {
  const { rest, showcase, log } = needs.app;
  const { channelId } = claim;
  const message = {
    components: [postPanel(entry, needs.member.userId, step)],
    nonce: nonceOf(claim),
    mention: [],
  };
  const messageId = await insist(() => postMessage(rest, channelId, message)).catch(
    async (error: unknown) => {
      if (error instanceof OutcomeUnknown) {
        log.warn({ err: error }, 'whether a showcased entry is out is unknown');
        throw unanswered();
      }
      if (isRefused(error)) await showcase.forget(claim);
      throw refusedPost(error, channelId);
    },
  );
  return await settled(needs, claim, messageId);
}

/** Records a message that was found. Whoever else has found the claim left behind may be at it as well. */
async function adopt({ app, member }: Needs, left: Claim, messageId: string): Promise<Shared> {
  const posted = await app.showcase.posted(left, messageId);
  if (posted !== undefined) return posted;
  const now = await app.showcase.of(member, left.entryId);
  if (now?.state === 'shared') return now;
  if (now !== undefined) throw busy();
  return await discard(app, left.channelId, messageId);
}

/** Records the message that was posted. Somebody may have given the claim up as lost meanwhile: then it goes. */
async function settled({ app, member }: Needs, claim: Claim, messageId: string): Promise<Shared> {
  const posted = await app.showcase.posted(claim, messageId);
  if (posted !== undefined) return posted;
  const now = await app.showcase.of(member, claim.entryId);
  if (now?.state === 'shared' && now.messageId === messageId) return now;
  return await discard(app, claim.channelId, messageId);
}

/** Deletes a message that nobody wants any more. @throws {UserError} that says so. */
async function discard({ rest }: Needs['app'], channelId: string, messageId: string): Promise<never> {
  await insist(() => deleteOwnMessage(rest, { channelId, messageId }));
  throw new UserError(
    md`The entry was changed meanwhile, so I've taken its post back. Open it with \`/portfolio\`.`,
  );
}
