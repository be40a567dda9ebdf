/** What *See it* and the like on a message of the outbox show. */
import type { Where } from '../discord/command.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import type { OutboxRow } from '../scheduler/batch.ts';
import { type About, aboutIn } from './about.ts';
import { find, type Needs } from './find.ts';
import { fullPieces, leftWords, overWords, toldPanel } from './message-view.ts';
import { showStanding } from './show.ts';
import { stillSo } from './told.ts';

/**
 * What a message was about that said no more than that there is news, as in a channel, and then where the member
 * stands; where it was said in full, by direct message, only the latter.
 */
export async function seeNews(
  needs: Needs & { readonly where: Where },
  row: Pick<OutboxRow, 'about' | 'dueAt'>,
): Promise<TopLevelComponent[]> {
  const { app, member, where } = needs;
  const about = aboutIn(row.about);
  if (about?.kind === 'news') {
    const told = await stillSo(app.buddies, member, await unsaid(needs, about, row.dueAt));
    return [...(told.length === 0 ? [] : [toldPanel(told)]), ...(await showStanding(needs))];
  }
  if (where.guildId === null) return await showStanding(needs);
  const isSeated = (await app.buddies.circleOf(member)).length > 0;
  const looks = await app.buddies.isLooking(member);
  if (about?.kind === 'proposal' && looks) return await find(needs);
  if (about?.kind === 'left' && !isSeated) return await showStanding(needs, leftWords());
  return await showStanding(needs, about?.kind === 'over' && looks ? overWords() : undefined);
}

/** The pieces that the message itself did not say. */
async function unsaid(
  { app, member, where }: Needs & { readonly where: Where },
  { pieces }: Extract<About, { kind: 'news' }>,
  dueAt: number,
) {
  if (where.guildId !== null) return await app.buddies.toldAround(member, dueAt);
  return pieces.length > fullPieces ? pieces : [];
}
