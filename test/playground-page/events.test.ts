/** The server's events on the page as time passes, in real Chromium. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { type Bench, idOf, request, startBench } from '../playground/support.ts';
import { closeBrowser, complaintsOf, openPage } from './browser.ts';
import { channel, composer, expectHidden, expectVisible } from './drive.ts';

const HOUR_MS = 3_600_000;
const clock = new MovableClock();
let bench: Bench;
let page: Page;

beforeAll(async () => {
  bench = await startBench({
    clock,
    timeControl: {
      now: () => clock.now(),
      nextEventMs: async () => null,
      moveTo: async (atMs) => clock.moveTo(atMs),
    },
  });
});

afterAll(async () => {
  await closeBrowser();
  await bench.close();
});

test('one that is under way says so, and is gone when it is over', async () => {
  const hall = idOf(bench.playground.world.guilds, 'hall');
  const at = (hours: number) => new Date(clock.now() + hours * HOUR_MS).toISOString();
  await request(bench.playground, 'POST', `/guilds/${hall}/scheduled-events`, {
    name: 'Reading together',
    privacy_level: 2,
    entity_type: 3,
    scheduled_start_time: at(20),
    scheduled_end_time: at(30),
    entity_metadata: { location: 'Library' },
  });
  page = await openPage(`${bench.playground.origin}/`);
  await composer(page).waitFor();
  await channel(page, '1 event').click();
  const card = page.getByRole('dialog', { name: 'Events' }).getByRole('listitem');
  await expectVisible(card.getByText('Reading together'));
  expect(await card.getByText('Happening now').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '+1 day' }).click();
  await channel(page, '1 event').click();
  await expectVisible(card.getByText('Happening now'));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '+1 day' }).click();
  await expectHidden(channel(page, '1 event'));
  expect(complaintsOf(page)).toEqual([]);
});
