/** News of groups as the outbox sends it: whether it still is news, what it says, and where it goes instead. */
import type { NudgeStore } from '../accountability/nudge-store.ts';
import { otherWay } from '../accountability/way.ts';
import type { Db } from '../database/open.ts';
import { eachUnwanted, type Letter, type Message, type Refusal } from '../delivery/letter.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { nobody } from '../member/store.ts';
import type { Batch, OutboxRow } from '../scheduler/batch.ts';
import type { SettingsStore } from '../settings/store.ts';
import { type About, readAbout } from './about.ts';
import type { Group } from './group.ts';
import { channelPanel, nearPanel, newsPanel, togetherPanel } from './message-view.ts';
import type { Standing } from './rows.ts';
import type { GroupStore } from './store.ts';
import { kind } from './tell.ts';
import { changedPanel } from './thread-view.ts';
import { grant } from './wishes.ts';

export interface GroupLetterSources {
  readonly groups: GroupStore;
  readonly nudges: NudgeStore;
  readonly settings: SettingsStore;
}

type Row = Pick<OutboxRow, 'member' | 'about'>;

/** What a member has to be to a group for a piece of news to be worth telling. */
const isFor: Readonly<Record<string, readonly Standing['kind'][]>> = {
  request: ['owner'],
  joined: ['owner'],
  silent: ['owner'],
  owner: ['owner'],
  adopt: ['member'],
  adopted: ['member'],
  welcome: ['member'],
  accepted: ['waiting', 'offered'],
  place: ['offered'],
  declined: ['declined'],
  removed: ['barred'],
  found: ['stranger'],
};

export class GroupLetter implements Letter {
  readonly kind = kind;
  readonly #with: GroupLetterSources;

  constructor(sources: GroupLetterSources) {
    this.#with = sources;
  }

  async unwanted(rows: readonly OutboxRow[]): Promise<ReadonlyMap<number, string>> {
    return await eachUnwanted(rows, (row) => this.#whyNot(row));
  }

  async #whyNot({ member, about }: Row): Promise<string | undefined> {
    const { groups } = this.#with;
    const { what, groupId } = readAbout(about);
    const wanted = isFor[what];
    if (wanted === undefined && what !== 'changed') return undefined;
    const group = await groups.of(member.guildId, groupId);
    const isOpen = group?.state === 'open';
    if (what === 'changed') return isOpen && group.threadId !== null ? undefined : 'the thread is no more';
    const { kind: standing } = await groups.standingOf(groupId, member.userId);
    if (what === 'found') await this.#seeToWish(member, groupId, isOpen ? standing : undefined);
    if (!isOpen) return 'the group is no more';
    if (wanted?.includes(standing) !== true) return 'no news any more';
    return (await this.#isAnswered(what, group)) ? 'answered' : undefined;
  }

  /** Whether somebody has answered what the message would ask. */
  async #isAnswered(what: About['what'], { id, care }: Group): Promise<boolean> {
    if (what === 'silent') return care !== 'asked';
    if (what === 'adopt') return care !== 'offered';
    return what === 'request' && (await this.#with.groups.requestsTo(id)).length === 0;
  }

  /** Whoever has found the group by themselves looks no longer; if it is no more (no standing), they look on. */
  async #seeToWish(member: Row['member'], groupId: string, standing: Standing['kind'] | undefined) {
    if (standing === undefined) await this.#with.groups.wishOn(member, groupId);
    else if (standing !== 'stranger') await this.#with.groups.wishGranted(member, groupId);
  }

  async message({ id, rows, place }: Batch): Promise<Message> {
    const [row] = rows;
    if (row === undefined) throw new Error('a message is for somebody');
    const { what, groupId } = readAbout(row.about);
    if (what === 'together') return { components: [togetherPanel(Number(groupId), id)], mention: [] };
    if (what === 'changed') {
      const group = await this.#with.groups.of(row.member.guildId, groupId);
      if (group === undefined) throw new Error('a group that has changed is still there');
      return { components: [changedPanel(group, id)], mention: [] };
    }
    const mention = rows.map(({ member }) => member.userId);
    if (place === 'channel') return { components: [channelPanel(mention, id)], mention };
    return { components: [await this.#panel(row, id)], mention: [] };
  }

  async #panel({ member, about }: Row, batch: string): Promise<TopLevelComponent> {
    const { what, groupId } = readAbout(about);
    if (what === 'near' || what === 'together' || what === 'changed') return nearPanel(batch);
    const { groups } = this.#with;
    const group = await groups.of(member.guildId, groupId);
    if (group === undefined) return channelPanel([member.userId], batch);
    const [standing, free, asking] = await Promise.all([
      groups.standingOf(groupId, member.userId),
      groups.freePlaces(group),
      groups.requestsTo(groupId),
    ]);
    return newsPanel(what, { group, standing, free, asking }, batch);
  }

  async refused({ member, about }: OutboxRow, refusal: Refusal): Promise<string | null> {
    if (member.userId === nobody) return await this.#otherThread(member.guildId, about, refusal);
    const other = await otherWay(this.#with, member, refusal);
    const { what, groupId } = readAbout(about);
    // Who could not be told looks on.
    if (other === null && what === 'found') await this.#with.groups.wishOn(member, groupId);
    return other;
  }

  /** A thread that was deleted may have been made anew since. */
  async #otherThread(guildId: string, about: string | null, refusal: Refusal): Promise<string | null> {
    const { what, groupId } = readAbout(about);
    if (what !== 'changed' || refusal.why !== 'channel refused') return null;
    const threadId = (await this.#with.groups.of(guildId, groupId))?.threadId ?? null;
    return threadId === refusal.channelId ? null : threadId;
  }

  async sent(rows: readonly OutboxRow[], trx: Db): Promise<void> {
    for (const { member, about } of rows) {
      const { what, groupId } = readAbout(about);
      if (what === 'found') await grant(trx, member, groupId);
    }
  }
}
