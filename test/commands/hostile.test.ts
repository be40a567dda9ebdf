/** Every command, option, suggestion, button, select and form, with what nobody should send: there is always an answer. */
import {
  type APIApplicationCommandOption,
  type APIMessage,
  ApplicationCommandOptionType,
  InteractionType,
} from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { places } from '../../src/places/known.ts';
import type { Person } from '../../src/playground/index.ts';
import { messageOf, partsOf, type Scene, startScene, textOf } from '../support/bot.ts';

const hostile = [
  ' ',
  '\u0000',
  '\u202Egnirts',
  '@everyone',
  '<@1> <@&2> <#3>',
  '**`||~~_*',
  '[x](https://evil.example)',
  '-1',
  'NaN',
  '1e999',
  '__proto__',
  'constructor',
  "'; drop table member; --",
  '%00%2F/%',
  '👩‍👩‍👧'.repeat(8),
  'z̷̡̛'.repeat(20),
  '日本語',
  'مرحبا',
  '\n\n# head\n> quote',
  '../../etc/passwd',
  'SystemV/AST4',
  '\ud800',
  '{{7*7}}',
  'a'.repeat(100),
];

type Leaf = { name: string; options: APIApplicationCommandOption[] };

/** Every command that can be run, `nudge on` among them, with its options. */
function leaves(scene: Scene): Leaf[] {
  return scene.playground.commands().flatMap((command) => {
    const options = command.options ?? [];
    const subcommands = options.filter((option) => option.type === ApplicationCommandOptionType.Subcommand);
    if (subcommands.length === 0) return [{ name: command.name, options }];
    return subcommands.map((sub) => ({ name: `${command.name} ${sub.name}`, options: sub.options ?? [] }));
  });
}

/** The options that a command can't be sent without, each with what is suggested first. */
async function needed(scene: Scene, { name, options }: Leaf): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const option of options.filter(({ required }) => required === true)) {
    const channel = scene.channel('hall.welcome');
    const found = await scene
      .person('ada')
      .autocomplete(channel, name, { ...values, [option.name]: '' }, option.name);
    values[option.name] = found.status === 'choices' ? String(found.choices[0]?.value) : '';
  }
  return values;
}

/** All that may be done with hostile texts: each in each text option, alone, sent and being typed. */
function attempts(scene: Scene) {
  return leaves(scene).flatMap(({ name, options }) =>
    options
      .filter((option) => option.type === ApplicationCommandOptionType.String)
      .flatMap((option) => hostile.map((value) => ({ name, option, value }))),
  );
}

type Outcome = Awaited<ReturnType<Person['press']>>;

/** Hands in a form with the same value in every field, whatever its kind. */
function fill(person: Person, form: Outcome, value: string): Promise<Outcome> {
  if (form.status !== 'modal') throw new Error(form.status);
  const fields = (form.modal.components as { component: { custom_id: string; type: number } }[]).map(
    ({ component }) => component,
  );
  const values = fields.map(({ custom_id, type }) => [custom_id, type === 3 ? [value] : value] as const);
  return person.submit(form, Object.fromEntries(values), { raw: true });
}

test('hostile text in every option is answered, and nothing in it takes effect', {
  timeout: 60_000,
}, async () => {
  // Loaded as they are where the bot runs: no answer waits for them.
  const [scene] = await Promise.all([startScene({ rateLimits: false }), places()]);
  const ada = scene.person('ada');
  const channel = scene.channel('hall.welcome');
  for (const { name, option, value } of attempts(scene)) {
    const outcome = await ada.command(channel, name, { [option.name]: value }, { raw: true });
    const message = messageOf(
      (outcome.status === 'modal' ? await fill(ada, outcome, value) : outcome) as never,
    );
    // A panel may name its reader, and pings nobody.
    const words = textOf(message).replaceAll(`<@${ada.userId}>`, '');
    expect(words, 'no unescaped mention, no foreign link').not.toMatch(
      /(?<!\\)<@[!&]?\d|(?<!\\)\]\(https:\/\/evil/,
    );
    expect(scene.playground.pingsOf(message.id)).toEqual({ users: [], roles: [], everyone: false });
  }
  expect(scene.playground.violations).toEqual([]);
});

test('hostile text being typed always gets suggestions, or none', { timeout: 60_000 }, async () => {
  const scene = await startScene({ rateLimits: false });
  const typing = attempts(scene).filter(
    ({ option }) => 'autocomplete' in option && option.autocomplete === true,
  );
  expect(typing.length).toBeGreaterThan(60);
  for (const { name, option, value } of typing) {
    const typed = await scene
      .person('ada')
      .autocomplete(scene.channel('hall.welcome'), name, { [option.name]: value }, option.name);
    expect(typed.status, `/${name} ${option.name} ${value}`).toBe('choices');
  }
  expect(scene.playground.violations).toEqual([]);
});

interface Act {
  customId: string;
  /** Undefined for a button. */
  values: string[] | undefined;
}

/** What a message offers: each button, and each select with the first of its options, and with all. */
function actsOn(message: APIMessage): Act[] {
  return partsOf(message).flatMap(({ custom_id: customId, label, options, disabled }): Act[] => {
    if (customId === undefined || disabled === true) return [];
    if (label !== undefined) return [{ customId, values: undefined }];
    const values = (options ?? []).map((option) => option.value);
    return [values.slice(0, 1), values].map((chosen) => ({ customId, values: chosen }));
  });
}

