/** What buddies are told of each other: what, when, where, and each thing once. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import {
  buddy,
  idOf,
  lastLetter,
  letters,
  mention,
  pair,
  pass,
  press,
  read,
  send,
} from '../buddies/scene.ts';
import { buttonsOf, messageOf, type Scene, startScene, textOf } from '../support/bot.ts';

const post = { method: 'POST', route: '/channels/:id/messages' } as const;

/** Ben and Chidi are buddies; `news` are the letters to one of them since. */
async function together(options: Parameters<typeof startScene>[0] = {}) {
  const scene = await startScene(options);
  await pair(scene, 'ben', 'chidi');
  const had = { ben: letters(scene, 'ben').length, chidi: letters(scene, 'chidi').length };
  return { scene, news: (name: 'ben' | 'chidi') => read(scene, name).slice(had[name]) };
}

const says = (scene: Scene, name: string, command: string, options: Record<string, string> = {}) =>
  scene.person(name).command(scene.channel('hall.nextSteps'), command, options);

test('a goal and a check-in are told, with what they say, and changes of them are not', async () => {
  const { scene, news } = await together();
  await says(scene, 'ben', 'goal', { text: 'Read _chapter_ 3' });
  await pass(scene, 4);
  expect(news('chidi')).toHaveLength(1);
  expect(news('chidi')[0]).toContain(`${mention(scene, 'ben')} has set a goal for this week (Jan 11 – 17)`);
  expect(news('chidi')[0]).toContain('Read \\_chapter\\_ 3');
  await says(scene, 'ben', 'goal', { text: 'Read chapter 4' });
  await pass(scene, 30);
  expect(news('chidi')).toHaveLength(1);

  await says(scene, 'ben', 'checkin', { goal: 'partly', did: 'Half of it', minutes: '90' });
  await pass(scene, 4);
  expect(news('chidi')).toHaveLength(2);
  expect(news('chidi')[1]).toContain('Checked in: **partly kept** · 1 h 30 min');
  expect(news('chidi')[1]).toContain('> Half of it');
  await says(scene, 'ben', 'checkin', { goal: 'kept' });
  await scene.restart();
  await scene.moveTo('2027-01-17T12:00:00Z');
  expect(news('chidi')).toHaveLength(2);
  expect(news('ben')).toEqual([]);
});

test('what is said within two minutes comes as one message, and as it then stands', async () => {
  const { scene, news } = await together();
  await says(scene, 'ben', 'goal', { text: 'First thought' });
  await pass(scene, 1);
  await says(scene, 'ben', 'checkin', { goal: 'kept' });
  await pass(scene, 1);
  await says(scene, 'ben', 'goal', { text: 'Second thought' });
  await says(scene, 'ben', 'checkin', { did: 'All done' });
  await scene.moveTo('2027-01-13T13:00:00Z');
  expect(news('chidi')).toHaveLength(1);
  expect(news('chidi')[0]).toContain('Second thought');
  expect(news('chidi')[0]).toContain('All done');
  expect(buttonsOf(lastLetter(scene, 'chidi'))).toEqual(['Say well done', 'Check in', 'My buddies']);
});

test('a goal that is taken back at once is no news; what was there before is none either', async () => {
  const scene = await startScene();
  await says(scene, 'ben', 'goal', { text: 'Long ago' });
  await pair(scene, 'ben', 'chidi');
  const had = letters(scene, 'chidi').length;
  const panel = messageOf(await says(scene, 'chidi', 'goal', { text: 'Hasty' }));
  await press(scene, 'chidi', panel, 'Take it back');
  await scene.moveTo('2027-01-13T18:00:00Z');
  expect(letters(scene, 'chidi')).toHaveLength(had);
  expect(read(scene, 'ben').join()).not.toContain('Hasty');
  expect(textOf(await buddy(scene, 'chidi', 'show'))).toContain('Long ago');
});

