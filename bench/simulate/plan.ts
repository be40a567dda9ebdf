/** What is going to happen: members' weeks, servers' troubles and outages, thrown with dice before anything begins. */
import type { Dice } from '../../test/support/random.ts';
import type { Outage, Wish } from './ledger.ts';
import { type Member, type Population, timeOfDay } from './people.ts';
import { zones } from './zones.ts';

/** What somebody sets out to do. */
export type Act =
  | { readonly kind: 'on'; readonly wish: Wish }
  | { readonly kind: 'off' }
  | { readonly kind: 'pause'; readonly days: number }
  | { readonly kind: 'zone'; readonly zone: string }
  | { readonly kind: 'check-in'; readonly outcome: 'kept' | 'partly' | 'missed' }
  | { readonly kind: 'goal' }
  /** Answers the question whether nudges shall go on, if it has been asked. */
  | { readonly kind: 'answer' }
  | { readonly kind: 'direct messages'; readonly open: boolean }
  | { readonly kind: 'leave' }
  | { readonly kind: 'return' };

export type Happening = { readonly atMs: number } & (
  | { readonly kind: 'member'; readonly member: Member; readonly act: Act }
  /** A channel of a server, by its place in the server's present list, is deleted and replaced, or closed to the bot. */
  | { readonly kind: 'delete channel' | 'close channel'; readonly guild: string; readonly channel: number }
  /** Every closed channel of a server is opened again. */
  | { readonly kind: 'open channels'; readonly guild: string }
  /** The owner chooses, or chooses anew, where the server's nudges go. */
  | { readonly kind: 'choose channel'; readonly guild: string; readonly channel: number }
  | { readonly kind: 'outage'; readonly outage: Outage }
  /** Written in when an outage begins. */
  | { readonly kind: 'outage ends' }
);

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;

/** All that happens in so many weeks from an instant (ms, UTC) on, in order. */
export function planOf(population: Population, startMs: number, weeks: number, dice: Dice): Happening[] {
  const lives = population.members.flatMap((member) => lifeOf(member, startMs, weeks, dice));
  const servers = population.guilds.flatMap((guild) => troublesOf(guild, population, startMs, weeks, dice));
  return [...lives, ...servers, ...outagesOf(startMs, weeks, dice)].toSorted((a, b) => a.atMs - b.atMs);
}

/** Half past some minute: never the instant at which a nudge falls due. */
const sometime = (weekStartMs: number, dice: Dice) =>
  weekStartMs + dice.below(7 * 24 * 60) * minuteMs + minuteMs / 2;

/** Shares of weeks in which a member does something out of the ordinary, one after the other. */
const turns = [
  [0.012, 'leave'],
  [0.02, 'off'],
  [0.03, 'pause'],
  [0.04, 'time'],
  [0.025, 'zone'],
  [0.015, 'closed'],
] as const;

function lifeOf(member: Member, startMs: number, weeks: number, dice: Dice): Happening[] {
  const life: Happening[] = [];
  const add = (atMs: number, act: Act) => life.push({ atMs, kind: 'member', member, act });
  const { weekday, minuteOfDay, zone, place } = member;
  // Most are there in the first weeks; the others join later.
  const joins = dice.chance(0.6) ? dice.below(Math.min(3, weeks)) : dice.below(Math.ceil(weeks * 0.7));
  let busyUntil = joins;
  const isDirect = place === 'dm';
  for (let week = joins; week < weeks; week += 1) {
    const at = () => sometime(startMs + week * weekMs, dice);
    if (week === joins) add(at(), { kind: 'on', wish: { weekday, minuteOfDay, zone, place } });
    if (dice.chance(member.diligence)) {
      add(at(), { kind: 'check-in', outcome: dice.pick(['kept', 'kept', 'kept', 'partly', 'missed']) });
    }
    if (dice.chance(0.06 * Math.ceil(member.diligence))) add(at(), { kind: 'goal' });
    if (dice.chance(0.12)) add(at(), { kind: 'answer' });
    if (week <= busyUntil) continue;
    const turn = turnOf(dice);
    if (turn === undefined) continue;
    busyUntil = week + takeTurn(turn, at(), isDirect, dice, add);
  }
  return life;
}

function turnOf(dice: Dice): (typeof turns)[number][1] | undefined {
  let rest = dice.roll();
  for (const [share, name] of turns) {
    if (rest < share) return name;
    rest -= share;
  }
  return undefined;
}

