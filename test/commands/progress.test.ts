import type { APIMessage } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { altOf, buttonsOf, messageOf, partsOf, startScene, textOf } from '../support/bot.ts';

/** The description and bytes of the picture of a message. */
async function pictureOf(message: APIMessage): Promise<{ alt: string; png: Uint8Array }> {
  const [item] = partsOf(message).flatMap((part) => part.items ?? []);
  if (item === undefined) throw new Error('no picture');
  const png = new Uint8Array(await (await fetch(item.media.url)).arrayBuffer());
  expect([...png.slice(1, 4)]).toEqual([...new TextEncoder().encode('PNG')]);
  expect(png.length).toBeLessThan(200_000);
  return { alt: altOf(message), png };
}

test('progress is a card with the same in words, from nothing to much', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const empty = messageOf(await ben.command(channel, 'progress'));
  expect((await pictureOf(empty)).alt).toContain('0 of 10 steps done');
  expect(textOf(empty)).not.toContain('**Steps:**');
  expect(textOf(empty)).toContain("that's where everyone begins");

  await ben.command(channel, 'log', { kind: 'post', title: 'A *first* post', step: 'blog' });
  await ben.press(messageOf(await ben.command(channel, 'nextstep')), 'Step done');
  await ben.command(channel, 'checkin', { goal: 'kept' });
  const some = messageOf(await ben.command(channel, 'progress'));
  const { alt } = await pictureOf(some);
  expect(alt).toContain('1 of 10 steps done, 1 of ');
  expect(alt).toContain('Streak in weeks: 1');
  expect(alt).toContain('Latest: Post: A *first* post (Jan 13, 2027)');
  expect(buttonsOf(some)).not.toContain('Check in');
  expect(scene.playground.messagesIn(channel)).toEqual([]);

  const year = messageOf(await ben.press(some, 'My year'));
  expect((await pictureOf(year)).alt).toContain('1 of the last 52 weeks kept');
  const back = messageOf(await ben.press(year, 'My progress'));
  expect((await pictureOf(back)).alt).toBe(alt);
  const next = messageOf(await ben.press(back, 'My next step'));
  await expect(pictureOf(next), 'the picture goes with its panel').rejects.toThrow('no picture');
  expect(scene.playground.violations).toEqual([]);
});

test('Share posts the card for all to see, pings nobody, and only in a server', async () => {
  const scene = await startScene();
  const [ben, ada] = [scene.person('ben'), scene.person('ada')];
  const channel = scene.channel('hall.welcome');
  const own = messageOf(await ben.command(channel, 'progress'));
  const shared = messageOf(await ben.press(own, 'Share it here'));
  expect((shared.flags ?? 0) & 64, 'seen by all').toBe(0);
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
  expect(scene.playground.pingsOf(shared.id)).toEqual({ users: [], roles: [], everyone: false });
  await pictureOf(shared);
  const theirs = messageOf(await ada.press(shared, "What's my next step?"));
  expect((theirs.flags ?? 0) & 64, 'who presses gets an answer of their own').toBe(64);
  expect(textOf(theirs)).toContain('Step 1 of 10');

  const direct = messageOf(await ben.command(ben.direct(), 'progress'));
  expect(buttonsOf(direct)).not.toContain('Share it here');
  expect(textOf(messageOf(await ben.press(direct, 'progress.share@1', { raw: true })))).toContain(
    'nobody else here',
  );
  expect(scene.playground.violations).toEqual([]);
});

test('the road map is a picture with every step in its description', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const map = messageOf(await ben.command(scene.channel('hall.welcome'), 'steps'));
  const { alt } = await pictureOf(map);
  expect(alt).toContain('1 Start learning PyTorch: open, you are here;');
  expect(alt).toContain('10 Develop your local community: open.');
  expect(alt.length).toBeLessThanOrEqual(1_024);
  expect(scene.playground.violations).toEqual([]);
});

