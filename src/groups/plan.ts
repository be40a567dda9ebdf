/** What groups do by the clock: places that nobody took, silent groups, threads. */
import type { REST } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { codeOf } from '../discord/errors.ts';
import { readThread } from '../discord/private-threads.ts';
import type { Logger } from '../log.ts';
import type { Act } from '../scheduler/act.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import { careFor, dropOld, neglected, nextCareAt, noteAlive } from './care.ts';
import type { Group } from './group.ts';
import type { GroupThreads } from './threads.ts';
import { lapseOffers } from './waiting.ts';

export interface GroupPlans {
  readonly db: Db;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly rest: REST;
  readonly threads: GroupThreads;
  readonly log: Logger;
}

/** After so many threads that Discord said nothing of, it is left alone for a minute. */
const enoughUnknown = 3;

/** Plans everything that is due now; returns how many groups that concerned. @throws if the database does. */
export async function planGroups(plans: GroupPlans): Promise<number> {
  const { db, outbox, clock, threads } = plans;
  const acted = await db.transaction().execute(async (trx) => {
    const act: Act = { trx, outbox, now: clock.now() };
    return (await lapseOffers(act)) + (await dropOld(act));
  });
  const cared = await careForSome(plans);
  await threads.settleDue();
  return acted + cared;
}

/** Sees to the groups that are silent, also in their threads, which no event tells the bot of. */
async function careForSome(plans: GroupPlans): Promise<number> {
  const { db, outbox, clock } = plans;
  const now = clock.now();
  const found = await neglected(db, now);
  let unknown = 0;
  for (const { group, silentSince } of found) {
    const writtenAt = await lastWritten(plans, group);
    // While Discord says nothing, no group is taken to be silent.
    if (writtenAt === 'unknown') {
      unknown += 1;
      if (unknown === enoughUnknown) break;
      continue;
    }
    await db.transaction().execute(async (trx) => {
      const act: Act = { trx, outbox, now };
      if (writtenAt !== null && writtenAt > silentSince) await noteAlive(act, group.id, writtenAt);
      else await careFor(act, group);
    });
  }
  return found.length;
}

/** When somebody last wrote in a group's thread (ms, UTC); null if nobody has, or it is gone. */
async function lastWritten(
  { rest, log }: GroupPlans,
  { threadId }: Group,
): Promise<number | null | 'unknown'> {
  if (threadId === null) return null;
  try {
    return (await readThread(rest, threadId)).writtenAt;
  } catch (error) {
    log.debug({ err: error }, "a group's thread could not be read");
    return codeOf(error) === undefined ? 'unknown' : null;
  }
}

/** When there will next be something to plan (ms, UTC), or null. */
export async function nextGroupsAt({
  db,
  threads,
}: Pick<GroupPlans, 'db' | 'threads'>): Promise<number | null> {
  const [offer, care, thread] = await Promise.all([
    db
      .selectFrom('group_wait')
      .select((eb) => eb.fn.min<number | null>('offered_until').as('at'))
      .executeTakeFirst(),
    nextCareAt(db),
    threads.nextAt(),
  ]);
  const known = [offer?.at ?? null, care, thread].filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
