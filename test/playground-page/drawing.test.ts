/** What the drawing makes of hostile texts, in a real document. */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { startPlayground } from '../../src/playground/index.ts';
import { closeBrowser, complaintsOf, openPage } from './browser.ts';
import { hostileMarkdown } from './hostile.ts';

afterAll(closeBrowser);

/** Runs in the page, as text: what is imported is the page's own, and no test tool may rewrite it. */
const CHECK = `async (sources) => {
  const { render } = await import('/vendor/lit/html.js');
  const { markdown } = await import('/page/view/markdown.ts');
  const names = { displayOf: () => 'x', roleName: () => 'x', channelName: () => 'x', channel: () => null };
  const allowed = 'div p h3 strong em u s code pre ul ol li blockquote a span bdi button time'.split(' ');
  return sources.filter((source) => {
    const box = document.createElement('div');
    render(markdown(source, { names, nowMs: 0 }), box);
    return [...box.querySelectorAll('*')].some((element) => {
      const isStrange = !allowed.includes(element.localName);
      const runs = element.getAttributeNames().some((name) => name.startsWith('on') || name === 'style');
      const leads = element.hasAttribute('href') && !/^https?:/.test(element.getAttribute('href'));
      return isStrange || runs || leads;
    });
  });
}`;

test('no text becomes an element that runs, loads or leads anywhere but http(s)', async () => {
  const playground = await startPlayground();
  const page = await openPage(`${playground.origin}/`);
  const texts = fc.sample(hostileMarkdown, 600);
  const bad = await page.evaluate<string[]>(`(${CHECK})(${JSON.stringify(texts)})`);
  expect(bad).toEqual([]);
  expect(complaintsOf(page)).toEqual([]);
  await playground.close();
});
