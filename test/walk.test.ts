/** A person's first minutes, in real Chromium: from opening the page to next week's nudge. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, complaintsOf, openPage } from './playground-page/browser.ts';
import {
  become,
  composer,
  expectVisible,
  message,
  openChannel,
  sendCommand,
} from './playground-page/drive.ts';
import { startScene } from './support/bot.ts';

afterAll(closeBrowser);

test('from opening the page to the nudge arriving', { timeout: 60_000 }, async () => {
  const scene = await startScene();
  const page = await openPage(scene.playground.origin);
  await become(page, 'Ben');
  await openChannel(page, 'next-steps');

  await sendCommand(page, 'nextstep');
  const panel = message(page, 'Step 1 of 10');
  await expectVisible(panel);
  await panel.getByRole('combobox', { name: /Tick what you have done/ }).click();
  await page.getByRole('option', { name: /Install PyTorch/ }).click();
  await page.keyboard.press('Escape');
  await expectVisible(message(page, '1 of 6 ticked'));

  await composer(page).fill('/nudge on');
  await expectVisible(page.getByRole('option', { name: '/nudge on ' }));
  await composer(page).press('Enter');
  await page.keyboard.press('Enter');
  await expectVisible(message(page, 'Weekly nudges are on'));

  await page.getByRole('button', { name: /Next nudge/ }).click();
  const nudge = message(page, 'No goal for this week yet');
  await expectVisible(nudge);
  await expectVisible(nudge.getByText('Compute a gradient with autograd'));
  await nudge.getByRole('button', { name: 'Check in' }).click();
  await message(page, 'How did this week go?').getByRole('button', { name: 'Kept it' }).click();
  await expectVisible(message(page, 'Checked in for this week'));
  expect(scene.playground.messagesIn(scene.channel('hall.nextSteps'))).toHaveLength(1);
  expect(scene.playground.violations).toEqual([]);
  expect(complaintsOf(page)).toEqual([]);
});
