/** A fault of ours while something is shared is no silence of Discord's: it is seen in the log, and posts nothing twice. */
import { REST } from 'discord.js';
import { expect, test } from 'vitest';
import { UserError } from '../../src/discord/errors.ts';
import { createLogger } from '../../src/log.ts';
import { PortfolioStore } from '../../src/portfolio/store.ts';
import type { Needs } from '../../src/showcase/needs.ts';
import { publish } from '../../src/showcase/publish.ts';
import { withdraw } from '../../src/showcase/withdraw.ts';
import { type Hall, sharingStep, startHall } from './scene.ts';

function startLog() {
  const warnings: unknown[] = [];
  const log = createLogger({ level: 'silent', format: 'json' });
  log.warn = (entry: unknown) => void warnings.push(entry);
  return { log, warnings };
}

/** What sharing needs, with a client in which every request ends in this error. */
function needsOf(hall: Hall, error: Error, log = startLog().log): Needs {
  const rest = new REST({ makeRequest: () => Promise.reject(error), retries: 0 }).setToken('token');
  const unused = () => Promise.reject(new Error('not asked here'));
  const { clock, playground } = hall.scene;
  return {
    app: {
      clock,
      log,
      rest,
      botUserId: playground.botUserId,
      guides: { of: unused },
      portfolio: { one: unused },
      settings: { of: unused },
      showcase: hall.showcase,
    },
    member: hall.member(hall.ben),
    where: { guildId: hall.member(hall.ben).guildId },
  };
}

const ours = new TypeError("can't read properties of undefined");
const dropped = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

test('a fault of ours while posting is thrown as it is, and the message is looked for before the next try', async () => {
  const hall = await startHall();
  const id = await hall.log();
  const needs = needsOf(hall, ours);
  const entry = await new PortfolioStore(hall.db, hall.scene.clock).one(needs.member, id);
  if (entry === undefined) throw new Error('not logged');
  await expect(publish(needs, entry, await sharingStep(), hall.channel)).rejects.toBe(ours);
  expect(await hall.showcase.of(needs.member, id)).toMatchObject({ state: 'sending' });
  await hall.scene.moveTo('2027-01-13T12:02:00Z');
  await expect(publish(needs, entry, await sharingStep(), hall.channel)).rejects.toBe(ours);
});

test('one while taking back is thrown as it is; a silence of Discord’s is put into words, and into the log', async () => {
  const hall = await startHall();
  const id = await hall.log();
  await hall.showcase.claim(hall.member(hall.ben), id, hall.channel);
  await hall.scene.moveTo('2027-01-13T12:02:00Z');
  await expect(withdraw(needsOf(hall, ours), id)).rejects.toBe(ours);
  const { log, warnings } = startLog();
  await expect(withdraw(needsOf(hall, dropped, log), id)).rejects.toBeInstanceOf(UserError);
  expect(warnings).toMatchObject([{ err: { name: 'OutcomeUnknown', cause: dropped } }]);
});
