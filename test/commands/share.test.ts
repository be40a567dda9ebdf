/** From an empty server to a shared post and back, as an admin, its author and a reader go. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, startScene, textOf } from '../support/bot.ts';

test('an admin sets the channel; a member logs, shares, takes back; a reader logs something too', async () => {
  const scene = await startScene();
  const [ada, ben, chidi] = ['ada', 'ben', 'chidi'].map(scene.person);
  if (ada === undefined || ben === undefined || chidi === undefined) throw new Error('nobody is here');
  const [here, showcase] = [scene.channel('hall.nextSteps'), scene.channel('hall.showcase')];
  const logged = messageOf(
    await ben.command(here, 'log', { kind: 'post', title: 'Ten **lines**', url: 'ben.example.org/ten' }),
  );
  const early = messageOf(await ben.press(logged, 'Share for feedback'));
  expect(textOf(early)).toContain('An admin chooses one with `/setup`');
  await ada.command(here, 'setup', { showcase });

  const preview = messageOf(await ben.press(logged, 'Share for feedback'));
  expect(scene.playground.messagesIn(showcase)).toEqual([]);
  const shared = messageOf(await ben.press(preview, 'Post it'));
  expect(textOf(shared)).toContain(`Shared in <#${showcase}>`);
  const [post, ...more] = scene.playground.messagesIn(showcase);
  if (post === undefined) throw new Error('nothing was posted');
  expect(more).toEqual([]);
  expect(textOf(post)).toContain('Post: [Ten \\*\\*lines\\*\\*](https://ben.example.org/ten)');

  const checklist = scene.playground.messagesIn(post.id).find(({ type }) => type === 0);
  if (checklist === undefined) throw new Error('the thread is empty');
  expect((await chidi.press(checklist, 'Log something of mine')).status).toBe('modal');

  const entry = messageOf(await ben.press(shared, 'Back to the entry'));
  expect(buttonsOf(entry)).toContain('Shared: see it');
  const again = messageOf(await ben.press(entry, 'Shared: see it'));
  expect(textOf(again)).toBe(textOf(shared));
  const back = messageOf(await ben.press(again, 'Take it back'));
  expect(textOf(back)).toContain('Taken back');
  expect(buttonsOf(messageOf(await ben.press(back, 'Back to the entry')))).toContain('Share for feedback');
  expect(scene.playground.messagesIn(showcase)).toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});
