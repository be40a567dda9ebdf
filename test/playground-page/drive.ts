/** How a test does on the page what a person does: by roles and names, as a screen reader would find them. */
import type { Locator, Page } from 'playwright-core';

/** Where a person writes. */
export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message / });
}

/** The messages of the open channel. */
export function log(page: Page): Locator {
  return page.getByRole('log');
}

/** All messages on the screen, oldest first. */
export function messages(page: Page): Locator {
  return log(page).getByRole('article');
}

/** The newest message that holds a text. */
export function message(page: Page, text: string | RegExp): Locator {
  return messages(page).filter({ hasText: text }).last();
}

/** A channel or direct message in the list. */
export function channel(page: Page, name: string): Locator {
  return page.getByRole('navigation', { name: /^Channels of/ }).getByRole('button', { name });
}

/** Opens a channel and waits until it can be written in. */
export async function openChannel(page: Page, name: string): Promise<void> {
  await channel(page, name).click();
  await page.getByRole('textbox', { name: `Message #${name}` }).waitFor();
}

/**
 * Types a command without options, such as `nudge show`, and sends it. Gives the messages that come after it: those
 * that were there before, and look like the answer, are none of them.
 */
export async function sendCommand(page: Page, name: string): Promise<Locator> {
  await log(page).and(page.locator('[aria-busy=false]')).waitFor();
  const before = await messages(page).evaluateAll((all) => all.at(-1)?.id ?? null);
  await composer(page).fill(`/${name}`);
  await page
    .getByRole('option', { name: `/${name} ` })
    .first()
    .waitFor();
  await composer(page).press('Enter');
  return before === null ? messages(page) : page.locator(`[id="${before}"] ~ article`);
}

/** Becomes another person, by the name shown. */
export async function become(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^You are/ }).click();
  await page.getByRole('radio', { name }).check();
  await page.getByRole('button', { name: new RegExp(`^You are ${name}`) }).waitFor();
  await page.keyboard.press('Escape');
}

/** Waits until something can be seen; rejects if it never is. */
export async function expectVisible(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'visible' });
}

/** Waits until something cannot be seen, or is not there. */
export async function expectHidden(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'hidden' });
}

/** Waits until something has the focus. */
export async function expectFocus(locator: Locator): Promise<void> {
  await locator.and(locator.page().locator(':focus')).waitFor();
}
