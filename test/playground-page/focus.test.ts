/** Whoever uses the keyboard stays where they are, whatever the bot makes of the message they are in. */
import { Routes } from 'discord.js';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Bench, idOf, startBench } from '../playground/support.ts';
import { answer, COMMANDS } from './bot.ts';
import { closeBrowser, complaintsOf, openPage } from './browser.ts';
import { composer, expectFocus, expectVisible, sendCommand } from './drive.ts';

let bench: Bench;
let page: Page;
let list: Locator;

beforeAll(async () => {
  bench = await startBench({ rateLimits: false });
  bench.onInteraction(answer);
  await bench.bot.application.commands.set(COMMANDS);
});

beforeEach(async () => {
  page = await openPage(`${bench.playground.origin}/`);
  await composer(page).waitFor();
  list = (await sendCommand(page, 'list')).filter({ hasText: /Page \d of 3/ });
  await expectVisible(list);
  return async () => {
    await page.context().close();
    expect(complaintsOf(page)).toEqual([]);
  };
});

afterAll(async () => {
  await closeBrowser();
  await bench.close();
});

const button = (name: string): Locator => list.getByRole('button', { name });

test('a menu that is drawn anew after a choice keeps the focus', async () => {
  const menu = list.getByRole('combobox', { name: 'Tick drinks' });
  await menu.press('Enter');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expectVisible(list.getByText('1 ticked'));
  await expectFocus(menu);
});

test('a button that is switched off by its own press hands the focus to the one beside it', async () => {
  await button('Next').press('Enter');
  await expectVisible(list.getByText('Page 2 of 3'));
  await expectFocus(button('Next'));
  await page.keyboard.press('Enter');
  await expectVisible(list.getByText('Page 3 of 3'));
  await expectFocus(button('Back'));
  await page.keyboard.press('Enter');
  await expectVisible(list.getByText('Page 2 of 3'));
  await page.keyboard.press('Enter');
  await expectVisible(list.getByText('Page 1 of 3'));
  await expectFocus(button('Next'));
});

test('a button that goes away hands the focus to the nearest that is left, and at last to the log', async () => {
  const channel = idOf(bench.playground.world.channels, 'hall.nextSteps');
  const sent = bench.playground.messagesIn(channel).at(-1)?.id ?? '';
  const change = (components: object[]) =>
    bench.bot.rest.patch(Routes.channelMessage(channel, sent), { body: { flags: 32_768, components } });
  await button('Something else').focus();
  const stay = { type: 2, style: 2, custom_id: 'stay', label: 'Stay' };
  await change([{ type: 1, components: [stay] }]);
  const left = page.getByRole('log').getByRole('button', { name: 'Stay' });
  await expectFocus(left);
  await change([{ type: 10, content: 'Nothing to press' }]);
  await expectFocus(page.getByRole('log'));
});

test('a pressed button that is not answered yet can still have the focus', async () => {
  const panel = await sendCommand(page, 'panel');
  const silent = panel.getByRole('button', { name: 'Never answers' });
  await silent.press('Enter');
  await expectVisible(page.locator('[aria-busy=true][aria-disabled=true]').and(silent));
  await expectFocus(silent);
});
