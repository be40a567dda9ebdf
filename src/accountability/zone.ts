import type { Clock } from '../clock.ts';
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

/** The member's date, such as 2026-11-23. */
export async function todayOf(
  app: { readonly nudges: NudgeStore; readonly settings: SettingsStore; readonly clock: Clock },
  member: MemberKey,
): Promise<string> {
  const zone = await zoneOf(app, member);
  const now = Temporal.Instant.fromEpochMilliseconds(app.clock.now());
  return now.toZonedDateTimeISO(zone).toPlainDate().toString();
}
