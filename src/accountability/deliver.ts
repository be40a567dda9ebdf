/** Sends one batch of nudges, and understands each way in which Discord can refuse it. */
import { DiscordAPIError, RateLimitError, type REST } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { codeOf, discordCode } from '../discord/errors.ts';
import { botPermissionsIn, missingIn, neededPermissions } from '../discord/permissions.ts';
import { findOwnMessage, openDirectMessages, postMessage } from '../discord/post.ts';
import type { Guide } from '../guide/guide.ts';
import type { Learner } from '../guide/learner.ts';
import type { Logger } from '../log.ts';
import { directOnly, type MemberKey } from '../member/store.ts';
import { type Batch, type OutboxRow, only } from '../scheduler/batch.ts';
import { lateAfterMs, type Outbox } from '../scheduler/outbox.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { CheckInStore } from './check-ins.ts';
import type { NudgeStore } from './nudge-store.ts';
import { channelFor } from './plan.ts';
import { isoWeek } from './schedule.ts';
import { standingOf } from './standing.ts';
import { channelTrouble, nudgeFor, sharedNudge } from './view.ts';

export interface DeliveryOptions {
  readonly rest: REST;
  readonly botUserId: string;
  readonly outbox: Outbox;
  readonly nudges: NudgeStore;
  readonly checkIns: CheckInStore;
  readonly learners: { of(member: MemberKey): Promise<Learner> };
  readonly settings: SettingsStore;
  readonly guides: { of(guildId: string): Promise<Guide> };
  readonly clock: Clock;
  readonly log: Logger;
}

/** Wait before a message is looked for whose answer was lost, in ms: time enough for Discord to have finished with it. */
const lookAfterMs = 5_000;
/** Wait after Discord says that direct messages are opened too fast, in ms. */
const slowDownMs = 5 * 60_000;

/** Words for `/nudge show` and `/setup`. */
const troubles: Readonly<Record<number, string>> = {
  [discordCode.unknownChannel]: 'the channel is gone.',
  [discordCode.unknownGuild]: "I'm no longer in the server.",
  [discordCode.missingAccess]: "I can't see the channel.",
  [discordCode.missingPermissions]: "I'm not allowed to post in the channel.",
};

export class NudgeDelivery {
  readonly #with: DeliveryOptions;

  constructor(options: DeliveryOptions) {
    this.#with = options;
  }

  /** Sends the batch, or records why not. @throws only if the database does. */
  async deliver(batch: Batch): Promise<void> {
    const { outbox, nudges, rest, log, clock } = this.#with;
    let current = batch;
    try {
      const channelId = await this.#channelOf(batch);
      if (channelId === null) return;
      if (batch.inDoubt && (await this.#settledByLooking(batch, channelId))) return;
      current = await this.#stillWanted(batch);
      if (current.rows.length === 0 || !(await outbox.beginSending(current))) return;
      const messageId = await postMessage(rest, channelId, await this.#message(current));
      await outbox.sent(current, messageId);
      for (const { member } of current.rows) await nudges.forgetProblem(member);
    } catch (error) {
      if (await this.#understood(current, error)) return;
      // A 5xx, a dropped socket, a time-out: if it was being sent, it may be out all the same.
      log.warn({ err: error, batch: batch.id }, 'a nudge met with a fault and is taken up again shortly');
      await outbox.leave(current, clock.now() + lookAfterMs);
    }
  }

  /** The part of the batch whose members have neither checked in nor turned nudges off since it was planned. */
  async #stillWanted(batch: Batch): Promise<Batch> {
    const { outbox, nudges, checkIns } = this.#with;
    const wanted: OutboxRow[] = [];
    for (const row of batch.rows) {
      const nudge = await nudges.of(row.member);
      if (nudge?.nextAt == null) {
        await outbox.skipped(only(batch, row), 'turned off');
        continue;
      }
      const week = isoWeek(row.dueAt, nudge.timeZone);
      if ((await checkIns.among(row.member, [week])).size > 0)
        await outbox.skipped(only(batch, row), 'checked in');
      else wanted.push(row);
    }
    return { ...batch, rows: wanted };
  }

  async #channelOf(batch: Batch): Promise<string | null> {
    const { outbox, nudges, rest } = this.#with;
    if (batch.channelId !== null) return batch.channelId;
    if (batch.place === 'channel') {
      await outbox.failed(batch, 'no channel');
      for (const { member } of batch.rows)
        await nudges.noteProblem(member, 'no channel has been set.', false);
      return null;
    }
    const [row] = batch.rows;
    if (row === undefined) return null;
    const channelId = await openDirectMessages(rest, row.member.userId);
    await nudges.keepDmChannel(row.member, channelId);
    return channelId;
  }

  /** Looks in the channel for a message whose fate is unknown; true if nothing is left to send now. */
  async #settledByLooking(batch: Batch, channelId: string): Promise<boolean> {
    const { outbox, clock, log } = this.#with;
    try {
      const found = await this.#look(batch, channelId);
      if (found === 'absent') return false;
      if (found === 'unknowable') await outbox.failed(batch, 'unconfirmed');
      else await outbox.sent(batch, found.id);
    } catch (error) {
      // What passes leaves it in doubt; what Discord refuses for good can't be known any more.
      if (isForGood(error)) await outbox.failed(batch, 'unconfirmed');
      else await outbox.leave(batch, clock.now() + lookAfterMs);
      log.warn({ err: error, batch: batch.id }, 'a nudge that may be out could not be looked for');
    }
    return true;
  }

  async #look(batch: Batch, channelId: string): Promise<{ id: string } | 'absent' | 'unknowable'> {
    const { rest, botUserId, clock } = this.#with;
    const [row] = batch.rows;
    if (row === undefined) return 'unknowable';
    const found = await findOwnMessage(rest, { channelId, botUserId, mark: batch.id, sinceMs: row.dueAt });
    if (found === 'too-many') return 'unknowable';
    if (found !== undefined) return found;
    if (clock.now() - row.dueAt > lateAfterMs) return 'unknowable';
    if (batch.place === 'dm') return 'absent';
    // Without the history permission Discord answers with an empty list, which says nothing.
    const { guildId } = row.member;
    const bits = await botPermissionsIn(rest, { guildId, channelId, botUserId });
    return missingIn(bits, neededPermissions).length === 0 ? 'absent' : 'unknowable';
  }