/** Adds what a turn brings; returns how many weeks it lasts. */
function takeTurn(
  turn: (typeof turns)[number][1],
  atMs: number,
  isDirect: boolean,
  dice: Dice,
  add: (atMs: number, act: Act) => void,
): number {
  const later = (weeks: number) => atMs + weeks * weekMs + dice.below(1_000) * minuteMs;
  switch (turn) {
    case 'leave': {
      // Short, so that nobody may notice, or so long that everything is forgotten meanwhile.
      const away = dice.chance(0.4) ? dice.between(2, 8) / 7 : dice.between(11, 16);
      add(atMs, { kind: 'leave' });
      add(later(away), { kind: 'return' });
      // A direct message to who was away has failed, which ends them.
      if (away > 2 || isDirect) add(atMs + (away * 7 + 1.5) * dayMs, { kind: 'on', wish: newWish(dice) });
      return Math.ceil(away) + 3;
    }
    case 'off': {
      const weeks = dice.between(1, 6);
      add(atMs, { kind: 'off' });
      add(later(weeks), { kind: 'on', wish: {} });
      return weeks + 1;
    }
    case 'pause': {
      const days = dice.between(2, 45);
      add(atMs, { kind: 'pause', days });
      if (dice.chance(0.2)) add(later(days / 14), { kind: 'on', wish: {} });
      return Math.ceil(days / 7);
    }
    case 'time':
      add(atMs, {
        kind: 'on',
        wish: { weekday: dice.between(1, 7), ...(dice.chance(0.5) && { minuteOfDay: timeOfDay(dice) }) },
      });
      return 0;
    case 'zone':
      add(atMs, { kind: 'zone', zone: dice.pick(zones) });
      return 0;
    case 'closed': {
      const weeks = dice.between(1, 5);
      add(atMs, { kind: 'direct messages', open: false });
      add(later(weeks), { kind: 'direct messages', open: true });
      add(later(weeks) + hourMs * 20, { kind: 'on', wish: {} });
      return weeks + 1;
    }
  }
}

const newWish = (dice: Dice): Wish => ({
  weekday: dice.between(1, 7),
  minuteOfDay: timeOfDay(dice),
  zone: dice.pick(zones),
  place: 'channel',
});

/** Half of the servers choose a channel; now and then one is deleted, or closed to the bot for a while. */
function troublesOf(
  guild: string,
  { channels }: Population,
  startMs: number,
  weeks: number,
  dice: Dice,
): Happening[] {
  const troubles: Happening[] = [];
  const chooses = dice.chance(0.5);
  if (chooses) troubles.push({ atMs: startMs + 1.5 * minuteMs, kind: 'choose channel', guild, channel: 0 });
  for (let week = 2; week < weeks; week += 1) {
    const atMs = sometime(startMs + week * weekMs, dice);
    const channel = dice.below(channels.length);
    if (dice.chance(0.04)) troubles.push({ atMs, kind: 'delete channel', guild, channel });
    else if (dice.chance(0.06)) {
      const mendedMs = atMs + dice.between(3, 20) * dayMs;
      troubles.push({ atMs, kind: 'close channel', guild, channel });
      troubles.push({ atMs: mendedMs, kind: 'open channels', guild });
    } else continue;
    if (!chooses) continue;
    const seenMs = atMs + dice.between(4, 30) * dayMs;
    troubles.push({ atMs: seenMs, kind: 'choose channel', guild, channel: dice.below(channels.length) });
  }
  return troubles;
}

/** Dropped connections most weeks, an outage every other, of minutes to days, none while another lasts. */
function outagesOf(startMs: number, weeks: number, dice: Dice): Happening[] {
  const outages: Happening[] = [];
  let freeFromMs = startMs + weekMs;
  while (freeFromMs < startMs + (weeks - 1) * weekMs) {
    const fromMs = freeFromMs + dice.below(9 * 24 * 60) * minuteMs;
    const kind = dice.pick(['stopped', 'stopped', 'refusing', 'dropping', 'dropping'] as const);
    const toMs = fromMs + lengthOf(kind, dice) * minuteMs;
    outages.push({ atMs: fromMs, kind: 'outage', outage: { kind, fromMs, toMs } });
    freeFromMs = toMs + hourMs;
  }
  return outages.filter(({ atMs }) => atMs < startMs + (weeks - 1) * weekMs);
}

/** In minutes. */
function lengthOf(kind: Outage['kind'], dice: Dice): number {
  if (kind === 'dropping') return dice.between(60, 600);
  if (dice.chance(0.4)) return dice.between(2, 40);
  if (dice.chance(0.6)) return dice.between(60, 12 * 60);
  return dice.between(20 * 60, kind === 'stopped' ? 4 * 24 * 60 : 30 * 60);
}
