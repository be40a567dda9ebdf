/** The page in real Chromium, on a real playground, with a bot of the real discord.js. */
import { Routes } from 'discord.js';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { type Bench, startBench } from '../playground/support.ts';
import { answer, COMMANDS } from './bot.ts';
import { closeBrowser, complaintsOf, openPage, PHONE } from './browser.ts';
import {
  become,
  channel,
  composer,
  expectFocus,
  expectHidden,
  expectVisible,
  log,
  message,
  messages,
  openChannel,
  sendCommand,
} from './drive.ts';
import { EMBED, LAYOUT, PIXEL } from './layout.ts';

const clock = new MovableClock();
let bench: Bench;
let page: Page;

const id = (kind: 'users' | 'channels', name: string): string => {
  const found = bench.playground.world[kind][name];
  if (found === undefined) throw new Error(`The seed has no ${name} among its ${kind}`);
  return found;
};

beforeAll(async () => {
  const moveTo = async (atMs: number): Promise<void> => {
    clock.moveTo(atMs);
    await bench.bot.rest.post(Routes.channelMessages(id('channels', 'hall.showcase')), {
      body: { content: 'A new week' },
    });
    const ben = await bench.bot.users.fetch(id('users', 'ben'));
    await ben.send('Your nudge');
  };
  const nextEventMs = async () => null;
  bench = await startBench({ clock, timeControl: { now: () => clock.now(), nextEventMs, moveTo } });
  bench.onInteraction(answer);
  await bench.bot.application.commands.set(COMMANDS);
});

afterEach(async () => {
  const complaints = complaintsOf(page);
  await page.context().close();
  expect(complaints).toEqual([]);
});

afterAll(async () => {
  await closeBrowser();
  await bench.close();
});

/** Opens the page as Ada in #welcome, connected, where she can type at once. */
async function open(viewport?: { width: number; height: number }): Promise<void> {
  const as = { userId: id('users', 'ada'), channelId: id('channels', 'hall.welcome') };
  page = await openPage(`${bench.playground.origin}/`, { as, ...(viewport !== undefined && { viewport }) });
  await page.getByRole('textbox', { name: 'Message #welcome' }).waitFor();
  await page.getByText('Connecting…').waitFor({ state: 'detached' });
}

describe('commands by keyboard', () => {
  test('the picker lists, filters, closes and sends; the focus comes back', async () => {
    await open();
    await expectVisible(page.getByText(/^Type \/\S+ and press Enter, or tap the arrow\.$/));
    await composer(page).press('/');
    const options = page.getByRole('option');
    await expect.poll(() => options.count()).toBe(8);
    await page.keyboard.type('hel');
    await expect.poll(() => options.count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => options.count()).toBe(0);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Tab');
    expect(await composer(page).inputValue()).toBe('/hello');
    await page.keyboard.press('Enter');
    const answered = message(page, 'Hello, you');
    await expectVisible(answered.getByText('Only you can see this'));
    await expectVisible(answered.getByText('Ada used /hello'));
    await expectFocus(composer(page));
    await expectHidden(page.getByText(/^Type \/\S+ and press Enter/));
  });

  test('options: required first, choices, a member, a number out of range, an option taken back', async () => {
    await open();
    await page.keyboard.type('/cafe order ');
    const drink = page.getByRole('combobox', { name: 'drink, required' });
    await expectFocus(drink);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await expectVisible(page.getByText('This option is required. Specify a value.'));
    await page.keyboard.type('of');
    await page.keyboard.press('Enter');
    expect(await drink.inputValue()).toBe('Coffee');
    await page.keyboard.press('Tab');
    await page.keyboard.type('cups');
    await page.keyboard.press('Enter');
    const cups = page.getByRole('combobox', { name: 'cups' });
    await expectFocus(cups);
    await page.keyboard.type('12');
    await page.keyboard.press('Enter');
    await expectVisible(page.getByText('Must be at most 9.'));
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Tab');
    await page.keyboard.type('guest:');
    await page.keyboard.type('be');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('combobox', { name: 'guest' }).inputValue()).toBe('Ben');
    await page.keyboard.press('Tab');
    await page.keyboard.type('hot:');
    await page.keyboard.press('Backspace');
    await expect.poll(() => page.getByRole('combobox', { name: 'hot' }).count()).toBe(0);
    await page.keyboard.press('Enter');
    await expectVisible(message(page, `Ordered coffee, 1, ${id('users', 'ben')}, null`));
    await expectFocus(composer(page));
  });

  test('autocomplete follows what is typed', async () => {
    await open();
    await page.keyboard.type('/zone ');
    const options = page.getByRole('option');
    await expect.poll(() => options.count()).toBe(5);
    await page.keyboard.type('europe');
    await expect.poll(() => options.allTextContents()).toHaveLength(2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expectVisible(message(page, 'You are in Europe/London'));
  });

  test('a command that is not answered says so, and that can be put away', async () => {
    await open();
    await sendCommand(page, 'silent');
    await expectVisible(page.getByText('Sending command…'));
    await expectVisible(page.getByRole('alert').filter({ hasText: /did not respond/i }));
    await page.getByRole('button', { name: 'Dismiss message' }).last().click();
    await expectHidden(page.getByText(/did not respond/i));
    await sendCommand(page, 'later');
    await expectVisible(message(page, 'Here at last'));
    await expectHidden(page.getByText('thinking…'));
  });
});