test('quiet: told once a spell, on Tuesday morning of the reader; a hello goes back', async () => {
  const { scene, news } = await together({ startsAt: '2027-01-09T12:00:00Z' });
  await says(scene, 'chidi', 'me timezone', { zone: 'Asia/Tokyo' });
  await says(scene, 'chidi', 'goal', { text: 'Mine' });
  await says(scene, 'chidi', 'checkin', { goal: 'kept' });
  await scene.moveTo('2027-01-17T12:00:00Z');
  await says(scene, 'chidi', 'checkin', { goal: 'kept' });
  // The week that ends on the 17th is the first that they were buddies in from its beginning.
  await scene.moveTo('2027-01-18T12:00:00Z');
  expect(news('chidi').join()).not.toContain('quiet');
  // Ten on Tuesday in Tokyo is one o'clock in UTC; the message waits two minutes for others.
  await scene.moveTo('2027-01-19T00:59:00Z');
  expect(news('chidi').join()).not.toContain('quiet');
  await scene.moveTo('2027-01-19T01:04:00Z');
  const told = lastLetter(scene, 'chidi');
  expect(textOf(told)).toContain(`It has been quiet around ${mention(scene, 'ben')}`);
  expect(textOf(told)).toContain('(Jan 11 – 17)');
  const hello = idOf(told, 'Say hello');
  expect(textOf(await press(scene, 'chidi', told, 'Say hello'))).toContain('I pass it on');
  expect(textOf(await send(scene, 'chidi', hello))).toContain('has had that from you this week');
  expect(textOf(await send(scene, 'ben', hello))).toContain("aren't buddies any more");
  expect(textOf(await send(scene, 'noor', hello))).toContain("aren't buddies any more");
  await pass(scene, 4);
  expect(textOf(lastLetter(scene, 'ben'))).toContain(`${mention(scene, 'chidi')} says hello`);
  expect(textOf(await buddy(scene, 'ben', 'show'))).toContain('Says hello to you');

  await scene.moveTo('2027-02-05T12:00:00Z');
  expect(news('chidi').filter((text) => text.includes('quiet around'))).toHaveLength(1);
  await says(scene, 'ben', 'checkin', { goal: 'kept' });
  await scene.moveTo('2027-02-28T12:00:00Z');
  expect(news('chidi').filter((text) => text.includes('quiet around'))).toHaveLength(2);
});

test('who rests is not called quiet, and hears no news while they do', async () => {
  const { scene, news } = await together({ startsAt: '2027-01-09T12:00:00Z' });
  await says(scene, 'ben', 'nudge pause', { until: '2 weeks' });
  expect(textOf(await buddy(scene, 'chidi', 'show'))).toContain('On pause until');
  await says(scene, 'chidi', 'goal', { text: 'Something' });
  await scene.moveTo('2027-01-20T12:00:00Z');
  expect(news('chidi').join()).not.toContain('quiet');
  expect(news('ben')).toEqual([]);
  expect(textOf(await buddy(scene, 'ben', 'show'))).toContain('Not checked in yet this week');
});

