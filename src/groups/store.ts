/** Study groups of a server: who is in which, and every change of it. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import { adopt, noteAlive } from './care.ts';
import { countWaiting, groupsNamed } from './counts.ts';
import { type Found, find, type Search } from './find.ts';
import type { Group } from './group.ts';
import { type Approved, approve, decline, type Joined, join } from './joining.ts';
import { close, drop, forgive, handOver, type Left, leave, leaveAll, remove } from './leaving.ts';
import { begin, change, type Opened, open, type Said } from './making.ts';
import {
  type GroupMember,
  groupOf,
  groupsOf,
  guildOf,
  membersOf,
  ownedBy,
  type Standing,
  standingOf,
  waitersOf,
  waitsOf,
} from './rows.ts';
import { freePlaces, stopWaiting } from './waiting.ts';
import { forget, grant, isWishing, remember, reopen, type Wish } from './wishes.ts';

export class GroupStore {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #outbox: Outbox;

  constructor(db: Db, clock: Clock, outbox: Outbox) {
    this.#db = db;
    this.#clock = clock;
    this.#outbox = outbox;
  }

  /** A group of a server, whatever its state; undefined if there is none. */
  async of(guildId: string, groupId: string): Promise<Group | undefined> {
    return await groupOf(this.#db, guildId, groupId);
  }

  /** The server that a group belongs to; undefined if there is no such group. */
  async guildOf(groupId: string): Promise<string | undefined> {
    return await guildOf(this.#db, groupId);
  }

  /** The members of a group, its owner first. */
  async membersOf(groupId: string): Promise<GroupMember[]> {
    return await membersOf(this.#db, groupId);
  }

  /** What a member is to a group. */
  async standingOf(groupId: string, userId: string): Promise<Standing> {
    return await standingOf(this.#db, groupId, userId);
  }

  /** Who has asked to be let in, the first first. */
  async requestsTo(groupId: string): Promise<string[]> {
    return (await waitersOf(this.#db, groupId, 'yes')).map((row) => row.user_id);
  }

  /** Who was taken out, and is not to come back by themselves. */
  async barredFrom(groupId: string): Promise<string[]> {
    return (await waitersOf(this.#db, groupId, 'barred')).map((row) => row.user_id);
  }

  /** How many wait for a place, or for the owner's yes. */
  async waitingFor(groupId: string, kind: 'place' | 'yes'): Promise<number> {
    return await countWaiting(this.#db, groupId, kind);
  }

  /** The groups that a member is in, those that they own first, with what they have begun. */
  async groupsOf(member: MemberKey): Promise<Group[]> {
    return await groupsOf(this.#db, member);
  }

  /** The groups that a member owns, with what they have begun. */
  async ownedBy(member: MemberKey): Promise<Group[]> {
    return await ownedBy(this.#db, member);
  }

  /** The groups in which a member waits for a place or a yes. */
  async waitsOf(member: MemberKey): Promise<Group[]> {
    return await waitsOf(this.#db, member);
  }

  /** Open groups whose name has what was typed in it. */
  async named(guildId: string, typed: string): Promise<Group[]> {
    return await groupsNamed(this.#db, guildId, typed);
  }

  /** The groups that fit, the best first. */
  async find(search: Search): Promise<Found[]> {
    return await find(this.#db, search, this.#clock.now());
  }

  /** Places that nobody has, and that are kept for nobody. */
  async freePlaces(group: Group): Promise<number> {
    return await freePlaces(this.#db, this.#clock.now(), group);
  }

  async begin(
    member: MemberKey,
    said: Said & Required<Pick<Said, 'name' | 'where' | 'language'>>,
  ): Promise<string> {
    return await this.#act((act) => begin(act, member, said));
  }

  /** Changes a group; false if it would be smaller than it is, or is no more. */
  async change(group: Group, said: Said): Promise<boolean> {
    return await this.#within(group, false, (act, present) => change(act, present, said));
  }

  /** Changes a group that nobody has changed since `seen` (its `updatedAt`); false if somebody has, or it is no more. */
  async changeSince(group: Group, seen: number, said: Said): Promise<boolean> {
    return await this.#within(group, false, async (act, present) =>
      present.updatedAt === seen ? await change(act, present, said) : false,
    );
  }

  async open(member: MemberKey, group: Group): Promise<Opened> {
    return await this.#within(group, 'already', (act, present) => open(act, member, present));
  }

  /** Deletes what was never opened. */
  async drop(group: Group): Promise<void> {
    await this.#within(group, undefined, (act, present) => drop(act, present));
  }

  async join(member: MemberKey, groupId: string): Promise<Joined> {
    return await this.#act((act) => join(act, member, groupId));
  }

  /** Takes the member off a group's list of those who wait; false if they were not on it. */
  async stopWaiting(group: Group, userId: string): Promise<boolean> {
    return await this.#within(group, false, (act, present) => stopWaiting(act, present, userId));
  }

  async approve(group: Group, userId: string): Promise<Approved> {
    return await this.#within(group, 'gone', (act, present) => approve(act, present, userId));
  }

  async decline(group: Group, userId: string): Promise<boolean> {
    return await this.#within(group, false, (act, present) => decline(act, present, userId));
  }

  async leave(group: Group, userId: string): Promise<Left> {
    return await this.#within(group, 'not in it', (act, present) => leave(act, present, userId));
  }

  async remove(group: Group, userId: string): Promise<boolean> {
    return await this.#within(group, false, (act, present) => remove(act, present, userId));
  }

  /** Whoever was taken out may come back; false if they were not. */
  async forgive(group: Group, userId: string): Promise<boolean> {
    return await this.#within(group, false, (act, present) => forgive(act, present, userId));
  }

  /** Another member becomes the owner; false if they are not one, or `fromId` is not the owner any more. */
  async handOver(group: Group, fromId: string, userId: string): Promise<boolean> {
    return await this.#within(group, false, (act, present) => handOver(act, present, fromId, userId));
  }

  async close(group: Group, by: string): Promise<void> {
    await this.#within(group, undefined, (act, present) =>
      present.state === 'draft' ? drop(act, present) : close(act, present, by),
    );
  }

  /** A member takes on a group whose owner is silent; false if it goes on, or they are none of its members. */
  async adopt(group: Group, userId: string): Promise<boolean> {
    return await this.#within(group, false, (act, present) => adopt(act, present, userId));
  }

  /** The group goes on: a sign of life. */
  async noteAlive(group: Group): Promise<void> {
    await this.#act((act) => noteAlive(act, group.id, act.now));
  }

  /** Remembers what a member looks for, in place of what they looked for before. */
  async wish(member: MemberKey, wish: Wish): Promise<void> {
    await this.#act((act) => remember(act, member, wish));
  }

  /** Forgets it; false if there was nothing to forget. */
  async forgetWish(member: MemberKey): Promise<boolean> {
    return await forget(this.#db, member);
  }

  async isWishing(member: MemberKey): Promise<boolean> {
    return await isWishing(this.#db, member, this.#clock.now());
  }

  /** They have what they looked for, with a group that they were to be told of. */
  async wishGranted(member: MemberKey, groupId: string): Promise<void> {
    await grant(this.#db, member, groupId);
  }

  /** The message about a group that they looked for can't reach them: they look on. */
  async wishOn(member: MemberKey, groupId: string): Promise<void> {
    await reopen(this.#db, member, groupId);
  }

  /** Ends all that a member has with groups of a server; within the caller's transaction. */
  async leaveAll(trx: Act['trx'], member: MemberKey): Promise<void> {
    await leaveAll({ trx, outbox: this.#outbox, now: this.#clock.now() }, member);
  }

  async #act<T>(work: (act: Act) => Promise<T>): Promise<T> {
    return await this.#db
      .transaction()
      .execute((trx) => work({ trx, outbox: this.#outbox, now: this.#clock.now() }));
  }

  /** Acts on a group as it is by then, since another may have changed it after it was read; `gone` if it has ended. */
  async #within<T>(
    { guildId, id }: Group,
    gone: T,
    work: (act: Act, present: Group) => Promise<T>,
  ): Promise<T> {
    return await this.#act(async (act) => {
      const present = await groupOf(act.trx, guildId, id);
      return present === undefined || present.state === 'closed' ? gone : await work(act, present);
    });
  }
}
