/** Nudges as the outbox sends them: who still wants one, what it says, and where it goes when a way is closed. */
import type { Clock } from '../clock.ts';
import type { Letter, Message, Refusal } from '../delivery/letter.ts';
import type { Guide } from '../guide/guide.ts';
import type { Learner } from '../guide/learner.ts';
import type { MemberKey } from '../member/store.ts';
import type { Batch, OutboxRow } from '../scheduler/batch.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { CheckInStore } from './check-ins.ts';
import type { GoalStore } from './goals.ts';
import type { NudgeStore } from './nudge-store.ts';
import { type NudgeFacts, nudgeFor, questionFor, sharedNudge } from './nudge-view.ts';
import type { PauseStore } from './pauses.ts';
import { channelFor, question } from './plan.ts';
import { standingOf } from './standing.ts';
import { streakNow } from './streaks.ts';
import { isoWeek } from './weeks.ts';

export interface NudgeSources {
  readonly nudges: NudgeStore;
  readonly pauses: PauseStore;
  readonly goals: GoalStore;
  readonly checkIns: CheckInStore;
  readonly learners: { of(member: MemberKey): Promise<Learner> };
  readonly settings: SettingsStore;
  readonly guides: { of(guildId: string): Promise<Guide> };
  readonly clock: Clock;
}

export class NudgeLetter implements Letter {
  readonly kind = 'nudge';
  readonly #with: NudgeSources;

  constructor(sources: NudgeSources) {
    this.#with = sources;
  }

  async unwanted({ member, dueAt, about }: OutboxRow): Promise<string | undefined> {
    const { nudges, pauses, checkIns } = this.#with;
    const nudge = await nudges.of(member);
    if (nudge === undefined || (nudge.nextAt === null && nudge.askedAt === null)) return 'turned off';
    if (about === question && nudge.askedAt === null) return 'answered';
    if ((await pauses.untilOf(member)) !== null) return 'paused';
    const checkIn = await checkIns.of(member, isoWeek(dueAt, nudge.timeZone));
    return checkIn === undefined ? undefined : 'checked in';
  }

  async message(batch: Batch): Promise<Message> {
    const mention = batch.rows.map(({ member }) => member.userId);
    if (batch.rows.every(({ about }) => about === question)) {
      return { components: [questionFor(mention, batch.id)], mention };
    }
    const facts = await Promise.all(
      batch.rows.map((row) => this.factsOf(row.member, row.dueAt, batch.place)),
    );
    const [first, ...others] = facts;
    const dueAt = batch.rows[0]?.dueAt ?? this.#with.clock.now();
    const component =
      first !== undefined && others.length === 0
        ? nudgeFor(first, batch.id, dueAt)
        : sharedNudge(facts, batch.id, dueAt);
    return { components: [component], mention };
  }

  /** What the nudge of a member says that falls due at an instant (ms, UTC) and is read in such a place. */
  async factsOf(member: MemberKey, dueAt: number, place: 'channel' | 'dm'): Promise<NudgeFacts> {
    const { nudges, goals, learners, guides, clock } = this.#with;
    const [nudge, guide, learner] = await Promise.all([
      nudges.of(member),
      guides.of(member.guildId),
      learners.of(member),
    ]);
    const timeZone = nudge?.timeZone ?? 'UTC';
    const [goal, streak] = await Promise.all([
      goals.of(member, isoWeek(dueAt, timeZone)),
      streakNow(this.#with, member, timeZone),
    ]);
    return {
      userId: member.userId,
      standing: standingOf(guide, learner, clock.now()),
      streak,
      goal,
      showsGoal: place === 'dm' || nudge?.showsGoal === true,
      weekday: Temporal.Instant.fromEpochMilliseconds(dueAt).toZonedDateTimeISO(timeZone).dayOfWeek,
    };
  }

  async refused({ member }: OutboxRow, refusal: Refusal): Promise<string | null> {
    const { nudges, settings } = this.#with;
    const nudge = await nudges.of(member);
    if (refusal.why === 'no channel') {
      await nudges.noteProblem(member, 'no channel has been set.', false);
      return null;
    }
    if (refusal.why === 'direct messages closed') {
      const channelId = nudge && channelFor(nudge, await settings.of(member.guildId));
      if (nudge?.place === 'dm-or-channel' && channelId != null) return channelId;
      const problem = 'your direct messages are closed. Open them, then turn nudges on again.';
      await nudges.noteProblem(member, problem, true);
      return null;
    }
    return await this.#onLostChannel(member, nudge?.channelId ?? null, refusal);
  }

  /**
   * If it is the server's channel, an admin is told once, and members get theirs in the channel where they asked for
   * it; without another, they see in `/nudge show` what is wrong.
   */
  async #onLostChannel(
    member: MemberKey,
    own: string | null,
    { channelId, words }: Extract<Refusal, { why: 'channel refused' }>,
  ): Promise<string | null> {
    const { nudges, settings } = this.#with;
    const isServers = (await settings.of(member.guildId)).nudgeChannelId === channelId;
    if (isServers) await settings.noteChannelProblem(member.guildId, channelId, words);
    if (isServers && own !== null && own !== channelId) return own;
    // An admin can mend the server's channel; one of a member's own choice is theirs to replace.
    await nudges.noteProblem(member, words, !isServers);
    return null;
  }

  async sent(rows: readonly OutboxRow[]): Promise<void> {
    for (const { member } of rows) await this.#with.nudges.noteSent(member);
  }
}
