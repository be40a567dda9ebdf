import { Events, type Interaction } from 'discord.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { button, row } from './parts.ts';
import { type Answered, type Bench, idOf, request, startBench } from './support.ts';

let bench: Bench;
let channel: string;
let ada: ReturnType<Bench['playground']['as']>;
let ben: typeof ada;

beforeAll(async () => {
  bench = await startBench({ rateLimits: false });
  const { world } = bench.playground;
  channel = idOf(world.channels, 'hall.nextSteps');
  ada = bench.playground.as(idOf(world.users, 'ada'));
  ben = bench.playground.as(idOf(world.users, 'ben'));
  await bench.bot.application.commands.set([{ name: 'leaderboard', description: 'Who kept their weeks' }]);
});
afterAll(() => bench.close());

/** Has the bot answer the next interaction so. */
function answerNext(type: number, data: object = {}): Promise<{ token: string; told: Answered }> {
  return new Promise((resolve) => {
    bench.bot.once(Events.InteractionCreate, ({ id, token }: Interaction) => {
      const path = `/interactions/${id}/${token}/callback`;
      void request(bench.playground, 'POST', path, { type, data }).then((told) => resolve({ token, told }));
    });
  });
}

it('an answer without the ephemeral flag is there for all, and says who used which command', async () => {
  const answered = answerNext(4, { content: 'Ada kept 6 weeks' });
  await ada.command(channel, 'leaderboard');
  expect((await answered).told.status).toBe(204);
  const seen = ben.visible(channel).at(-1);
  expect(seen).toMatchObject({ type: 20, content: 'Ada kept 6 weeks', flags: 0 });
  expect(seen?.interaction_metadata).toMatchObject({ type: 2, user: { id: ada.userId, global_name: 'Ada' } });
  expect(seen?.interaction).toMatchObject({ name: 'leaderboard' });
});

it('a private panel is shared by a follow-up without the flag, after a deferred update', async () => {
  const panel = answerNext(4, { content: 'Your card', flags: 64, components: [row(button('share'))] });
  const outcome = await ada.command(channel, 'leaderboard');
  await panel;
  if (outcome.status !== 'message') throw new Error(outcome.status);
  expect(ben.visible(channel).at(-1)?.id).not.toBe(outcome.message.id);
  const deferred = answerNext(6);
  await ada.press(outcome.message, 'share');
  const { token } = await deferred;
  const path = `/webhooks/${bench.playground.applicationId}/${token}`;
  const shared = await request(bench.playground, 'POST', path, { content: 'Ada shares a card' });
  expect(shared.status).toBe(200);
  expect(ben.visible(channel).at(-1)).toMatchObject({
    id: shared.body['id'],
    content: 'Ada shares a card',
    flags: 0,
    interaction_metadata: { type: 3, user: { id: ada.userId } },
  });
  expect(ada.visible(channel).find(({ id }) => id === outcome.message.id)?.content).toBe('Your card');
  const hidden = await request(bench.playground, 'POST', path, { content: 'For Ada', flags: 64 });
  expect(hidden.body).toMatchObject({ flags: 64 });
  expect(ben.visible(channel).map(({ content }) => content)).not.toContain('For Ada');
});

it('a button of a private panel answers in public too', async () => {
  const panel = answerNext(4, { content: 'Your card', flags: 64, components: [row(button('share'))] });
  const outcome = await ada.command(channel, 'leaderboard');
  await panel;
  if (outcome.status !== 'message') throw new Error(outcome.status);
  const answered = answerNext(4, { content: 'Here is my card' });
  await ada.press(outcome.message, 'share');
  await answered;
  expect(ben.visible(channel).at(-1)).toMatchObject({ content: 'Here is my card', flags: 0 });
});
