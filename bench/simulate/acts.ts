/** Members do what they set out to do, as people do: commands typed in a channel, buttons pressed on messages. */
import type { APIMessage } from 'discord-api-types/v10';
import type { Person } from '../../src/playground/index.ts';
import type { Dice } from '../../test/support/random.ts';
import { type Entry, memberKey, type Told, type Wish } from './ledger.ts';
import type { Member } from './people.ts';
import type { Act } from './plan.ts';
import { asksWhetherToGoOn, nudgesIn, readMessage } from './see.ts';
import { known, type Servers } from './servers.ts';
import type { Stage } from './stage.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Thrown when the bot answered otherwise than it should. */
export class WrongAnswer extends Error {}

type Said = Awaited<ReturnType<Person['command']>>;

export class Acts {
  readonly #entries = new Map<string, Entry[]>();
  /** Each member's zone now, by their key. */
  readonly #zones = new Map<string, string>();
  readonly #away = new Set<string>();
  readonly #stage: Stage;
  readonly #servers: Servers;
  readonly #dice: Dice;

  constructor(stage: Stage, servers: Servers, dice: Dice) {
    this.#stage = stage;
    this.#servers = servers;
    this.#dice = dice;
  }

  get entries(): ReadonlyMap<string, readonly Entry[]> {
    return this.#entries;
  }

  keyOf({ guild, user }: Member): string {
    return memberKey(this.#servers.idOf(guild), this.#userId(user));
  }

  /** Whether the member has turned nudges on, ever, and is in the server. */
  takesPart(member: Member): boolean {
    return this.#zones.has(this.keyOf(member)) && !this.#away.has(this.keyOf(member));
  }

  /** The bot asked Discord after a member. */
  askedAfter(guildId: string, userId: string, isHere: boolean | null): void {
    this.#note(memberKey(guildId, userId), { atMs: this.#stage.clock.now(), kind: 'asked after', isHere });
  }

  /** @throws {WrongAnswer} if the bot does not do it, or does not say so. */
  async do(member: Member, act: Act): Promise<void> {
    if (this.#befalls(member, act)) return;
    // Whoever is away can't type anything there, and nobody pauses what they have never begun.
    if (this.#away.has(this.keyOf(member))) return;
    if (act.kind !== 'on' && !this.takesPart(member)) return;
    const entry = await this.#ask(member, act);
    if (entry === undefined) return;
    this.#note(this.keyOf(member), { atMs: this.#stage.clock.now(), ...entry });
  }

  /** What members don't do by means of the bot. */
  #befalls(member: Member, act: Act): boolean {
    const key = this.keyOf(member);
    const atMs = this.#stage.clock.now();
    const { admin } = this.#stage.playground;
    const place = [this.#servers.idOf(member.guild), this.#userId(member.user)] as const;
    switch (act.kind) {
      case 'leave':
        if (!this.#away.has(key)) this.#note(key, { atMs, kind: 'left' });
        this.#away.add(key);
        admin.removeMember(...place);
        return true;
      case 'return':
        if (this.#away.delete(key)) this.#note(key, { atMs, kind: 'back' });
        admin.addMember(...place);
        return true;
      case 'direct messages':
        admin.setDmsOpen(place[1], act.open);
        this.#note(key, { atMs, kind: 'direct messages', open: act.open });
        return true;
      default:
        return false;
    }
  }

  async #ask(member: Member, act: Act): Promise<Told | undefined> {
    const person = this.#stage.playground.as(this.#userId(member.user));
    const channel = this.#dice.pick(this.#servers.workingIn(member.guild));
    const key = this.keyOf(member);
    const say = (name: string, options: Record<string, string> = {}) =>
      person.command(channel, name, options);
    switch (act.kind) {
      case 'on':
        expectWords(await say('nudge on', optionsOf(act.wish)), 'Weekly nudges are on');
        if (act.wish.zone !== undefined) this.#zones.set(key, act.wish.zone);
        return { kind: 'on', wish: act.wish, channelId: channel };
      case 'off':
        expectWords(await say('nudge off'), 'nudge');
        return { kind: 'off' };
      case 'pause': {
        const until = this.#today(key).add({ days: act.days }).toString();
        expectWords(await say('nudge pause', { until }), 'pause');
        return { kind: 'pause', until };
      }
      case 'zone':
        expectWords(await say('me timezone', { zone: act.zone }), act.zone.replaceAll('_', ' '));
        this.#zones.set(key, act.zone);
        return { kind: 'zone', zone: act.zone };
      case 'check-in': {
        const words = expectWords(await say('checkin', { goal: act.outcome }), 'Checked in for this week');
        return { kind: 'check-in', outcome: act.outcome, said: streakIn(words) };
      }
      case 'goal':
        expectWords(await say('goal', { text: `Chapter ${this.#dice.between(1, 20)}` }), 'Your goal');
        return { kind: 'sign' };
      case 'answer':
        return await this.#answer(member, person);
      default:
        throw new Error(`nobody can ${act.kind}`);
    }
  }

  /** Presses the button of the last question, if the latest nudge is one. */
  async #answer(member: Member, person: Person): Promise<Told | undefined> {
    const question = this.#latestNudge(member);
    if (question === undefined || !asksWhetherToGoOn(question)) return undefined;
    expectWords(await person.press(question, 'Keep them coming'), 'Weekly nudges are on');
    return { kind: 'on', wish: {}, channelId: question.channel_id };
  }

  #latestNudge({ guild, user }: Member): APIMessage | undefined {
    const { playground } = this.#stage;
    const userId = this.#userId(user);
    const isTheirs = (message: APIMessage) =>
      nudgesIn(playground, message, null).some((nudge) => nudge.userId === userId);
    const found = this.#servers
      .allIn(guild)
      .map((channelId) => playground.messagesIn(channelId).findLast(isTheirs));
    const direct = playground
      .directMessages(userId)
      .findLast((message) => nudgesIn(playground, message, null, userId).length > 0);
    return [...found, direct]
      .filter((message) => message !== undefined)
      .toSorted((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp))
      .at(-1);
  }

  #today(key: string): Temporal.PlainDate {
    const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(this.#stage.clock.now()));
    return now.toZonedDateTimeISO(this.#zones.get(key) ?? 'UTC').toPlainDate();
  }

  #userId(user: string): string {
    return known(this.#stage.playground.world.users, user);
  }

  #note(key: string, entry: Entry): void {
    const entries = this.#entries.get(key) ?? [];
    entries.push(entry);
    this.#entries.set(key, entries);
  }
}

function optionsOf({ weekday, minuteOfDay, zone, place }: Wish): Record<string, string> {
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    ...(weekday !== undefined && { weekday: weekdays[weekday - 1] ?? 'monday' }),
    ...(minuteOfDay !== undefined && {
      time: `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`,
    }),
    ...(zone !== undefined && { timezone: zone }),
    ...(place !== undefined && { where: place }),
  };
}

/** What the bot answered. @throws {WrongAnswer} unless it contains the words. */
function expectWords(said: Said, words: string): string {
  const message = 'message' in said ? said.message : null;
  const text = message == null ? '' : readMessage(message).text;
  if (!text.includes(words))
    throw new WrongAnswer(`expected “${words}”, was answered ${said.status}: ${text}`);
  return text;
}

/** The streak that an answer to a check-in names. */
function streakIn(text: string): number | null {
  const found =
    /(\d+) weeks?\*\* kept in your streak/.exec(text) ?? /your streak\D{0,6}(\d+) week/i.exec(text);
  return found === null ? null : Number(found[1]);
}