describe('components', () => {
  test('buttons: an update, an answer that fails to come, one that is off', async () => {
    await open();
    const panel = (await sendCommand(page, 'panel')).filter({ hasText: /Here is everything|Pressed/ });
    await panel.getByRole('button', { name: 'Count' }).click();
    await expectVisible(panel.filter({ hasText: /Pressed \d/ }));
    expect(await panel.getByRole('button', { name: 'Switched off' }).isDisabled()).toBe(true);
    await panel.getByRole('button', { name: 'Never answers' }).click();
    await expectVisible(panel.getByRole('alert'));
  });

  test('a select of several keeps its limits and sends when it closes', async () => {
    await open();
    const answers = await sendCommand(page, 'panel');
    const menu = answers.getByRole('combobox', { name: 'Choose drinks' });
    await menu.press('ArrowDown');
    const options = page.getByRole('option');
    await expect.poll(() => options.count()).toBe(4);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await menu.textContent()).toContain('Choose drinks');
    await menu.click();
    for (const key of ['Enter', 'ArrowDown', 'Enter', 'ArrowDown', 'Enter', 'ArrowDown', 'Enter']) {
      await page.keyboard.press(key);
    }
    await page.keyboard.press('Escape');
    await expectVisible(message(page, 'Chose tea and coffee and water'));
    expect(await menu.textContent()).toContain('Tea, Coffee, Water');
  });

  test('a select of members is searched by name', async () => {
    await open();
    const answers = await sendCommand(page, 'panel');
    await answers.getByRole('combobox', { name: 'Choose somebody' }).click();
    await page.keyboard.type('chi');
    await page.keyboard.press('Enter');
    await expectVisible(message(page, `Chose ${id('users', 'chidi')}`));
  });

  test('a form: focus, limits, no answer, sent; Escape gives it up', async () => {
    await open();
    const answers = await sendCommand(page, 'panel');
    const opener = answers.getByRole('button', { name: 'Open a form' });
    await opener.click();
    const dialog = page.getByRole('dialog', { name: 'This week' });
    await expectFocus(dialog.getByLabel('What did you do?'));
    await page.keyboard.type('abc');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await expectVisible(dialog.getByText('Must be 5 or more characters long.'));
    await expectVisible(dialog.getByText('Make a selection.'));
    await dialog.getByLabel('What did you do?').fill('silence please');
    await dialog.getByRole('combobox', { name: 'How do you feel?' }).click();
    await page.keyboard.press('Escape');
    await expectHidden(page.getByRole('option'));
    await expectVisible(dialog);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await expectVisible(dialog.getByRole('alert'));
    await dialog.getByLabel('What did you do?').fill('I ported my network');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await expectVisible(message(page, 'Report: I ported my network (good)'));
    await expectHidden(dialog);
    await opener.click();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await expectHidden(dialog);
    await expectFocus(opener);
  });
});

