/** The leaderboard, as members put themselves on it and look at it. */
import type { APIMessage } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import type { Person } from '../../src/playground/index.ts';
import { addMembers, ownIn } from '../digest/scene.ts';
import { buttonsOf, messageOf, startScene, textOf } from '../support/bot.ts';

const isPrivate = (message: APIMessage) => ((message.flags ?? 0) & 64) !== 0;

async function start() {
  const scene = await startScene();
  const channel = scene.channel('hall.nextSteps');
  const board = async (person: Person) => messageOf(await person.command(channel, 'leaderboard'));
  return { scene, channel, board, ben: scene.person('ben'), chidi: scene.person('chidi') };
}

test('empty: it explains and offers, to who asked alone, and asking puts nobody on it', async () => {
  const { scene, channel, board, ben, chidi } = await start();
  await ben.command(channel, 'checkin', { goal: 'kept' });
  const empty = await board(ben);
  expect(isPrivate(empty)).toBe(true);
  expect(textOf(empty)).toContain('Nobody is on it yet');
  expect(buttonsOf(empty)).toEqual(['Check in', 'Put me on it']);
  expect(textOf(await board(ben))).toContain('Nobody is on it yet');

  await chidi.press(await board(chidi), 'Put me on it');
  const waiting = await board(ben);
  expect(isPrivate(waiting), 'nobody on it has kept a week').toBe(true);
  expect(textOf(waiting)).toContain('1 member is on it, with no week kept');
  expect(ownIn(scene, channel)).toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

test('on it by a button, off it by another, seen by the channel without a ping', async () => {
  const { scene, channel, board, ben, chidi } = await start();
  await ben.command(channel, 'checkin', { goal: 'kept' });
  const joined = messageOf(await ben.press(await board(ben), 'Put me on it'));
  expect(textOf(joined)).toContain('You are number 1, with 1 week of the last 12 kept');

  const shown = await board(chidi);
  expect(isPrivate(shown)).toBe(false);
  expect(textOf(shown)).toContain(`🥇 <@${ben.userId}>: 1 week`);
  expect(textOf(shown)).not.toContain(chidi.userId);
  expect(scene.playground.pingsOf(shown.id)).toEqual({ users: [], roles: [], everyone: false });
  expect(buttonsOf(shown)).toEqual(['Check in', 'Put me on it', 'Take me off it']);

  await scene.restart();
  const before = textOf(shown);
  const on = messageOf(await chidi.press(shown, 'Put me on it'));
  expect(isPrivate(on)).toBe(true);
  expect(textOf(on)).toContain('Your first week kept gives you a place.');
  const asked = messageOf(await chidi.press(on, 'Check in'));
  await chidi.press(asked, 'Kept it');
  const both = textOf(await board(ben));
  expect(both).toContain(`🥇 <@${ben.userId}>: 1 week`);
  expect(both, 'ties share a rank').toContain(`🥇 <@${chidi.userId}>: 1 week`);

  const off = messageOf(await ben.press(shown, 'Take me off it'));
  expect(isPrivate(off)).toBe(true);
  expect(textOf(off)).toContain("You're not on the leaderboard");
  expect(textOf(await board(chidi))).not.toContain(ben.userId);
  expect(textOf(ownIn(scene, channel)[0] ?? off), 'the message itself stays').toBe(before);
  expect(scene.playground.violations).toEqual([]);
});

test('who has left vanishes, and comes back with their weeks', async () => {
  const { scene, channel, board, ben, chidi } = await start();
  for (const person of [ben, chidi]) {
    await person.command(channel, 'checkin', { goal: 'kept' });
    await person.press(messageOf(await person.command(channel, 'me show')), 'Put me on the leaderboard');
  }
  const { db, close } = await openDatabase(scene.databasePath);
  await db.updateTable('member').set({ left_at: 1 }).where('user_id', '=', ben.userId).execute();
  expect(textOf(await board(chidi))).not.toContain(ben.userId);
  await db.updateTable('member').set({ left_at: null }).where('user_id', '=', ben.userId).execute();
  expect(textOf(await board(chidi))).toContain(ben.userId);
  await close();
});

test('a streak of several weeks stands beside; each server has its own', async () => {
  const { scene, channel, board, ben } = await start();
  const ada = scene.person('ada');
  await ada.press(messageOf(await ada.command(channel, 'me show')), 'Put me on the leaderboard');
  for (const day of ['2027-01-13', '2027-01-20', '2027-01-27']) {
    await scene.moveTo(`${day}T12:30:00Z`);
    await ada.command(channel, 'checkin', { goal: 'partly' });
  }
  expect(textOf(await board(ben))).toContain(`🥇 <@${ada.userId}>: 3 weeks · 📆 3`);
  const elsewhere = messageOf(await ada.command(scene.channel('circle.general'), 'leaderboard'));
  expect(textOf(elsewhere)).toContain('Nobody is on it yet');
  expect(ben.offered(ben.direct()), 'there is none in direct messages').not.toContain('leaderboard');
  const direct = await ada.command(ada.direct(), 'me show');
  expect(textOf(messageOf(await ada.press(messageOf(direct), 'board.join@1', { raw: true })))).toContain(
    'Each server has a leaderboard of its own',
  );
});

test('a thousand members: the first ten, and the line of who asked', async () => {
  const { scene, channel, board, ben, chidi } = await start();
  await addMembers(scene, 1_000, {
    weeks: ['2026-W52', '2026-W53', '2027-W01'],
    leave: () => true,
  });
  await ben.command(channel, 'checkin', { goal: 'kept' });
  await ben.press(messageOf(await ben.command(channel, 'me show')), 'Put me on the leaderboard');
  const shown = textOf(await board(ben));
  expect(shown.match(/🥇/gu)).toHaveLength(10);
  expect(shown).toContain(`…\n**1001.** <@${ben.userId}>: 1 week\n-# 1001 members have a place`);
  expect(textOf(await board(chidi))).not.toContain('…');
  expect(shown.length).toBeLessThan(2_000);
});
