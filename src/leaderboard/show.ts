/** Reads the leaderboard and answers with it; puts members on it and takes them off. */
import type { CheckInStore } from '../accountability/check-ins.ts';
import type { PauseStore } from '../accountability/pauses.ts';
import { streakNow } from '../accountability/streaks.ts';
import type { Clock } from '../clock.ts';
import type { Where } from '../discord/command.ts';
import { UserError } from '../discord/errors.ts';
import { md } from '../discord/markdown.ts';
import { type MessageReply, show, showToAll } from '../discord/reply.ts';
import type { ProfileStore } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { LeaderboardStore, Place } from './store.ts';
import { boardPanel, emptyPanel, ownPanel, type Shown } from './view.ts';

interface Needs {
  readonly app: {
    readonly clock: Clock;
    readonly leaderboard: LeaderboardStore;
    readonly profiles: ProfileStore;
    readonly settings: SettingsStore;
    readonly checkIns: CheckInStore;
    readonly pauses: PauseStore;
  };
  readonly member: MemberKey;
}

/** Places that are shown. */
const most = 10;

/** The leaderboard, for the whole channel; while nobody has a place, who asked reads how to begin it. */
export async function showBoard({ app, member }: Needs): Promise<MessageReply> {
  const { timeZone } = await app.settings.of(member.guildId);
  const { top, placed, joined } = await app.leaderboard.top(member.guildId, timeZone, most);
  if (placed === 0) {
    const { isRanked } = await app.profiles.of(member);
    return show(emptyPanel({ isRanked, joined }));
  }
  const isInTop = top.some(({ userId }) => userId === member.userId);
  const own = isInTop ? undefined : await app.leaderboard.placeOf(member, timeZone);
  const withStreak = (place: Place) => withStreakOf(app, member.guildId, place);
  return showToAll(
    boardPanel({
      top: await Promise.all(top.map(withStreak)),
      own: own && (await withStreak(own)),
      placed,
    }),
  );
}

/** Puts the member on the server's leaderboard, or takes them off. @throws {UserError} in direct messages. */
export async function setRanked(
  { app, member, where }: Needs & { readonly where: Where },
  isRanked: boolean,
): Promise<MessageReply> {
  if (where.guildId === null)
    throw new UserError(md`Each server has a leaderboard of its own: press that in one of them.`);
  await app.profiles.setRanked(member, isRanked);
  const { timeZone } = await app.settings.of(member.guildId);
  const place = isRanked ? await app.leaderboard.placeOf(member, timeZone) : undefined;
  const shown = place && (await withStreakOf(app, member.guildId, place));
  const notice = isRanked ? md`✔️ You're on the leaderboard.` : md`✔️ You're not on the leaderboard.`;
  return show(ownPanel(isRanked, shown, notice));
}

async function withStreakOf(app: Needs['app'], guildId: string, place: Place): Promise<Shown> {
  const { length } = await streakNow(app, { guildId, userId: place.userId }, place.timeZone);
  return { ...place, streak: length };
}
