import type { Clock } from '../clock.ts';
import type { ProfileStore } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';
import type { SettingsStore } from '../settings/store.ts';

interface Zones {
  readonly profiles: ProfileStore;
  readonly settings: SettingsStore;
}

/** The zone in which a member's weeks begin: their own, once they have given one, else the server's. */
export async function zoneOf({ profiles, settings }: Zones, member: MemberKey): Promise<string> {
  const { timeZone } = await profiles.of(member);
  return timeZone ?? (await settings.of(member.guildId)).timeZone;
}

/** The member's date, such as 2026-11-23. */
export async function todayOf(app: Zones & { readonly clock: Clock }, member: MemberKey): Promise<string> {
  const zone = await zoneOf(app, member);
  const now = Temporal.Instant.fromEpochMilliseconds(app.clock.now());
  return now.toZonedDateTimeISO(zone).toPlainDate().toString();
}
