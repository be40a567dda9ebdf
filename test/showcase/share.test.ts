/** Sharing an entry, as its author, the readers and the server meet it. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, partsOf, textOf } from '../support/bot.ts';
import { type Hall, sharingStep, startHall } from './scene.ts';

const { share } = await sharingStep();

/** The only post in the showcase. */
function onlyPost({ posts }: Hall) {
  const [post, ...more] = posts();
  if (post === undefined) throw new Error('nothing was posted');
  expect(more, 'posted once').toEqual([]);
  return post;
}

test('the preview shows word for word what will be posted, and posts nothing', async () => {
  const hall = await startHall();
  const { ben, scene, channel } = hall;
  const entry = await hall.log();
  const preview = await hall.preview(entry);
  expect((preview.flags ?? 0) & 64, 'seen by Ben alone').toBe(64);
  expect(textOf(preview)).toContain(`<#${channel}>`);
  expect(hall.posts()).toEqual([]);
  expect(textOf(messageOf(await ben.press(preview, 'Not now')))).toContain(
    '## Post: [A network in ten lines]',
  );
  expect(hall.posts()).toEqual([]);

  await ben.press(await hall.preview(entry), 'Post it');
  const post = onlyPost(hall);
  expect(textOf(preview)).toContain(textOf(post));
  const [checklist, ...more] = hall.inThread(post);
  if (checklist === undefined) throw new Error('no checklist');
  expect(more).toEqual([]);
  expect(textOf(preview)).toContain(textOf(checklist));
  for (const point of share.checklist) expect(textOf(checklist)).toContain(point);
  expect(scene.playground.violations).toEqual([]);
});

test('the post names its author and pings nobody; the thread pings the author alone', async () => {
  const hall = await startHall();
  const { ben, scene } = hall;
  await ben.press(await hall.preview(await hall.log()), 'Post it');
  const post = onlyPost(hall);
  expect(textOf(post)).toContain('Post: [A network in ten lines](https://ben.example.org/ten-lines)');
  expect(textOf(post)).toContain(`<@${ben.userId}>`);
  expect(textOf(post)).toContain('> My first one.');
  expect(textOf(post)).toContain(share.ask);
  expect(buttonsOf(post)).toEqual(['Have a look', 'What to look for']);
  expect(post.thread).toMatchObject({ id: post.id, name: 'A network in ten lines' });
  const pings = (id: string | undefined) => scene.playground.pingsOf(id ?? '');
  expect(pings(post.id)).toEqual({ users: [], roles: [], everyone: false });
  expect(pings(hall.inThread(post)[0]?.id)).toEqual({ users: [ben.userId], roles: [], everyone: false });
});

test('the author is told where it is, and is told so again whenever they ask', async () => {
  const hall = await startHall();
  const { ben, scene, channel } = hall;
  const entry = await hall.log();
  const preview = await hall.preview(entry);
  const shared = messageOf(await ben.press(preview, 'Post it'));
  expect(textOf(shared)).toContain(`Shared in <#${channel}>`);
  const guild = scene.playground.world.guilds['hall'];
  const link = `https://discord.com/channels/${guild}/${channel}/${onlyPost(hall).id}`;
  expect(partsOf(shared)).toContainEqual(expect.objectContaining({ label: 'See it', url: link }));

  expect(textOf(await hall.preview(entry))).toBe(textOf(shared));
  await scene.restart();
  expect(textOf(messageOf(await ben.press(preview, `entry.share@1/${entry}`, { raw: true })))).toBe(
    textOf(shared),
  );
  onlyPost(hall);
});

test('readers see the checklist at the press of a button', async () => {
  const hall = await startHall();
  await hall.ben.press(await hall.preview(await hall.log()), 'Post it');
  const shown = messageOf(await hall.scene.person('chidi').press(onlyPost(hall), 'What to look for'));
  expect((shown.flags ?? 0) & 64).toBe(64);
  for (const point of share.checklist) expect(textOf(shown)).toContain(point);
});

test('a checklist that the guide has no more is answered kindly', async () => {
  const hall = await startHall();
  const message = await hall.preview(await hall.log());
  for (const step of ['pytorch', 'gone'])
    expect(
      textOf(messageOf(await hall.ben.press(message, `showcase.checklist@1/1/${step}`, { raw: true }))),
    ).toContain('The guide has changed');
});

