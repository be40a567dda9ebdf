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
import { type About, readAbout } from './about.ts';
import { countsOf, editionOf, endOf, type Meetup } from './meetup.ts';
import { announcementPanel, newsPanel, openPanel } from './message-view.ts';
import type { MeetupStore } from './store.ts';
import { kind } from './tell.ts';

export interface MeetupLetterSources {
  readonly meetups: MeetupStore;
  readonly groups: GroupStore;
  readonly groupThreads: GroupThreads;
  readonly nudges: NudgeStore;
  readonly settings: SettingsStore;
}

const directly = { place: 'dm', channelId: null } as const;

export class MeetupLetter implements Letter {
  readonly kind = kind;
  readonly #with: MeetupLetterSources;

  constructor(sources: MeetupLetterSources) {
    this.#with = sources;
  }

  async unwanted(rows: readonly OutboxRow[]): Promise<ReadonlyMap<number, string>> {
    return await eachUnwanted(rows, (row) => this.#whyNot(row));
  }

  async #whyNot({ member, about: text }: OutboxRow): Promise<string | undefined> {
    const about = readAbout(text);
    const found = await this.#about(member.guildId, about);
    if (found === undefined) return 'the group is no more';
    if (member.userId !== nobody) {
      const { kind: standing } = await this.#with.groups.standingOf(found.group.id, member.userId);
      if (standing !== 'owner' && standing !== 'member') return 'left the group';
    }
    const old = noNews(about, found.meetup, this.#with.meetups.now());
    if (old !== undefined || (about.what !== 'day' && about.what !== 'hour')) return old;
    const part = await this.#with.meetups.partOf(about.meetupId, about.startsAt, member);
    return part?.answer === 'no' ? 'not coming' : undefined;
  }

  async message({ id: batch, rows, place, channelId }: Batch): Promise<Message> {
    const [row] = rows;
    const about = readAbout(row?.about ?? null);
    const found = row && (await this.#about(row.member.guildId, about));
    if (found === undefined) throw new Error('a message is about a meetup');
    const { group, meetup } = found;
    // The same member may be in two rows of one batch, and Discord takes nobody twice.
    const userIds = [...new Set(rows.map(({ member }) => member.userId))].filter((id) => id !== nobody);
    const mention = place === 'dm' ? [] : userIds;
    const { what, startsAt } = about;
    if (place === 'channel' && channelId !== group.threadId)
      return { components: [openPanel({ what, startsAt, userIds, batch })], mention };
    if (what === 'announce') {
      // What nobody mends would soon be wrong.
      const isKept = place === 'channel';
      const given = isKept ? await this.#with.meetups.answersOf(meetup, meetup.startsAt) : [];
      const counted = isKept && { counts: countsOf(given) };
      return { components: [announcementPanel({ meetup, group, batch, ...counted })], mention: [] };
    }
    if (what === 'ending' || what === 'ended') throw new Error('nothing is written of what has ended');
    // The date that it is about, which need not be the present one any more.
    const news = { what, meetup: { ...meetup, startsAt }, group, userIds: mention, batch };
    return { components: [newsPanel({ ...news, now: this.#with.meetups.now() })], mention };
  }

  async refused({ member, about: text }: OutboxRow, refusal: Refusal): Promise<Target | string | null> {
    const found = await this.#about(member.guildId, readAbout(text));
    if (
      found !== undefined &&
      refusal.why === 'channel refused' &&
      !(await this.#isNudgeChannel(member, refusal))
    )
      return await this.#withoutThread(found, member.userId, refusal.channelId, readAbout(text).what);
    return member.userId === nobody ? null : await otherWay(this.#with, member, refusal);
  }

  /** A thread that is lost is made anew; where there can be none, everybody hears of it directly. */
  async #withoutThread(
    { meetup, group }: { meetup: Meetup; group: Group },
    userId: string,
    refused: string,
    what: About['what'],
  ): Promise<Target | string | null> {
    if (group.threadId === refused) await this.#with.groupThreads.lookAfter(group);
    const anew = (await this.#with.groups.of(group.guildId, group.id))?.threadId ?? null;
    if (anew !== null && anew !== refused) return anew;
    if (userId !== nobody) return directly;
    // Nobody comes who would have to hear of a change.
    if (what === 'announce') await this.#with.meetups.announceToEach(group, meetup);
    return null;
  }

  async #isNudgeChannel(member: OutboxRow['member'], refusal: Refusal): Promise<boolean> {
    if (refusal.why !== 'channel refused' || member.userId === nobody) return false;
    const [nudge, server] = await Promise.all([
      this.#with.nudges.of(member),
      this.#with.settings.of(member.guildId),
    ]);
    return refusal.channelId === nudge?.channelId || refusal.channelId === server.nudgeChannelId;
  }

  async sent(): Promise<void> {}

  async #about(guildId: string, { meetupId }: About): Promise<{ meetup: Meetup; group: Group } | undefined> {
    const meetup = await this.#with.meetups.of(guildId, meetupId);
    const group = meetup && (await this.#with.groups.of(guildId, meetup.groupId));
    return meetup === undefined || group?.state !== 'open' ? undefined : { meetup, group };
  }
}

/** Why nobody needs to hear of it any more at an instant (ms, UTC); undefined if it still is news. */
function noNews(about: About, meetup: Meetup, now: number): string | undefined {
  const { what, startsAt } = about;
  if (what === 'after') return undefined;
  if (what === 'ending' || what === 'ended') return 'over by now';
  if (what === 'cancelled') return now < endOf(meetup, startsAt) ? undefined : 'over by now';
  if (meetup.state !== 'planned') return 'called off or over';
  if (meetup.startsAt <= now) return 'begun by now';
  if (what === 'announce')
    return editionOf(about) === meetup.announcement ? undefined : 'another date by now';
  if (what === 'changed') return about.sequence === meetup.sequence ? undefined : 'changed again';
  return meetup.startsAt === startsAt ? undefined : 'another date by now';
}
