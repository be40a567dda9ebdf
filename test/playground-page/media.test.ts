/** Pictures, files, threads and full forms on the page, in real Chromium. */
import { type Interaction, Routes } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { button, fileOf, gallery, menu, row, text, V2 } from '../playground/parts.ts';
import { type Bench, idOf, request, startBench, upload } from '../playground/support.ts';
import { closeBrowser, complaintsOf, openPage, PHONE } from './browser.ts';
import {
  composer,
  expectFocus,
  expectHidden,
  expectVisible,
  message,
  messages,
  sendCommand,
} from './drive.ts';
import { PIXEL } from './layout.ts';

const ALT = 'Three of ten steps are done';

let bench: Bench;
let page: Page;
let showcase: string;

beforeAll(async () => {
  bench = await startBench({ rateLimits: false });
  showcase = idOf(bench.playground.world.channels, 'hall.showcase');
  await bench.bot.application.commands.set([{ name: 'week', description: 'This week' }]);
  bench.onInteraction(answer);
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

async function open(more: Parameters<typeof openPage>[1] = {}): Promise<void> {
  const as = { userId: idOf(bench.playground.world.users, 'ada'), channelId: showcase };
  page = await openPage(`${bench.playground.origin}/`, { as, ...more });
  await page.getByRole('textbox', { name: 'Message #showcase' }).waitFor();
}

const label = (words: string, component: object): object => ({ type: 18, label: words, component });
const kinds = ['Blog post', 'Paper', 'Talk'].map((name) => ({ label: name, value: name.toLowerCase() }));

const form = {
  custom_id: 'week',
  title: 'This week',
  components: [
    text('Only **you** see this.'),
    label('What did you do?', { type: 4, custom_id: 'did', style: 2, min_length: 5, max_length: 200 }),
    label('Link', { type: 4, custom_id: 'url', style: 1, required: false, value: 'https://example.org' }),
    label('Kind', {
      type: 3,
      custom_id: 'kind',
      required: false,
      min_values: 0,
      options: kinds.map((kind) => ({ ...kind, default: kind.value === 'paper' })),
    }),
    label('Also', { type: 3, custom_id: 'also', min_values: 1, max_values: 2, options: kinds }),
  ],
};

/** Opens the form from the command, the button and the menu; says what was handed in. */
async function answer(interaction: Interaction): Promise<void> {
  const reply = (type: number, data: object) =>
    request(bench.playground, 'POST', `/interactions/${interaction.id}/${interaction.token}/callback`, {
      type,
      data,
    });
  if (!interaction.isModalSubmit()) return void (await reply(9, form));
  const { fields } = interaction;
  const parts = [
    fields.getTextInputValue('did'),
    fields.getTextInputValue('url'),
    fields.getStringSelectValues('kind').join('+'),
    fields.getStringSelectValues('also').join('+'),
  ];
  await reply(4, { content: `Handed in: ${parts.join(' | ')}` });
}

describe('pictures and files', () => {
  beforeAll(async () => {
    const components = [
      { type: 17, components: [text('## Your card'), gallery({ name: 'card.png', description: ALT })] },
      fileOf('portfolio.md'),
    ];
    const files = [
      { name: 'card.png', bytes: PIXEL },
      { name: 'portfolio.md', bytes: Buffer.alloc(2_048, 'x') },
    ];
    const path = `/channels/${showcase}/messages`;
    const { status } = await upload(bench.playground, 'POST', path, { flags: V2, components }, files);
    expect(status).toBe(200);
  });

  test('a gallery says what is in it and opens in full size, by keyboard too', async () => {
    await open();
    const picture = message(page, 'Your card').getByRole('img', { name: ALT });
    await expectVisible(picture);
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
    const link = message(page, 'Your card').getByRole('link', { name: ALT });
    await link.focus();
    await page.keyboard.press('Enter');
    const enlarged = page.getByRole('dialog', { name: 'Picture in full size' });
    await expectVisible(enlarged.getByRole('img', { name: ALT }));
    await expectVisible(enlarged.getByText(ALT));
    await page.keyboard.press('Escape');
    await expectHidden(enlarged);
    await expectFocus(link);
    await link.click();
    await enlarged.getByRole('button', { name: 'Close' }).click();
    await expectHidden(enlarged);
  });

  test('a file is a card with its name and size, and is downloaded', async () => {
    await open();
    const card = message(page, 'Your card');
    await expectVisible(card.getByText('2.0 KB'));
    const downloading = page.waitForEvent('download');
    await card.getByRole('link', { name: 'portfolio.md' }).click();
    expect((await downloading).suggestedFilename()).toBe('portfolio.md');
  });

  test('the newest message stays in sight while pictures come in', async () => {
    const squares = gallery({ name: 'card.png' }, { name: 'card.png' }, { name: 'card.png' });
    const path = `/channels/${showcase}/messages`;
    for (const words of ['First', 'Second', 'Newest']) {
      const body = { flags: V2, components: [squares, text(words)] };
      await upload(bench.playground, 'POST', path, body, [{ name: 'card.png', bytes: PIXEL }]);
    }
    await open();
    const drawn = () =>
      page
        .locator('.gallery-3 img')
        .first()
        .evaluate((img) => img.clientWidth);
    await expect.poll(drawn).toBeGreaterThan(100);
    // A scroll event may be handled after the list has grown below, and before it is known that it has.
    await page.locator('.log').evaluate((log) => {
      const late = document.createElement('div');
      late.style.height = '500px';
      log.querySelector('.log-list')?.append(late);
      log.dispatchEvent(new Event('scroll'));
    });
    const below = () =>
      page.locator('.log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
    await expect.poll(below).toBeLessThan(2);
  });

  test.each(['dark', 'light'] as const)('nothing is wider than a telephone (%s)', async (colorScheme) => {
    await open({ viewport: PHONE, colorScheme });
    await expectVisible(message(page, 'Your card').getByRole('img', { name: ALT }));
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.querySelector('.log')?.scrollWidth,
    ]);
    expect(Math.max(...widths.map(Number))).toBeLessThanOrEqual(PHONE.width);
  });
});

test('a thread stands below the message it was made from, and begins with it', async () => {
  const posted = await bench.bot.rest.post(Routes.channelMessages(showcase), {
    body: { content: 'Ben shares a card' },
  });
  await bench.bot.rest.post(Routes.threads(showcase, (posted as APIMessage).id), {
    body: { name: 'Well done, Ben' },
  });
  await open();
  const shared = message(page, 'Ben shares a card');
  await expectVisible(shared.getByRole('button', { name: 'Well done, Ben 0 messages' }));
  await bench.bot.rest.post(Routes.channelMessages((posted as APIMessage).id), {
    body: { content: 'Cheers' },
  });
  await shared.getByRole('button', { name: 'Well done, Ben 1 message' }).click();
  await expectVisible(message(page, 'Cheers'));
  expect(await messages(page).first().textContent()).toContain('Ben shares a card');
  await composer(page).fill('Thank you');
  await composer(page).press('Enter');
  await expectVisible(message(page, 'Thank you'));
});

describe('a form', () => {
  test.each(['the command', 'a button', 'a menu'])('is filled in and sent, opened by %s', async (opener) => {
    const panel = {
      content: `Opens by ${opener}`,
      components: [row(button('go')), row(menu({ placeholder: 'Pick' }))],
    };
    await bench.bot.rest.post(Routes.channelMessages(showcase), { body: panel });
    await open();
    if (opener === 'the command') await sendCommand(page, 'week');
    else if (opener === 'a button')
      await message(page, panel.content).getByRole('button', { name: 'Go' }).click();
    else {
      await message(page, panel.content).getByRole('combobox', { name: 'Pick' }).click();
      await page.getByRole('option', { name: 'B' }).click();
    }
    const dialog = page.getByRole('dialog', { name: 'This week' });
    await expectVisible(dialog.getByText('Only you see this.'));
    expect(await dialog.getByLabel('Link').inputValue()).toBe('https://example.org');
    expect(await dialog.getByRole('combobox', { name: 'Kind' }).textContent()).toContain('Paper');
    await dialog.getByLabel('What did you do?').fill('abc');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await expectVisible(dialog.getByText('Must be 5 or more characters long.'));
    await expectVisible(dialog.getByText('Make a selection.'));
    await dialog.getByLabel('What did you do?').fill('Two\nlines');
    await dialog.getByLabel('Link').fill('');
    await dialog.getByRole('combobox', { name: 'Also' }).click();
    await page.getByRole('option', { name: 'Talk' }).click();
    await page.getByRole('option', { name: 'Blog post' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await expectHidden(dialog);
    await expectVisible(
      message(page, /Handed in: Two\s+lines \| {1,2}\| paper \| (talk\+blog post|blog post\+talk)/),
    );
  });
});
