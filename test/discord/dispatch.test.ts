import { fileURLToPath } from 'node:url';
import { InteractionType } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { altOf, messageOf, startScene, textOf } from '../support/bot.ts';

const commandsFolder = fileURLToPath(new URL('../fixtures/commands', import.meta.url));
const probing = () => startScene({ commandsFolder });
const ephemeral = 64;

test('a handler slower than Discord waits is deferred, and its answer still arrives', async () => {
  const scene = await probing();
  const ben = scene.person('ben');
  const outcome = await ben.command(scene.channel('hall.welcome'), 'probe slow');
  expect(outcome.status).toBe('deferred');
  const message = await ben.settled(outcome);
  expect(message && textOf(message)).toBe('Slow, but here');
  expect((message?.flags ?? 0) & ephemeral).toBe(ephemeral);
  expect(scene.playground.violations).toEqual([]);
});

test('a slow button on a panel of their own changes it in place, or adds a new message', async () => {
  const scene = await probing();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const panel = messageOf(await ben.command(channel, 'probe controls'));
  const anew = await ben.press(panel, 'Slow and new');
  expect(anew.status).toBe('updated');
  await expect.poll(() => ben.visible(channel).map(textOf)).toEqual(['Ready', 'A new one']);
  await ben.press(panel, 'Slow');
  await expect.poll(() => ben.visible(channel).map(textOf)).toEqual(['Changed in place', 'A new one']);
  expect(scene.playground.violations).toEqual([]);
});

test('a fault becomes a short apology with a code, and no detail; the panel stays', async () => {
  const scene = await probing();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const apology = textOf(messageOf(await ben.command(channel, 'probe throw')));
  expect(apology).toMatch(/^Sorry, something went wrong on my side.*`[0-9a-f]{8}`$/s);
  expect(apology).not.toContain('secret');
  const panel = messageOf(await ben.command(channel, 'probe controls'));
  const after = messageOf(await ben.press(panel, 'Throw'));
  expect(after.id).not.toBe(panel.id);
  expect(textOf(ben.visible(channel).find((message) => message.id === panel.id) ?? panel)).toBe('Ready');
});

test('an answer that Discord refuses, and a form that comes too late, still end in words', async () => {
  const scene = await probing();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  expect(textOf(messageOf(await ben.command(channel, 'probe invalid')))).toContain('Sorry');
  const late = await ben.command(channel, 'probe late');
  const message = await ben.settled(late);
  expect(message && textOf(message)).toContain('Sorry');
});

test('a refusal is the sentence itself, with what the member typed made harmless', async () => {
  const scene = await probing();
  const why = '**@everyone** <@1> [x](https://evil.example)';
  const refusal = textOf(
    messageOf(await scene.person('ben').command(scene.channel('hall.welcome'), 'probe oops', { why })),
  );
  expect(refusal).toBe(
    'No, because of \\*\\*\\@everyone\\*\\* \\<\\@1\\> \\[x\\]\\(https\\://evil.example\\).',
  );
});

test('a lost connection is tried again: before the answer took effect, and after it did', async () => {
  const scene = await probing();
  const ben = scene.person('ben');
  const { faults } = scene.playground;
  for (const dropSocket of ['before', 'after'] as const) {
    faults.add({ route: '/interactions/:id/:token/callback', dropSocket });
    const answered = await ben.command(scene.channel('hall.welcome'), 'probe controls');
    expect(textOf(messageOf(answered)), dropSocket).toBe('Ready');
  }
  // Half a second of server errors, with the pauses between the tries.
  faults.add({ route: '/interactions/:id/:token/callback', status: 503, times: 4 });
  expect(textOf(messageOf(await ben.command(scene.channel('hall.welcome'), 'probe controls')))).toBe('Ready');
});

test('last year’s buttons and forged ids get a kind sentence and a fresh panel', async () => {
  const scene = await probing();
  const ben = scene.person('ben');
  const channelId = scene.channel('hall.welcome');
  const ids = [
    '',
    'x',
    'probe.save@1/x',
    'probe.save@2',
    'probe.save@2/%E0%A4',
    `probe.save@2/${'y'.repeat(30)}`,
    'constructor@1',
    '__proto__@1/a',
    'gone.away@3/1/2',
  ];
  for (const custom_id of ids) {
    const outcome = await ben.rawInteraction({
      channelId,
      type: InteractionType.MessageComponent,
      data: { custom_id, component_type: 2 },
    });
    expect(textOf(messageOf(outcome)), custom_id).toContain('from an earlier version of me');
    expect(textOf(messageOf(outcome))).toContain('Step 1 of 10');
  }
});