test('nothing is posted for anybody but the author', async () => {
  const hall = await startHall();
  const entry = await hall.log();
  const preview = await hall.preview(entry);
  await hall.ben.press(preview, 'Post it');
  const chidi = hall.scene.person('chidi');
  const post = onlyPost(hall);
  for (const action of ['share.ask', 'share', 'unshare']) {
    const answer = messageOf(await chidi.press(post, `entry.${action}@1/${entry}`, { raw: true }));
    expect((answer.flags ?? 0) & 64).toBe(64);
  }
  expect(textOf(onlyPost(hall))).toBe(textOf(post));
});

test('an entry that is gone, and a kind that no step shares, are refused kindly', async () => {
  const hall = await startHall();
  expect(textOf(await hall.preview(999))).toContain("isn't in your portfolio any more");
  const course = await hall.log({ kind: 'course' });
  expect(textOf(await hall.preview(course))).toContain("Course aren't shown around");
  const pressed = await hall.ben.press(await hall.preview(course), `entry.share@1/${course}`, { raw: true });
  expect(textOf(messageOf(pressed))).toContain("Course aren't shown around");
  expect(hall.posts()).toEqual([]);
});

test('in direct messages there is nobody to share with', async () => {
  const hall = await startHall();
  const { ben } = hall;
  const entry = await hall.log();
  await hall.open(entry);
  const direct = await hall.openDirectly(entry);
  for (const button of ['Share for feedback', `entry.share@1/${entry}`]) {
    const answer = messageOf(await ben.press(direct, button, { raw: true }));
    expect(textOf(answer)).toContain('nobody here to share it with');
  }
  expect(hall.posts()).toEqual([]);
});

test('without a showcase channel, the member hears who can set one', async () => {
  const hall = await startHall({ withChannel: false });
  expect(textOf(await hall.preview(await hall.log()))).toContain('An admin chooses one with `/setup`');
});

test('an entry without a link and without a note is shared as well', async () => {
  const hall = await startHall();
  await hall.ben.press(await hall.preview(await hall.log({ url: null, note: null })), 'Post it');
  const post = onlyPost(hall);
  expect(textOf(post)).toContain('Post: A network in ten lines');
  expect(buttonsOf(post)).toEqual(['What to look for']);
});

test.each([
  ['mentions', '@everyone <@&1> <@2> @here <#3>'],
  ['Markdown', '**bold** [x](https://evil.example) `code` ||spoiler|| # heading'],
  ['120 characters', 'ab '.repeat(40).trim().padEnd(120, '!')],
  ['120 of them astral', '🧠'.repeat(60)],
  ['a family of emoji', '👩‍👩‍👧‍👦'.repeat(10)],
  ['Arabic', 'شبكة عصبية في عشرة أسطر'],
  ['nothing to see', '\u200B\u200B\u2060'],
])('a title with %s is posted as it is, in a thread called so', async (_, title) => {
  const hall = await startHall();
  const shared = messageOf(await hall.ben.press(await hall.preview(await hall.log({ title })), 'Post it'));
  expect(textOf(shared)).toContain('Shared in');
  const post = onlyPost(hall);
  const name = post.thread?.name ?? '';
  expect(name.length).toBeLessThanOrEqual(100);
  if (!title.startsWith('\u200B')) expect(title.startsWith(name.replace(/…$/, ''))).toBe(true);
  expect(name.isWellFormed()).toBe(true);
  expect(name.trim()).not.toBe('');
  expect(hall.inThread(post)).toHaveLength(1);
  expect(hall.scene.playground.pingsOf(post.id)).toEqual({ users: [], roles: [], everyone: false });
  expect(hall.scene.playground.violations).toEqual([]);
});

test('the longest entry there can be fits into its preview', async () => {
  const hall = await startHall();
  const entry = await hall.log({
    title: '*'.repeat(120),
    url: `https://ben.example.org/${'('.repeat(270)}`,
    note: '*\n'.repeat(300).trim(),
  });
  const shared = messageOf(await hall.ben.press(await hall.preview(entry), 'Post it'));
  expect(textOf(shared)).toContain('Shared in');
  expect(hall.scene.playground.violations).toEqual([]);
});
