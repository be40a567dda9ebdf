/** One real Chromium for all browser tests of a file: started at the first use, closed with `closeBrowser()`. */
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { chromium } from '../support/chromium.ts';

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

interface PageWishes {
  viewport?: { width: number; height: number };
  colorScheme?: 'dark' | 'light';
  /** Who was last here in this browser, and where; default nobody. */
  as?: { userId: string; channelId: string };
  /** A finger in place of a mouse. */
  hasTouch?: boolean;
}

let starting: Promise<Browser> | null = null;

/** Arguments that make it small at the price of what a test wants to see: isolation and the web's own rules. */
const UNWANTED = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-running-insecure-content',
];

async function launch(): Promise<Browser> {
  const { path, args } = await chromium();
  return playwright.launch({ executablePath: path, args: args.filter((arg) => !UNWANTED.includes(arg)) });
}

/** A page of its own (storage included) that has opened `url`. What the page complains of is in `complaintsOf(page)`. */
export async function openPage(url: string, wishes: PageWishes = {}): Promise<Page> {
  starting ??= launch();
  const browser = await starting;
  const context = await browser.newContext({
    viewport: wishes.viewport ?? DESKTOP,
    colorScheme: wishes.colorScheme ?? 'dark',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    hasTouch: wishes.hasTouch ?? false,
    isMobile: wishes.hasTouch ?? false,
  });
  const { as } = wishes;
  if (as !== undefined) await context.addInitScript(remember, as);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  known.set(page, complaints);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return page;
}

/** Runs in the page, before it does: what an earlier visit would have left, unless there was one. */
function remember({ userId, channelId }: { userId: string; channelId: string }): void {
  if (localStorage.getItem('playground.me') !== null) return;
  localStorage.setItem('playground.me', userId);
  localStorage.setItem(`playground.channel.${userId}`, channelId);
}

const known = new WeakMap<Page, string[]>();

/** Uncaught errors and errors on the console of a page, refusals by its Content-Security-Policy among them. */
export function complaintsOf(page: Page): string[] {
  return known.get(page) ?? [];
}

/** Closes the browser, if one was started. */
export async function closeBrowser(): Promise<void> {
  const browser = await starting;
  starting = null;
  await browser?.close();
}
