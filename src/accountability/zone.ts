import type { MemberKey } from '../member/store.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { NudgeStore } from './nudge-store.ts';

/** The zone in which a member's weeks begin: their own, once they have given one, else the server's. */
export async function zoneOf(
  stores: { readonly nudges: NudgeStore; readonly settings: SettingsStore },
  member: MemberKey,
): Promise<string> {
  const nudge = await stores.nudges.of(member);
  return nudge?.timeZone ?? (await stores.settings.of(member.guildId)).timeZone;
}
