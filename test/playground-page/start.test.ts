/** What somebody sees who opens the page for the first time, and the words of the page. */
import { Routes } from 'discord.js';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { type Bench, idOf, startBench } from '../playground/support.ts';
import { answer, COMMANDS } from './bot.ts';
import { closeBrowser, complaintsOf, openPage, PHONE } from './browser.ts';
import { become, channel, composer, expectFocus, expectVisible, message } from './drive.ts';

const clock = new MovableClock();
let bench: Bench;
let page: Page;
let nextEventMs: number | null = null;

beforeAll(async () => {
  bench = await startBench({
    clock,
    hint: { command: 'hello' },
    timeControl: {
      now: () => clock.now(),
      nextEventMs: async () => nextEventMs,
      moveTo: async (atMs) => {
        clock.moveTo(atMs);
        nextEventMs = null;
      },
    },
  });
  bench.onInteraction(answer);
  await bench.bot.application.commands.set(COMMANDS);
});

afterEach(async () => {
  await page.context().close();
  expect(complaintsOf(page)).toEqual([]);
});

afterAll(async () => {
  await closeBrowser();
  await bench.close();
});

async function open(wishes: Parameters<typeof openPage>[1] = {}): Promise<void> {
  page = await openPage(`${bench.playground.origin}/`, wishes);
  await composer(page).waitFor();
}

test('one is who the world says, where it says, and is told what to try', async () => {
  await open();
  await expectVisible(page.getByRole('button', { name: /^You are Ben/ }));
  await expectVisible(page.getByRole('heading', { level: 1, name: 'next-steps' }));
  await expectFocus(page.getByRole('textbox', { name: 'Message #next-steps' }));
  const words =
    'You are Ben, and have just finished the book. Type /hello and press Enter, or tap the arrow.';
  await expectVisible(page.getByText(words));
  await expect.poll(() => page.title()).toBe('#next-steps · Local Discord');
  await expectVisible(page.getByRole('region', { name: 'Time in the local Discord' }));
  await become(page, 'Ada');
  await expectVisible(page.getByRole('textbox', { name: 'Message #welcome' }));
  await expectVisible(page.getByText(/^Type \/hello and press Enter, or tap the arrow\.$/));
});

test('a direct message is titled with the other one of the two', async () => {
  await open();
  await page.getByRole('button', { name: 'Direct messages' }).click();
  await channel(page, 'nextstep').click();
  await expectVisible(page.getByRole('heading', { level: 1, name: 'nextstep' }));
  await expectVisible(page.getByRole('textbox', { name: 'Message @nextstep' }));
  await expectVisible(page.getByText('This is the beginning of your direct messages with nextstep.'));
  await expect.poll(() => page.title()).toBe('@nextstep · Local Discord');
});

test('a channel that one cannot see has the name that Discord gives it', async () => {
  const { channels } = bench.playground.world;
  const content = `Ask in <#${idOf(channels, 'hall.moderators')}> or <#${idOf(channels, 'hall.welcome')}>`;
  await bench.bot.rest.post(Routes.channelMessages(idOf(channels, 'hall.nextSteps')), { body: { content } });
  await open();
  await expectVisible(message(page, 'Ask in No Access or #welcome'));
});

test('what was planned and did not come says that the bot knows why', async () => {
  await open();
  await page.getByRole('button', { name: '+1 day' }).click();
  await expectVisible(page.getByText(/^Nothing arrived\.$/));
  nextEventMs = clock.now() + 3_600_000;
  await page.reload();
  await page.getByRole('button', { name: 'Next nudge' }).click();
  await expectVisible(
    page.getByText('Nothing arrived: what was due was skipped or refused. The bot can say why.'),
  );
});

test('on a telephone the arrow sends a command as Enter does', async () => {
  await open({ viewport: PHONE, hasTouch: true });
  await composer(page).tap();
  await page.keyboard.type('/hel');
  await expectVisible(page.getByRole('option', { name: '/hello ' }));
  await page.getByRole('button', { name: 'Send' }).tap();
  await expectVisible(message(page, 'Hello, you'));
});