describe('messages', () => {
  test('what a person writes is text, and never more', async () => {
    await open();
    await composer(page).fill('<img src=x onerror="document.title=1"> [a](javascript:alert(1)) **bold**');
    await composer(page).press('Enter');
    const written = message(page, '<img src=x');
    await expectVisible(written.locator('strong', { hasText: 'bold' }));
    expect(await written.locator('img, a').count()).toBe(0);
  });

  test('Components V2, an embed and files are drawn as a client does', async () => {
    const route = Routes.channelMessages(id('channels', 'hall.showcase'));
    const files = [
      { name: 'steps.png', data: PIXEL },
      { name: 'notes.txt', data: Buffer.from('notes') },
    ];
    await bench.bot.rest.post(route, { body: LAYOUT, files });
    await bench.bot.rest.post(route, { body: { embeds: [EMBED] } });
    await open();
    await openChannel(page, 'showcase');
    const layout = message(page, 'A container');
    await expectVisible(layout.getByRole('heading', { name: 'A container' }));
    await expectVisible(layout.getByRole('img', { name: 'A staircase' }));
    await expectVisible(layout.getByRole('link', { name: 'notes.txt' }));
    await expectVisible(layout.getByRole('separator'));
    await expectVisible(layout.getByRole('link', { name: 'Read' }));
    const hidden = layout.getByRole('button', { name: 'Spoiler: press to show' });
    expect(await layout.getByRole('img', { name: 'The end' }).isVisible()).toBe(false);
    await hidden.press('Enter');
    await expectVisible(layout.getByRole('img', { name: 'The end' }));
    const embed = message(page, 'Week 12').getByRole('group', { name: 'Embed' });
    await expectVisible(embed.getByRole('link', { name: 'Week 12' }));
    expect(await embed.getByRole('definition').allTextContents()).toEqual(['3', '5 weeks']);
    expect(await embed.evaluate((box) => getComputedStyle(box).borderLeftColor)).toBe('rgb(18, 52, 86)');
  });

  test('an ephemeral answer stays away once it is dismissed', async () => {
    await open();
    await openChannel(page, 'next-steps');
    const hellos = messages(page).filter({ hasText: 'Hello, you' });
    await sendCommand(page, 'hello');
    await hellos.getByRole('button', { name: 'Dismiss message' }).click();
    await expectHidden(hellos);
    await sendCommand(page, 'cafe close');
    await expectVisible(message(page, 'Closed'));
    await page.reload();
    await expectVisible(message(page, 'Closed'));
    expect(await hellos.count()).toBe(0);
  });

  test('older messages come when one scrolls up, and the place is kept', async () => {
    const showcase = id('channels', 'hall.studyGroups');
    const ada = bench.playground.as(id('users', 'ada'));
    for (let number = 1; number <= 130; number += 1) ada.say(showcase, `Number ${number}.`);
    await open();
    await openChannel(page, 'study-groups');
    await expectVisible(message(page, 'Number 130.'));
    expect(
      await log(page).evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight),
    ).toBeLessThan(5);
    await log(page).evaluate((list) => list.scrollTo(0, 0));
    await expect.poll(() => messages(page).count()).toBeGreaterThan(50);
    expect(await log(page).evaluate((list) => list.scrollTop)).toBeGreaterThan(100);
    await expect
      .poll(async () => {
        await log(page).evaluate((list) => list.scrollTo(0, 0));
        return log(page).getByText('This is the beginning of #study-groups.').count();
      })
      .toBe(1);
    expect(await messages(page).count()).toBe(130);
  });

  test('nothing is lost while the live socket is down', async () => {
    page = await openPage('about:blank');
    const sockets: { close(): Promise<void> }[] = [];
    let isDown = false;
    await page.routeWebSocket(/\/playground\/live/, async (socket) => {
      if (isDown) return socket.close();
      socket.connectToServer();
      sockets.push(socket);
    });
    await page.goto(`${bench.playground.origin}/`);
    await page.getByText('Connecting…').waitFor({ state: 'detached' });
    isDown = true;
    await sockets.at(-1)?.close();
    await expectVisible(page.getByText('Connecting…'));
    bench.playground
      .as(id('users', 'ada'))
      .say(id('channels', 'hall.nextSteps'), 'Said while nobody listened');
    isDown = false;
    await expectVisible(message(page, 'Said while nobody listened'));
  });
});