function perform(person: Person, message: APIMessage, { customId, values }: Act) {
  const raw = { raw: true };
  return values === undefined
    ? person.press(message, customId, raw)
    : person.select(message, customId, values, raw);
}

test('every button, select and form that can be reached from any command answers', {
  timeout: 60_000,
}, async () => {
  const scene = await startScene({ rateLimits: false });
  const ada = scene.person('ada');
  const waiting: APIMessage[] = [];
  for (const leaf of leaves(scene)) {
    const outcome = await ada.command(scene.channel('hall.welcome'), leaf.name, await needed(scene, leaf));
    waiting.push(messageOf((outcome.status === 'modal' ? await fill(ada, outcome, 'x') : outcome) as never));
  }
  const seen = new Set<string>();
  // Entries and pages are without number: one of each kind is enough.
  const keyOf = (act: Act) => JSON.stringify(act).replaceAll(/\d+/g, '#');

  const tryAct = async (message: APIMessage, act: Act) => {
    const outcome = await perform(ada, message, act);
    expect(['message', 'updated', 'modal'], JSON.stringify(act)).toContain(outcome.status);
    if (outcome.status === 'modal') await fillIn(message, act);
    else waiting.push(messageOf(outcome as { status: string; message: APIMessage }));
  };
  const fillIn = async (message: APIMessage, act: Act) => {
    let last: APIMessage | undefined;
    for (const value of ['', ...hostile]) {
      const form = await perform(ada, message, act);
      const sent = await fill(ada, form, value);
      expect(['message', 'updated'], `${act.customId} with ${JSON.stringify(value)}`).toContain(sent.status);
      if (sent.status === 'message' || sent.status === 'updated') last = messageOf(sent as never);
    }
    if (last !== undefined) waiting.push(last);
  };

  for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
    const fresh = actsOn(message).filter((act) => !seen.has(keyOf(act)));
    for (const act of fresh) {
      seen.add(keyOf(act));
      await tryAct(message, act);
    }
  }
  expect(seen.size).toBeGreaterThan(60);
  expect(scene.playground.violations).toEqual([]);
});

test('values that a select never offered are answered, and change nothing', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const channelId = scene.channel('hall.welcome');
  const forged = async (message: APIMessage, placeholder: string, value: string) => {
    const part = partsOf(message).find((candidate) => candidate.placeholder === placeholder);
    const data = { custom_id: part?.custom_id, component_type: part?.type, values: [value] };
    const type = InteractionType.MessageComponent;
    return textOf(
      messageOf((await ada.rawInteraction({ channelId, messageId: message.id, type, data })) as never),
    );
  };
  const panel = messageOf(await ada.command(channelId, 'nextstep'));
  for (const value of ['nope', '__proto__', '1']) {
    expect(await forged(panel, 'Tick what you have done', value)).toContain('0 of 6 ticked');
  }
  const map = messageOf(await ada.command(channelId, 'steps'));
  expect(await forged(map, 'Open a step', 'nope')).toContain('no step “nope”');
  const setup = messageOf(await ada.command(channelId, 'setup'));
  expect(await forged(setup, 'Usual day', '8')).toContain('Pick a day');
  const where = 'Channel for weekly nudges';
  expect(await forged(setup, where, scene.channel('circle.general'))).toContain("isn't in this server");
  expect(await forged(setup, where, '../users/@me')).toContain('Pick a channel');
  expect(await forged(setup, where, '1')).toContain("I can't see that channel");
  expect(textOf(messageOf(await ada.command(channelId, 'setup')))).toContain('Mondays at 18:00, UTC');
});

test('texts longer than Discord lets anybody type are answered with a short sentence', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const channelId = scene.channel('hall.welcome');
  const component = (custom_id: string, values: string[]) => ({
    channelId,
    type: InteractionType.MessageComponent,
    data: { custom_id, component_type: 3, values },
  });
  const form = (time: string) => ({
    channelId,
    type: InteractionType.ModalSubmit,
    data: {
      custom_id: 'setup.time.save@1',
      components: [{ type: 18, component: { type: 4, custom_id: 'time', value: time } }],
    },
  });
  const option = (name: string) => ({
    channelId,
    type: InteractionType.ApplicationCommand,
    data: { id: '1', type: 1, name: 'steps', options: [{ type: 3, name, value: 'x' }] },
  });
  for (const long of ['x'.repeat(5_000), '*'.repeat(2_500), '👩‍👩‍👧'.repeat(900), '\ud800'.repeat(300)]) {
    for (const interaction of [component('steps.pick@1', [long]), form(long), option(long)]) {
      const message = messageOf((await ada.rawInteraction(interaction)) as never);
      expect(textOf(message).length).toBeLessThan(400);
    }
  }
  expect(scene.playground.violations.filter(({ kind }) => kind === 'refused')).toEqual([]);
});

test('every filter of links at once, with a long search, fits its buttons', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const options = {
    step: 'opensource',
    kind: 'community',
    cost: 'freemium',
    level: 'intermediate',
    search: 'ß'.repeat(100),
  };
  const none = messageOf(await ada.command(scene.channel('hall.welcome'), 'resources', options));
  expect(textOf(none)).toContain('Nothing fits all of that');
  const some = messageOf(
    await ada.command(scene.channel('hall.welcome'), 'resources', {
      step: 'textbook',
      kind: 'lectures',
      cost: 'free',
      level: 'intermediate',
      search: 'MIT 18.065: Matrix Methods in Data Analysis, Signal Processing, and Machine Learning',
    }),
  );
  expect(textOf(some)).not.toContain('Sorry');
});
