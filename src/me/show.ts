/** A member's own settings: read, changed, and shown. */
import type { NudgeStore } from '../accountability/nudge-store.ts';
import type { PauseStore } from '../accountability/pauses.ts';
import { channelFor } from '../accountability/plan.ts';
import type { Clock } from '../clock.ts';
import type { Where } from '../discord/command.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import { type MessageReply, show } from '../discord/reply.ts';
import type { ProfileStore } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';
import { type Places, placeLabel } from '../places/places.ts';
import type { SettingsStore } from '../settings/store.ts';
import { readZone } from '../time/read.ts';
import { mePanel, type OwnSettings, zoneSetText } from './view.ts';

export interface Needs {
  readonly app: {
    readonly clock: Clock;
    readonly profiles: ProfileStore;
    readonly settings: SettingsStore;
    readonly nudges: NudgeStore;
    readonly pauses: PauseStore;
    readonly places: () => Promise<Places>;
  };
  readonly member: MemberKey;
  readonly where: Where;
}

/** All own settings, as they stand. */
export async function showOwn(needs: Needs, notice?: Markdown): Promise<MessageReply> {
  return show(mePanel(await ownOf(needs), notice));
}

/** Sets the zone that was typed, moves the next nudge along, and says what follows. @throws {UserError} */
export async function changeZone(needs: Needs, typed: string): Promise<MessageReply> {
  await needs.app.nudges.moveTo(needs.member, readZone(typed));
  const own = await ownOf(needs);
  return show(mePanel(own, zoneSetText(own)));
}

/** Lets others see something of the member, or no longer. @throws {UserError} in direct messages. */
export async function changeSeen(
  needs: Needs,
  what: 'progress' | 'name' | 'weeks',
  isSeen: boolean,
): Promise<MessageReply> {
  const { app, member, where } = needs;
  if (where.guildId === null)
    throw new UserError(md`What others see is a matter of each server: press that in one of them.`);
  if (what === 'progress') await app.profiles.setVisible(member, isSeen);
  else if (what === 'name') await app.profiles.setNamed(member, isSeen);
  else await app.profiles.setRanked(member, isSeen);
  return await showOwn(needs, md`✔️ Saved.`);
}

async function ownOf({ app, member, where }: Needs): Promise<OwnSettings> {
  const [profile, settings, nudge, pausedUntil] = await Promise.all([
    app.profiles.of(member),
    app.settings.of(member.guildId),
    app.nudges.of(member),
    app.pauses.untilOf(member),
  ]);
  return {
    profile,
    timeZone: profile.timeZone ?? settings.timeZone,
    city: await cityLabel(app, profile.cityId),
    nowMs: app.clock.now(),
    nudge,
    channelId: nudge === undefined ? null : channelFor(nudge, settings),
    pausedUntil,
    isInServer: where.guildId !== null,
  };
}

/** The city as it is shown to its member; null if there is none, or no longer. */
export async function cityLabel(
  { places }: Pick<Needs['app'], 'places'>,
  cityId: number | null,
): Promise<string | null> {
  const place = cityId === null ? undefined : (await places()).byId(cityId);
  return place === undefined ? null : placeLabel(place);
}