describe('the page itself', () => {
  test('time moves, says what arrived for whom, and leads there', async () => {
    await open();
    await page.getByRole('button', { name: 'Next nudge' }).press('Enter');
    await expectVisible(page.getByRole('status').filter({ hasText: 'Nothing is planned' }));
    await page.getByRole('button', { name: '+1 day' }).click();
    await expectVisible(page.getByRole('button', { name: '1 new message in #showcase' }));
    await expectVisible(channel(page, 'showcase (unread)'));
    await page.getByRole('button', { name: 'a direct message for Ben' }).click();
    await expectVisible(page.getByRole('button', { name: /^You are Ben/ }));
    await expectVisible(message(page, 'Your nudge'));
    expect(await page.getByText('Nothing arrived.').count()).toBe(0);
    await become(page, 'Ada');
    await page.getByRole('button', { name: /^Deep Learning Study Hall/ }).click();
    await channel(page, 'showcase').click();
    await expectVisible(message(page, 'A new week'));
    expect(await channel(page, 'showcase (unread)').count()).toBe(0);
  });

  test('direct messages can be closed, and are for everybody else', async () => {
    await open();
    await page.getByRole('button', { name: /^You are Ada/ }).click();
    const dms = page.getByRole('switch', { name: /direct messages/ });
    expect(await dms.isChecked()).toBe(true);
    await dms.click();
    await page.reload();
    await page.getByRole('button', { name: /^You are Ada/ }).click();
    await expect.poll(() => dms.isChecked()).toBe(false);
    await dms.click();
  });

  test('a bot that goes away is said to be away, until it is back', async () => {
    await open();
    const member = page
      .getByRole('complementary', { name: 'Members' })
      .getByRole('listitem')
      .filter({ hasText: 'APP' });
    await expectVisible(member.getByText('online'));
    await bench.bot.destroy();
    await expectVisible(page.getByText('nextstep is offline: commands will not be answered.'));
    await expectVisible(member.getByText('offline'));
    await bench.bot.login(bench.playground.botToken);
    await expectVisible(member.getByText('online'));
    await expectHidden(page.getByText(/is offline/));
  });

  test('the look is chosen and remembered', async () => {
    await open();
    const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await back();
    await page.getByRole('button', { name: /^You are/ }).click();
    await page.getByRole('radio', { name: 'Light' }).check();
    expect(await back()).not.toBe(dark);
    await page.reload();
    await composer(page).waitFor();
    expect(await back()).toBe('rgb(255, 255, 255)');
  });

  test('on a telephone nothing is wider than the screen, and the channels are in a drawer', async () => {
    await open(PHONE);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    expect(await channel(page, 'showcase').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Show servers and channels' }).click();
    await channel(page, 'showcase').click();
    await expectVisible(page.getByRole('textbox', { name: 'Message #showcase' }));
    expect(await channel(page, 'showcase').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Members' }).click();
    await expectVisible(page.getByRole('complementary', { name: 'Members' }));
    await page.getByRole('button', { name: 'Close the side column' }).click({ position: { x: 20, y: 300 } });
    await expectHidden(page.getByRole('complementary', { name: 'Members' }));
  });
});