test('whose nudges come to a channel is told there, and nobody else reads what', async () => {
  const scene = await startScene();
  const channel = scene.channel('hall.nextSteps');
  for (const name of ['ben', 'chidi', 'noor'])
    await says(scene, name, 'nudge on', { weekday: 'monday', time: '9', timezone: 'UTC', where: 'channel' });
  await pair(scene, 'ben', 'chidi');
  const had = scene.playground.messagesIn(channel).length;
  await says(scene, 'ben', 'goal', { text: 'Private matter' });
  await pass(scene, 4);
  const posted = scene.playground.messagesIn(channel).slice(had);
  expect(posted).toHaveLength(1);
  const [message] = posted;
  if (message === undefined) throw new Error('nothing was posted');
  expect(textOf(message)).toBe(
    `📬 ${mention(scene, 'chidi')}, there is news about your buddy, for you alone.`,
  );
  expect(scene.playground.pingsOf(message.id).users).toEqual([scene.person('chidi').userId]);
  const seen = await press(scene, 'chidi', message, 'See it');
  expect(textOf(seen)).toContain('Private matter');
  expect(seen.flags).toBe(64 | (1 << 15));
  expect(textOf(await press(scene, 'noor', message, 'See it'))).not.toContain('Private matter');
  for (const name of ['ben', 'chidi']) expect(letters(scene, name)).toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

test('closed direct messages: the channel if it was allowed, else the panel says so and has it all', async () => {
  const scene = await startScene();
  await buddy(scene, 'layla', 'find');
  await press(scene, 'ben', await buddy(scene, 'ben', 'find'), 'Ask them');
  await pass(scene, 3);
  expect(letters(scene, 'layla')).toEqual([]);
  const panel = await buddy(scene, 'layla', 'show');
  expect(textOf(panel)).toContain('would like to be your buddy');
  expect(textOf(panel)).toContain('Your direct messages are closed');
  await press(scene, 'layla', panel, "Yes, let's");
  await says(scene, 'ben', 'goal', { text: 'Read' });
  await pass(scene, 5);
  expect(textOf(await buddy(scene, 'layla', 'show'))).toContain('🎯 **Read**');

  const channel = scene.channel('hall.nextSteps');
  await says(scene, 'layla', 'nudge on', {
    weekday: 'monday',
    time: '9',
    timezone: 'UTC',
    where: 'dm-or-channel',
  });
  const had = scene.playground.messagesIn(channel).length;
  await says(scene, 'ben', 'checkin', { goal: 'kept' });
  await pass(scene, 5);
  const posted = scene.playground.messagesIn(channel).slice(had);
  expect(posted.map(textOf)).toEqual([
    `📬 ${mention(scene, 'layla')}, there is news about your buddy, for you alone.`,
  ]);
  expect(letters(scene, 'layla')).toEqual([]);
});

test.each(['before', 'after'] as const)(
  'a connection dropped %s the news took effect, and a restart: told once',
  async (dropSocket) => {
    const { scene, news } = await together();
    await says(scene, 'ben', 'checkin', { goal: 'kept', did: 'It' });
    scene.playground.faults.add({ ...post, dropSocket });
    await pass(scene, 3);
    scene.playground.forgetNonces();
    await scene.restart();
    for (let minute = 0; minute < 10; minute += 1) {
      await setImmediate();
      await pass(scene, 1);
    }
    expect(news('chidi')).toHaveLength(1);
  },
);

test('killed between the check-in and the planning: told once; between planning and sending: too', async () => {
  const { scene, news } = await together();
  await says(scene, 'ben', 'checkin', { goal: 'kept' });
  await scene.restart();
  await pass(scene, 1);
  // Somebody else plans at the same time, and again.
  const { db, close } = await openDatabase(scene.databasePath);
  const rows = await db.selectFrom('outbox').select('about').where('state', '=', 'pending').execute();
  expect(rows.filter(({ about }) => about?.startsWith('news check-in/') === true)).toHaveLength(1);
  await db.deleteFrom('scheduler_run').where('name', '=', 'buddy news').execute();
  await close();
  await scene.restart();
  await pass(scene, 10);
  expect(news('chidi')).toHaveLength(1);
});

test('a circle of three: each hears of both others, several pieces in one message', async () => {
  const scene = await startScene();
  await pair(scene, 'ben', 'chidi');
  await buddy(scene, 'noor', 'find');
  await scene.moveTo('2027-01-16T13:00:00Z');
  for (const name of ['ben', 'chidi', 'noor'])
    await press(scene, name, await buddy(scene, name, 'show'), "Yes, let's");
  await pass(scene, 3);
  const had = letters(scene, 'noor').length;
  await says(scene, 'ben', 'goal', { text: 'Of Ben' });
  await says(scene, 'chidi', 'goal', { text: 'Of Chidi' });
  await pass(scene, 4);
  const news = read(scene, 'noor').slice(had);
  expect(news).toHaveLength(1);
  expect(news[0]).toContain('Of Ben');
  expect(news[0]).toContain('Of Chidi');
  await press(scene, 'chidi', await buddy(scene, 'chidi', 'leave'), 'Leave');
  await says(scene, 'chidi', 'checkin', { goal: 'kept', did: 'Private now' });
  await pass(scene, 10);
  expect(read(scene, 'noor').join()).not.toContain('Private now');
  expect(read(scene, 'ben').join()).not.toContain('Private now');
});

test('who missed their week is said hello to, and who kept it well done, wherever it is offered', async () => {
  const { scene } = await together();
  const greetings = async () =>
    buttonsOf(await buddy(scene, 'chidi', 'show')).filter((label) => label.startsWith('Say'));
  expect(await greetings()).toEqual(['Say hello']);
  await says(scene, 'ben', 'checkin', { goal: 'missed' });
  await pass(scene, 4);
  expect(buttonsOf(lastLetter(scene, 'chidi'))).toContain('Say hello');
  expect(await greetings()).toEqual(['Say hello']);
  await press(scene, 'chidi', await buddy(scene, 'chidi', 'show'), 'Say hello');
  expect(await greetings(), 'once a week').toEqual([]);
  await says(scene, 'ben', 'checkin', { goal: 'partly' });
  expect(await greetings()).toEqual(['Say well done']);
});

test('who has greeted is not called unheard of', async () => {
  const { scene } = await together();
  expect(textOf(await buddy(scene, 'ben', 'show'))).toContain('Not heard from yet');
  expect(textOf(await buddy(scene, 'chidi', 'show'))).toContain('Not heard from yet');
  await says(scene, 'chidi', 'checkin', { goal: 'kept' });
  await press(scene, 'ben', await buddy(scene, 'ben', 'show'), 'Say well done');
  const shown = textOf(await buddy(scene, 'chidi', 'show'));
  expect(shown).toContain('👏 Says well done to you');
  expect(shown).not.toContain('Not heard from yet');
});
