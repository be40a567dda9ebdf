/** News of meetups as the outbox sends it: whether it still is news, what it says, and where it goes instead. */
import type { NudgeStore } from '../accountability/nudge-store.ts';
import { otherWay } from '../accountability/way.ts';
import { eachUnwanted, type Letter, type Message, type Refusal, type Target } from '../delivery/letter.ts';
import type { Group } from '../groups/group.ts';
import type { GroupStore } from '../groups/store.ts';
import type { GroupThreads } from '../groups/threads.ts';
import { nobody } from '../member/store.ts';
import type { Batch, OutboxRow } from '../scheduler/batch.ts';
import type { SettingsStore } from '../settings/store.ts';
import { readAbout } from './about.ts';
import { countsOf, type Meetup } from './meetup.ts';
import { newsPanel } from './message-view.ts';
import type { MeetupStore } from './store.ts';
import { kind } from './tell.ts';

export interface MeetupLetterSources {
  readonly meetups: MeetupStore;
  readonly groups: GroupStore;
  readonly groupThreads: GroupThreads;
  readonly nudges: NudgeStore;
  readonly settings: SettingsStore;
}

export class MeetupLetter implements Letter {
  readonly kind = kind;
  readonly #with: MeetupLetterSources;

  constructor(sources: MeetupLetterSources) {
    this.#with = sources;
  }

  async unwanted(rows: readonly OutboxRow[]): Promise<ReadonlyMap<number, string>> {
    return await eachUnwanted(rows, (row) => this.#whyNot(row));
  }

  async #whyNot({ member, about }: OutboxRow): Promise<string | undefined> {
    const { what, startsAt } = readAbout(about);
    const found = await this.#about(member.guildId, about);
    if (found === undefined) return 'the group is no more';
    const { meetup, group } = found;
    if (member.userId !== nobody) {
      const { kind: standing } = await this.#with.groups.standingOf(group.id, member.userId);
      if (standing !== 'owner' && standing !== 'member') return 'left the group';
    }
    if (what === 'after') return undefined;
    if (what === 'cancelled') return meetup.state === 'cancelled' ? undefined : 'planned again';
    if (meetup.state !== 'planned') return 'called off or over';
    if (meetup.startsAt !== startsAt) return 'another date by now';
    if (what === 'announce' || what === 'changed') return undefined;
    const part = await this.#with.meetups.partOf(meetup.id, startsAt, member);
    return part?.answer === 'no' ? 'not coming' : undefined;
  }

  async message({ id, rows }: Batch): Promise<Message> {
    const mention = rows.flatMap(({ member }) => (member.userId === nobody ? [] : [member.userId]));
    const [row] = rows;
    const found = row === undefined ? undefined : await this.#about(row.member.guildId, row.about);
    if (row === undefined || found === undefined) throw new Error('a message is about a meetup');
    const about = readAbout(row.about);
    // The date that it is about, which need not be the present one any more.
    const meetup = { ...found.meetup, startsAt: about.startsAt };
    const given = await this.#with.meetups.answersOf(meetup.id, about.startsAt);
    const news = { what: about.what, meetup, group: found.group, counts: countsOf(given) };
    return { components: [newsPanel({ ...news, userIds: mention, batch: id })], mention };
  }

  async refused({ member, about }: OutboxRow, refusal: Refusal): Promise<Target | string | null> {
    const found = await this.#about(member.guildId, about);
    if (refusal.why === 'channel refused' && found?.group.threadId === refusal.channelId) {
      // A thread that is lost is made anew; where there can be none, whoever was to be mentioned hears of it directly.
      await this.#with.groupThreads.lookAfter(found.group);
      const anew = (await this.#with.groups.of(member.guildId, found.group.id))?.threadId ?? null;
      if (anew !== null && anew !== refusal.channelId) return anew;
      return member.userId === nobody ? null : { place: 'dm', channelId: null };
    }
    return member.userId === nobody ? null : await otherWay(this.#with, member, refusal);
  }

  async sent(): Promise<void> {}

  async #about(guildId: string, about: string | null): Promise<{ meetup: Meetup; group: Group } | undefined> {
    const { meetupId } = readAbout(about);
    const meetup = await this.#with.meetups.of(guildId, meetupId);
    const group = meetup && (await this.#with.groups.of(guildId, meetup.groupId));
    return meetup === undefined || group?.state !== 'open' ? undefined : { meetup, group };
  }
}