test('hostile options and unknown commands are answered, whatever their shape', async () => {
  const scene = await probing();
  const ben = scene.person('ben');
  const channelId = scene.channel('hall.welcome');
  const command = (data: object) =>
    ben.rawInteraction({ channelId, type: InteractionType.ApplicationCommand, data });
  const options = (values: unknown[]) => ({
    id: '1',
    name: 'probe',
    type: 1,
    options: [
      {
        name: 'options',
        type: 1,
        options: values.map((value, index) => ({ type: 3, name: ['who', 'pick', 'typed'][index], value })),
      },
    ],
  });
  expect(textOf(messageOf(await command(options(['not an id']))))).toContain(
    "can't read what you gave as **who**",
  );
  expect(textOf(messageOf(await command(options(['1', 'c']))))).toContain('**pick**');
  expect(textOf(messageOf(await command(options(['1', 'constructor']))))).toContain('**pick**');
  expect(textOf(messageOf(await command(options(['1', 'a', 'z'.repeat(5_000)]))))).toContain('**typed**');
  expect(textOf(messageOf(await command(options([1, {}, []]))))).toContain('**who**');
  expect(textOf(messageOf(await command({ id: '1', type: 1, name: 'gone' })))).toContain('earlier version');
  expect(textOf(messageOf(await command({ id: '1', type: 1, name: 'probe' })))).toContain('earlier version');
  expect(
    textOf(
      messageOf(await command({ id: '1', type: 1, name: 'toString', options: [{ name: 'x', type: 1 }] })),
    ),
  ).toContain('earlier version');
  expect(textOf(messageOf(await command({ nonsense: true })))).toContain("couldn't make sense of that");
  expect(
    textOf(
      messageOf(
        await command({ id: '1', type: 1, name: 'probe', options: [{ name: 'constructor', type: 1 }] }),
      ),
    ),
  ).toContain('earlier version');
});

test('suggestions are cut to 25, and none is better than a failure', async () => {
  const scene = await probing();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const some = await ben.autocomplete(channel, 'probe options', { typed: 'x' }, 'typed');
  expect(some.status === 'choices' && some.choices).toHaveLength(25);
  const none = await ben.autocomplete(channel, 'probe options', { typed: 'throw' }, 'typed');
  expect(none).toMatchObject({ status: 'choices', choices: [] });
});

test('a form carries its state there and back', async () => {
  const scene = await probing();
  const ben = scene.person('ben');
  const panel = messageOf(await ben.command(scene.channel('hall.welcome'), 'probe controls'));
  const form = await ben.press(panel, 'Form');
  const saved = messageOf(await ben.submit(form, { name: '_Ada_' }));
  expect(textOf(saved)).toBe('Saved \\_Ada\\_ with a/b %');
});

test('a command file that is none stops the start with its name', async () => {
  const folder = fileURLToPath(new URL('../fixtures/broken-commands', import.meta.url));
  await expect(startScene({ commandsFolder: folder })).rejects.toThrow(
    /broken-commands\/empty\.ts has no default export/,
  );
});

const callback = { method: 'POST', route: '/interactions/:id/:token/callback' } as const;

test('a picture that does not arrive in time is deferred, and arrives after all', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  scene.playground.faults.add({ ...callback, times: 1, delayMs: 5_000 });
  const outcome = await ben.command(scene.channel('hall.welcome'), 'steps');
  expect(outcome.status).toBe('deferred');
  const message = await ben.settled(outcome);
  expect(message && textOf(message)).toContain('The road map');
  expect(message && altOf(message)).toContain('1 Start learning PyTorch');
});

test('an edit that takes its time is waited for, not repeated', async () => {
  const scene = await probing();
  const ben = scene.person('ben');
  const edit = { method: 'PATCH', route: '/webhooks/:id/:token/messages/:id' } as const;
  scene.playground.faults.add({ ...edit, times: 9, delayMs: 1_500 });
  const outcome = await ben.command(scene.channel('hall.welcome'), 'probe slow');
  const message = await ben.settled(outcome);
  expect(message && textOf(message)).toBe('Slow, but here');
  const edits = scene.playground.requests.filter(({ method }) => method === 'PATCH');
  expect(edits).toHaveLength(1);
});

test('a refusal for going too fast that says no time to wait is not hammered', async () => {
  const scene = await probing();
  const fault = scene.playground.faults.add({
    ...callback,
    times: Number.POSITIVE_INFINITY,
    status: 429,
    body: { message: 'You are being rate limited.', global: false },
  });
  const outcome = await scene.person('ben').command(scene.channel('hall.welcome'), 'probe controls');
  expect(outcome.status).toBe('failed');
  expect(fault.struck).toBeGreaterThan(1);
  expect(fault.struck).toBeLessThan(20);
});
