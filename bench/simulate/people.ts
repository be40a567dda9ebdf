/** Who lives in a simulation: members of servers, each with habits of their own. All of it comes from the dice. */
import type { WorldSeed } from '../../src/playground/index.ts';
import type { Dice } from '../../test/support/random.ts';
import { zones } from './zones.ts';

export type Place = 'channel' | 'dm' | 'dm-or-channel';

/** A member of one server; names are those of the world's seed. */
export interface Member {
  readonly user: string;
  readonly guild: string;
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly zone: string;
  readonly place: Place;
  /** The share of weeks in which they check in. */
  readonly diligence: number;
}

export interface Population {
  readonly members: readonly Member[];
  readonly guilds: readonly string[];
  /** Channels of each server, by the same names in all of them. */
  readonly channels: readonly string[];
  readonly seed: WorldSeed;
}

const membersPerGuild = 50;
const channels = ['general', 'study', 'lounge', 'papers'] as const;
/** One member in so many is in two servers, with nudges in each. */
const inTwoServers = 12;

/** `count` members, every zone in turn, in servers of fifty, each with an owner who takes no part. */
export function populate(count: number, dice: Dice): Population {
  const guilds = Array.from(
    { length: Math.max(2, Math.ceil(count / membersPerGuild)) },
    (_, index) => `g${index}`,
  );
  const members: Member[] = [];
  for (let index = 0; members.length < count; index += 1) {
    const user = `u${index}`;
    const guild = `g${index % guilds.length}`;
    const isInTwo = index % inTwoServers === 0 && members.length + 2 <= count;
    members.push(newMember(user, guild, zones[index % zones.length] ?? 'UTC', isInTwo, dice));
    if (!isInTwo) continue;
    const other = `g${(index + 1) % guilds.length}`;
    members.push(newMember(user, other, dice.pick(zones), true, dice));
  }
  return { members, guilds, channels, seed: worldOf(members, guilds) };
}

/** Direct messages don't say which server they are from, so that who is in two takes theirs in channels. */
function newMember(user: string, guild: string, zone: string, isInTwo: boolean, dice: Dice): Member {
  const place = isInTwo || dice.chance(0.55) ? 'channel' : dice.pick(['dm', 'dm-or-channel'] as const);
  return {
    user,
    guild,
    weekday: dice.between(1, 7),
    minuteOfDay: timeOfDay(dice),
    zone,
    place,
    diligence: dice.pick([0, 0.05, 0.25, 0.5, 0.7, 0.9]),
  };
}

/** Mostly a half hour of the day or evening; some in the hours that clock changes skip and repeat, some odd minutes. */
export function timeOfDay(dice: Dice): number {
  if (dice.chance(0.1)) return dice.between(0, 3 * 60 + 30);
  if (dice.chance(0.1)) return dice.below(24 * 60);
  return 30 * dice.between(14, 46);
}

function worldOf(members: readonly Member[], guilds: readonly string[]): WorldSeed {
  const names = [...new Set(members.map(({ user }) => user))];
  const owners = guilds.map((guild) => `owner-${guild}`);
  const guildOf = (guild: string) => ({
    name: `Server ${guild}`,
    owner: `owner-${guild}`,
    members: [...new Set(members.filter((member) => member.guild === guild).map(({ user }) => user))],
    channels: Object.fromEntries(channels.map((name) => [name, { name }])),
  });
  return {
    users: Object.fromEntries([...names, ...owners].map((name) => [name, { username: name }])),
    guilds: Object.fromEntries(guilds.map((guild) => [guild, guildOf(guild)])),
  };
}
