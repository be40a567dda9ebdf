/** Nudges as the outbox sends them: who still wants one, what it says, and where it goes when a way is closed. */
import type { Db } from '../database/open.ts';
import type { Letter, Message, Refusal, Target } from '../delivery/letter.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import type { MemberKey } from '../member/store.ts';
import type { Batch, OutboxRow } from '../scheduler/batch.ts';
import type { SettingsStore } from '../settings/store.ts';
import { type FactSources, factsOf, unwantedOf } from './facts.ts';
import { previewBatch } from './nudge-panel.ts';
import { type Nudge, nudgesOf } from './nudge-rows.ts';
import type { NudgeStore } from './nudge-store.ts';
import { nudgeFor, questionFor, sharedNudge } from './nudge-view.ts';
import { channelFor, question } from './plan.ts';

export interface NudgeSources extends FactSources {
  readonly nudges: NudgeStore;
  readonly settings: SettingsStore;
}

export class NudgeLetter implements Letter {
  readonly kind = 'nudge';
  readonly #with: NudgeSources;

  constructor(sources: NudgeSources) {
    this.#with = sources;
  }

  async unwanted(rows: readonly OutboxRow[]): Promise<ReadonlyMap<number, string>> {
    return await unwantedOf(this.#with, rows);
  }

  async elsewhere(batch: Batch): Promise<ReadonlyMap<number, Target>> {
    const { db, settings } = this.#with;
    const [first] = batch.rows;
    if (first === undefined) return new Map();
    const { guildId } = first.member;
    const [server, nudges] = await Promise.all([
      settings.of(guildId),
      nudgesOf(
        db,
        guildId,
        batch.rows.map(({ member }) => member.userId),
      ),
    ]);
    return new Map(
      batch.rows.flatMap((row) => {
        const nudge = nudges.get(row.member.userId);
        const target = nudge && targetOf(nudge, channelFor(nudge, server), batch);
        return target === undefined ? [] : [[row.id, target] as const];
      }),
    );
  }

  async message({ id, rows, place }: Batch): Promise<Message> {
    const mention = rows.map(({ member }) => member.userId);
    if (rows.every(({ about }) => about === question)) {
      return { components: [questionFor(mention, id)], mention };
    }
    const facts = await factsOf(this.#with, rows, place);
    const [first, ...others] = facts;
    const dueAt = rows[0]?.dueAt ?? this.#with.clock.now();
    const component =
      first !== undefined && others.length === 0 ? nudgeFor(first, id, dueAt) : sharedNudge(facts, id, dueAt);
    return { components: [component], mention };
  }

  /** What the nudge of a member would be now. */
  async preview(member: MemberKey): Promise<TopLevelComponent[]> {
    const nudge = await this.#with.nudges.of(member);
    const now = this.#with.clock.now();
    const facts = await factsOf(
      this.#with,
      [{ member, dueAt: now }],
      nudge?.place === 'channel' ? 'channel' : 'dm',
    );
    return facts.map((one) => nudgeFor(one, previewBatch, now));
  }

  async refused({ member }: OutboxRow, refusal: Refusal): Promise<string | null> {
    const { nudges, settings } = this.#with;
    const nudge = await nudges.of(member);
    if (refusal.why === 'no channel') {
      await nudges.noteProblem(member, 'no channel has been set.', false);
      return null;
    }
    const channelId = nudge === undefined ? null : channelFor(nudge, await settings.of(member.guildId));
    if (refusal.why !== 'channel refused') {
      if (nudge?.place !== 'dm' && channelId !== null) return channelId;
      const problem =
        refusal.why === 'direct messages closed'
          ? 'your direct messages are closed. Open them, then turn nudges on again.'
          : "Discord doesn't take my direct messages to you. Turn nudges on again to try once more.";
      await nudges.noteProblem(member, problem, true);
      return null;
    }
    // Chosen anew while this one was under way.
    if (channelId !== null && channelId !== refusal.channelId) return channelId;
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

  async sent(rows: readonly OutboxRow[], trx: Db): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    const { nudges } = this.#with;
    const userIds = rows.map(({ member }) => member.userId);
    if (first.about === question) await nudges.noteAsked(trx, first.member.guildId, userIds);
    else await nudges.noteSent(trx, first.member.guildId, userIds);
  }
}

/** Where a nudge is to go by now; undefined if that is where it goes. One sent to the channel in place of closed direct messages stays there. */
function targetOf(nudge: Nudge, channelId: string | null, batch: Batch): Target | undefined {
  const inChannel =
    nudge.place === 'channel' || (nudge.place === 'dm-or-channel' && batch.place === 'channel');
  const target: Target = inChannel ? { place: 'channel', channelId } : { place: 'dm', channelId: null };
  const isThere = target.place === batch.place && target.channelId === batch.channelId;
  return isThere ? undefined : target;
}
