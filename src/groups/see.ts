/** What a message of the outbox leads to. */
import type { TopLevelComponent } from '../discord/components.ts';
import { readAbout } from './about.ts';
import type { Needs } from './needs.ts';
import { showGroup, showMembers, showMine } from './show.ts';

/** What a row of the outbox is about, for whoever reads it. @throws {UserError} if the group is no more. */
export async function showNews(needs: Needs, about: string | null): Promise<TopLevelComponent> {
  const { what, groupId } = readAbout(about);
  if (what === 'near' || what === 'closed') return await showMine(needs);
  if (what === 'request') return await showMembers(needs, groupId);
  return await showGroup(needs, groupId);
}
