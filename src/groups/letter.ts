/** News of groups as the outbox sends it: whether it still is news, what it says, and where it goes instead. */
import type { NudgeStore } from '../accountability/nudge-store.ts';
import { otherWay } from '../accountability/way.ts';
import { eachUnwanted, type Letter, type Message, type Refusal } from '../delivery/letter.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { nobody } from '../member/store.ts';
import type { Batch, OutboxRow } from '../scheduler/batch.ts';
import type { SettingsStore } from '../settings/store.ts';
import { readAbout } from './about.ts';
import { channelPanel, nearPanel, newsPanel, togetherPanel } from './message-view.ts';
import type { Standing } from './rows.ts';
import type { GroupStore } from './store.ts';
import { kind } from './tell.ts';

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
    if (wanted === undefined) return undefined;
    const group = await groups.of(member.guildId, groupId);
    if (group?.state !== 'open') return 'the group is no more';
    const { kind: standing } = await groups.standingOf(groupId, member.userId);
    if (!wanted.includes(standing)) return 'no news any more';
    if (what === 'silent' && group.care !== 'asked') return 'answered';
    if (what === 'adopt' && group.care !== 'offered') return 'answered';
    const isAnswered = what === 'request' && (await groups.requestsTo(groupId)).length === 0;
    return isAnswered ? 'answered' : undefined;
  }

  async message({ id, rows, place }: Batch): Promise<Message> {
    const [row] = rows;
    if (row === undefined) throw new Error('a message is for somebody');
    const { what, groupId } = readAbout(row.about);
    if (what === 'together') return { components: [togetherPanel(Number(groupId), id)], mention: [] };
    const mention = rows.map(({ member }) => member.userId);
    if (place === 'channel') return { components: [channelPanel(mention, id)], mention };
    return { components: [await this.#panel(row, id)], mention: [] };
  }

  async #panel({ member, about }: Row, batch: string): Promise<TopLevelComponent> {
    const { what, groupId } = readAbout(about);
    if (what === 'near' || what === 'together') return nearPanel(batch);
    const { groups } = this.#with;
    const group = await groups.of(member.guildId, groupId);
    if (group === undefined) return channelPanel([member.userId], batch);
    return newsPanel(what, group, await groups.standingOf(groupId, member.userId), batch);
  }

  async refused({ member }: OutboxRow, refusal: Refusal): Promise<string | null> {
    if (member.userId === nobody) return null;
    return await otherWay(this.#with, member, refusal);
  }

  async sent(): Promise<void> {}
}
