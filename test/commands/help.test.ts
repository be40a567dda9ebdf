/** What to type first: only what can be typed there, and all of it known to Discord. */
import { expect, test } from 'vitest';
import { messageOf, startScene, textOf } from '../support/bot.ts';

test('names every command in a server, and in direct messages only those that are offered there', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const inServer = textOf(messageOf(await ben.command(scene.channel('hall.nextSteps'), 'help')));
  const direct = textOf(messageOf(await ben.command(ben.direct(), 'help')));
  const named = (words: string) => [...words.matchAll(/`\/([a-z]+)/g)].map(([, name]) => name ?? '');
  const commands = scene.playground.commands();
  expect(new Set(named(inServer))).toEqual(
    new Set(commands.map(({ name }) => name).filter((name) => name !== 'help')),
  );
  const [offered, apart] = [
    direct.replace(/-# In a server.*/, ''),
    /-# In a server.*/.exec(direct)?.[0] ?? '',
  ];
  const anywhere = new Set(commands.filter(({ contexts }) => contexts?.includes(1)).map(({ name }) => name));
  for (const name of named(offered)) expect(anywhere, `/${name} in direct messages`).toContain(name);
  for (const name of named(apart)) expect(anywhere).not.toContain(name);
  expect(scene.playground.violations).toEqual([]);
});
