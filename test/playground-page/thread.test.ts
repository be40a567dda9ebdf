/** A private thread on the page, and what stands beside text on a narrow screen, in real Chromium. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { button, text, V2 } from '../playground/parts.ts';
import { type Bench, idOf, request, startBench } from '../playground/support.ts';
import { closeBrowser, complaintsOf, DESKTOP, openPage, PHONE } from './browser.ts';
import { channel, composer, expectVisible, log, message, openChannel } from './drive.ts';

const NAME = 'Tuesday Tensors, who meet at the library';

let bench: Bench;
let page: Page;
let thread: string;

beforeAll(async () => {
  bench = await startBench({ rateLimits: false });
  thread = await start(NAME, 12);
  await add('ben');
  await request(bench.playground, 'POST', `/channels/${thread}/messages`, { content: `Here: <#${thread}>` });
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

async function start(name: string, type: number): Promise<string> {
  const parent = idOf(bench.playground.world.channels, 'hall.studyGroups');
  const made = await request(bench.playground, 'POST', `/channels/${parent}/threads`, { name, type });
  return String(made.body['id']);
}

async function add(who: string): Promise<void> {
  const user = idOf(bench.playground.world.users, who);
  await request(bench.playground, 'PUT', `/channels/${thread}/thread-members/${user}`);
}

async function open(viewport = DESKTOP): Promise<void> {
  const as = { userId: idOf(bench.playground.world.users, 'ben'), channelId: thread };
  page = await openPage(`${bench.playground.origin}/`, { as, viewport });
  await composer(page).waitFor();
  await page.getByText('Connecting…').waitFor({ state: 'detached' });
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on the screen');
  return box;
}

test('it is named as what it is, everywhere, and leads back to its channel', async () => {
  await start('In the open', 11);
  await open();
  await expectVisible(channel(page, `${NAME} (private thread)`));
  await expectVisible(channel(page, 'In the open (thread)'));
  await expectVisible(page.getByRole('textbox', { name: `Message the private thread ${NAME}` }));
  await expectVisible(log(page).getByText(`This is the beginning of the private thread ${NAME}.`));
  await expectVisible(log(page).getByRole('heading', { name: NAME, exact: true }));
  await expectVisible(message(page, 'Here').getByRole('button', { name: NAME, exact: true }));
  const header = page.getByRole('main').locator('header').first();
  await expectVisible(header.getByRole('heading', { name: NAME, exact: true }));
  await expectVisible(header.getByText('Private thread in #study-groups'));
  await header.getByRole('button', { name: '#study-groups' }).click();
  await expectVisible(page.getByRole('textbox', { name: 'Message #study-groups' }));
});

test('its member list has those who are in it, as they come; a channel has everybody', async () => {
  await open();
  const members = page.getByRole('complementary', { name: 'Members' });
  const names = () => members.locator('.member-name').allTextContents();
  expect(await names()).toEqual(['Ben', 'nextstep']);
  await add('chidi');
  await expect.poll(names).toEqual(['Ben', 'Chidi', 'nextstep']);
  await openChannel(page, 'study-groups');
  expect(await names()).toHaveLength(9);
});

test('its name is cut short on a phone, and nothing lies over anything', async () => {
  await open(PHONE);
  const title = await boxOf(page.getByRole('heading', { level: 1 }));
  const beside = await boxOf(page.getByRole('button', { name: 'Members' }));
  expect(title.x + title.width).toBeLessThanOrEqual(beside.x);
  expect((await boxOf(composer(page))).height).toBeLessThan(50);
});

test.each([
  ['below its text on a phone', PHONE],
  ['beside it elsewhere', DESKTOP],
])('the button of a section stands %s', async (where, viewport) => {
  const words = `A long sentence that fills a line and goes on: ${where}`;
  const section = { type: 9, components: [text(words)], accessory: button(where, { label: 'Change' }) };
  await request(bench.playground, 'POST', `/channels/${thread}/messages`, {
    flags: V2,
    components: [section],
  });
  await open(viewport);
  const shown = message(page, words);
  const said = await boxOf(shown.locator('.section-text'));
  const pressed = await boxOf(shown.getByRole('button', { name: 'Change' }));
  if (viewport === PHONE) {
    expect(pressed.y).toBeGreaterThanOrEqual(said.y + said.height);
    expect(said.width).toBeGreaterThan(250);
  } else expect(pressed.x).toBeGreaterThanOrEqual(said.x + said.width);
});