test('names of every script reach the picture and its description', async () => {
  const scene = await startScene();
  const channel = scene.channel('hall.welcome');
  const seen = new Map<string, Uint8Array>();
  for (const person of ['yuki', 'layla', 'theo', 'noor', 'sam']) {
    const { alt, png } = await pictureOf(messageOf(await scene.person(person).command(channel, 'progress')));
    seen.set(alt.slice(0, alt.indexOf(':')), png);
  }
  expect([...seen.keys()]).toEqual(['佐藤 雪', 'ليلى', '🦊 Théo 👩🏽‍💻', 'Noor (Oslo)', 'sam_1999']);
  expect(new Set([...seen.values()].map((png) => Buffer.from(png).toString('base64'))).size).toBe(5);
});

test('a streak is counted beyond what the card shows', async () => {
  const scene = await startScene({ startsAt: '2027-01-13T12:00:00Z' });
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  for (let week = 0; week < 30; week += 1) {
    await scene.moveTo(Date.UTC(2027, 0, 13, 12) + week * 7 * 24 * 60 * 60_000);
    await ben.command(channel, 'checkin', { goal: 'kept' });
  }
  const { alt } = await pictureOf(messageOf(await ben.command(channel, 'progress')));
  expect(alt).toContain('Streak in weeks: 30; 26 of the last 26 weeks kept.');
});

test('a picture that can’t be drawn leaves the words alone', async () => {
  const scene = await startScene({ brokenPictures: true });
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const progress = messageOf(await ben.command(channel, 'progress'));
  expect(textOf(progress)).toContain('**Steps:** 0 of 10 done');
  await expect(pictureOf(progress)).rejects.toThrow('no picture');
  const year = messageOf(await ben.press(progress, 'My year'));
  expect(textOf(year)).toContain('0 of the last 52 weeks kept');
  const map = textOf(messageOf(await ben.command(channel, 'steps')));
  expect(map).toContain('The road map: 0 of 10 done');
  expect(map).toContain('⬜ **1.** Start learning PyTorch ← you are here');
  expect(map).toContain('🔒 **6.** Implement papers');
  expect(scene.playground.violations).toEqual([]);
});

test('the questions are asked once, may be skipped, and can be answered later', async () => {
  const scene = await startScene();
  const [ben, ada] = [scene.person('ben'), scene.person('ada')];
  const channel = scene.channel('hall.welcome');
  const first = messageOf(await ben.command(channel, 'nextstep'));
  expect(buttonsOf(first)).toContain('Answer them');
  const skipped = messageOf(await ben.press(first, 'Skip'));
  expect(buttonsOf(skipped)).not.toContain('Answer them');
  await scene.restart();
  expect(buttonsOf(messageOf(await ben.command(channel, 'nextstep')))).not.toContain('Answer them');

  const progress = messageOf(await ben.command(channel, 'progress'));
  let form = await ben.press(progress, 'About me');
  const answered = messageOf((await ben.submit(form, { hours: '4 h', gpu: 'none', aim: [] })) as never);
  expect(textOf(answered)).toContain('Your steps now go by it');
  expect(textOf(answered)).toMatch(/about \d+ to \d+ weeks at your 4 hours a week/);
  await ben.press(answered, 'Step done');
  const next = messageOf(await ben.command(channel, 'nextstep'));
  expect(textOf(next), 'who has no GPU gets that step next').toContain('Step 7 of 10');

  const hers = messageOf(await ada.command(channel, 'nextstep'));
  for (const hours of ['many', '0', '-3', '999', '4e1', '٤٤٤']) {
    form = await ada.press(hers, 'Answer them');
    const wrong = messageOf((await ada.submit(form, { hours, gpu: [], aim: [] })) as never);
    expect(textOf(wrong), hours).toContain('Give one number from 1 to 80');
  }
  form = await ada.press(hers, 'Answer them');
  const empty = messageOf((await ada.submit(form, { hours: '', gpu: [], aim: [] })) as never);
  expect(buttonsOf(empty), 'saying nothing is an answer').not.toContain('Answer them');
  expect(scene.playground.violations).toEqual([]);
});