  async #message(batch: Batch) {
    const { learners, guides, clock } = this.#with;
    const now = clock.now();
    const [any] = batch.rows;
    // All rows of a batch go to one channel, so they are of one server.
    const guide = await guides.of(any?.member.guildId ?? directOnly);
    const members = await Promise.all(
      batch.rows.map(async ({ member }) => ({
        userId: member.userId,
        standing: standingOf(guide, await learners.of(member), now),
      })),
    );
    const dueAt = batch.rows[0]?.dueAt ?? now;
    const [first, ...others] = members;
    const component: TopLevelComponent =
      first !== undefined && others.length === 0
        ? nudgeFor(first.userId, first.standing, batch.id, dueAt)
        : sharedNudge(members, batch.id, dueAt);
    return { components: [component], nonce: batch.id, mention: members.map((member) => member.userId) };
  }

  /** Acts on a refusal that tells what to do; false if it leaves the message's fate unknown. */
  async #understood(batch: Batch, error: unknown): Promise<boolean> {
    const { outbox, clock, log } = this.#with;
    if (error instanceof RateLimitError) {
      await outbox.postpone(batch, clock.now() + Math.max(error.retryAfter, error.timeToReset));
      return true;
    }
    const code = codeOf(error);
    if (code === undefined) return false;
    if (isTokenRefused(error) || code === discordCode.openingDirectMessagesTooFast) {
      await outbox.postpone(batch, clock.now() + slowDownMs);
      return true;
    }
    if (batch.place === 'dm' && batch.channelId !== null && code === discordCode.unknownChannel) {
      // Direct messages that Discord has forgotten are opened anew.
      await outbox.postpone(batch, clock.now(), { channelId: null });
      return true;
    }
    if (code === discordCode.cannotMessageUser || code === discordCode.noMutualGuild) {
      await this.#onClosedMessages(batch);
    } else if (troubles[code] !== undefined) {
      await this.#onLostChannel(batch, code, troubles[code]);
    } else {
      log.error({ err: error, batch: batch.id }, 'Discord refused a nudge');
      await outbox.failed(batch, `refused ${code}`);
    }
    return true;
  }

  /** Direct messages are closed: the server's channel if the member allowed it, else nudges stop and `/nudge show` says so. */
  async #onClosedMessages(batch: Batch): Promise<void> {
    const { outbox, nudges, settings, clock } = this.#with;
    for (const { member } of batch.rows) {
      const nudge = await nudges.of(member);
      const channelId = nudge && channelFor(nudge, await settings.of(member.guildId));
      if (nudge?.place === 'dm-or-channel' && channelId != null) {
        await outbox.postpone(batch, clock.now(), { place: 'channel', channelId });
      } else {
        await nudges.noteProblem(
          member,
          'your direct messages are closed. Open them, then turn nudges on again.',
          true,
        );
        await outbox.failed(batch, 'direct messages closed');
      }
    }
  }

  /**
   * The channel is gone or closed to the bot. If it is the server's, an admin is told once, and members get theirs in
   * the channel where they asked for it; without another, they see in `/nudge show` what is wrong.
   */
  async #onLostChannel(batch: Batch, code: number, problem: string): Promise<void> {
    const { outbox, nudges, settings, clock } = this.#with;
    const { guildId } = batch.rows[0]?.member ?? {};
    if (guildId === undefined || batch.channelId === null) return;
    const isServers = (await settings.of(guildId)).nudgeChannelId === batch.channelId;
    for (const row of batch.rows) {
      const own = (await nudges.of(row.member))?.channelId ?? null;
      if (isServers && own !== null && own !== batch.channelId) {
        await outbox.postpone(only(batch, row), clock.now(), { channelId: own });
      } else {
        // An admin can mend the server's channel; one of a member's own choice is theirs to replace.
        await nudges.noteProblem(row.member, problem, !isServers);
        await outbox.failed(only(batch, row), `channel refused ${code}`);
      }
    }
    const adminId = await settings.noteChannelProblem(guildId, batch.channelId, problem);
    if (adminId !== undefined) await this.#tell(adminId, batch, problem);
  }

  async #tell(adminId: string, batch: Batch, problem: string): Promise<void> {
    const { rest, log } = this.#with;
    try {
      const channelId = await openDirectMessages(rest, adminId);
      const components = [channelTrouble(batch.channelId ?? '', problem)];
      await postMessage(rest, channelId, { components, nonce: `told-${batch.id}`, mention: [] });
    } catch (error) {
      log.warn({ err: error }, 'the admin could not be told of a lost channel; /setup shows it');
    }
  }
}

const isTokenRefused = (error: unknown) => error instanceof DiscordAPIError && error.status === 401;

/** A refusal that the same request will meet again. */
const isForGood = (error: unknown) => codeOf(error) !== undefined && !isTokenRefused(error);
