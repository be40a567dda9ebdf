/** A server's own links and texts: what its admins do in `/setup`, and what members of this server, and others, see. */
import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { type APIMessage, InteractionType } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import type { Person } from '../../src/playground/index.ts';
import { buttonsOf, messageOf, partsOf, type Scene, startScene, textOf } from '../support/bot.ts';
import { projectFolder, tempFolder } from '../support/process.ts';

const own = {
  title: 'Our study notes',
  url: 'https://notes.example.org/pytorch',
  about: 'What last year’s group wrote, for *this* year’s.',
  kind: 'article',
  cost: 'free',
};

/** Opens a step's own content, from `/setup` on. */
async function openStep(scene: Scene, admin: Person, step = 'pytorch', server = 'hall.welcome') {
  const setup = messageOf(await admin.command(scene.channel(server), 'setup'));
  const steps = messageOf(await admin.press(setup, 'Links and texts'));
  return messageOf(await admin.select(steps, 'Choose a step', [step]));
}

/** Adds a link on a fresh panel; `step` is where. */
async function add(scene: Scene, admin: Person, fields: Record<string, string> = own, step = 'pytorch') {
  const form = await admin.press(await openStep(scene, admin, step), 'Add a link');
  return messageOf(await admin.submit(form, fields, { raw: true }));
}

/** Changes a text on a fresh panel. */
async function write(
  scene: Scene,
  admin: Person,
  field: 'why' | 'how',
  words: string,
  step = 'pytorch',
): Promise<APIMessage> {
  const form = await admin.press(await openStep(scene, admin, step), `Change “${field}”`);
  return messageOf(await admin.submit(form, { words }));
}

const resources = async (scene: Scene, name: string, server: string, step = 'pytorch') =>
  textOf(messageOf(await scene.person(name).command(scene.channel(server), 'resources', { step })));

/** The options of the select with this placeholder. */
const menu = (message: APIMessage, placeholder: string) =>
  partsOf(message).find((part) => part.placeholder === placeholder)?.options ?? [];

const hide = "Hide some of the guide's links";

test('a link of the server’s own comes first there at once, and nowhere else', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const before = await resources(scene, 'maja', 'circle.general');
  const added = await add(scene, ada);
  expect(textOf(added)).toContain('Added. Members of this server now see it among the first links of step 1');

  const seen = await resources(scene, 'ben', 'hall.welcome');
  expect(seen.indexOf('[Our study notes](https://notes.example.org/pytorch)')).toBeLessThan(
    seen.indexOf('](https://', seen.indexOf('Our study notes') + 40),
  );
  expect(seen, 'plain text, escaped once').toContain('What last year’s group wrote, for \\*this\\* year’s.');
  expect(seen).toContain('article · free · newcomer');
  const next = textOf(
    messageOf(await scene.person('ben').command(scene.channel('hall.welcome'), 'nextstep')),
  );
  expect(next).toContain('**Good places to start**\n- [Our study notes]');
  expect(await resources(scene, 'maja', 'circle.general'), 'the other server').toBe(before);
  const direct = scene.person('maja').direct();
  expect(textOf(messageOf(await scene.person('maja').command(direct, 'nextstep')))).not.toContain(
    'Our study',
  );

  const harder = messageOf(await ada.select(added, 'Level', ['advanced']));
  expect(textOf(harder)).toContain('Saved: advanced');
  expect(await resources(scene, 'ben', 'hall.welcome')).toContain('article · free · advanced');

  await scene.restart();
  expect(await resources(scene, 'ben', 'hall.welcome'), 'after a restart').toContain('Our study notes');
  const removed = messageOf(await ada.press(harder, 'Remove the link'));
  expect(textOf(removed)).toContain('Removed **Our study notes**, https\\://notes.example.org/pytorch');
  expect(await resources(scene, 'ben', 'hall.welcome')).toBe(before);
  expect(scene.playground.violations).toEqual([]);
});

test('links of a step are listed and opened; the panels lead back', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const first = await add(scene, ada);
  const form = await ada.press(first, 'Add another');
  const second = messageOf(
    await ada.submit(form, {
      ...own,
      title: 'A second',
      url: 'www.example.org/b',
      kind: 'video',
      cost: 'paid',
    }),
  );
  const step = messageOf(await ada.press(second, 'Back to the step'));
  expect(textOf(step)).toContain('1. Our study notes · notes.example.org\n2. A second · example.org');
  const chosen = menu(step, 'Look at a link of your own, or remove it')[1]?.value ?? '';
  const opened = messageOf(await ada.select(step, 'Look at a link of your own, or remove it', [chosen]));
  expect(textOf(opened)).toContain('[A second](https://www.example.org/b)');
  const steps = messageOf(await ada.press(await openStep(scene, ada), 'Back to the steps'));
  expect(menu(steps, 'Choose a step')[0]?.description).toBe('2 links of your own');
  expect(menu(steps, 'Choose a step')[1]?.description).toBe('As the guide has it');
  const setup = messageOf(await ada.press(steps, 'Back to set-up'));
  expect(textOf(setup)).toContain('Set up this server');
  expect(scene.playground.violations).toEqual([]);
});

test('links of the guide are hidden and shown again, and two admins undo nothing of each other’s', async () => {
  const scene = await startScene();
  const { admin, world } = scene.playground;
  admin.setRoles(world.guilds['hall'] ?? '', scene.person('ben').userId, [
    world.roles['hall.moderators'] ?? '',
  ]);
  const [ada, ben] = [scene.person('ada'), scene.person('ben')];
  const adas = await openStep(scene, ada);
  const bens = await openStep(scene, ben);
  const [first, second, third] = menu(adas, hide);
  const title = (option: { label: string } | undefined) => `[${option?.label}]`;
  expect(await resources(scene, 'sam', 'hall.welcome')).toContain(title(first));

  const hidden = messageOf(await ada.select(adas, hide, [first?.value ?? '', second?.value ?? '']));
  expect(textOf(hidden)).toContain('Hidden in this server: 2.');
  expect(textOf(hidden)).toContain('less 2 that you hide');
  expect(menu(hidden, hide).filter((option) => option.default === true)).toHaveLength(2);
  // Ben's panel is older: he changes only the third.
  const both = messageOf(await ben.select(bens, hide, [third?.value ?? '']));
  expect(textOf(both)).toContain('less 3 that you hide');
  const seen = await resources(scene, 'sam', 'hall.welcome');
  for (const option of [first, second, third]) expect(seen).not.toContain(title(option));
  expect(await resources(scene, 'maja', 'circle.general')).toContain(title(first));

  await scene.restart();
  const again = messageOf(await ada.select(hidden, hide, [second?.value ?? '']));
  expect(textOf(again)).toContain('Shown again: 1.');
  expect(await resources(scene, 'sam', 'hall.welcome')).toContain(title(first));
  expect(await resources(scene, 'sam', 'hall.welcome')).not.toContain(title(second));
  expect(textOf(again), 'Ben’s stays hidden').toContain('less 2 that you hide');

  const everything = messageOf(
    await ada.select(
      again,
      hide,
      menu(again, hide).map((option) => option.value),
    ),
  );
  expect(textOf(everything)).toContain(`less ${menu(again, hide).length} that you hide`);
  expect(await resources(scene, 'sam', 'hall.welcome')).toContain('Nothing fits all of that');
  const next = messageOf(await scene.person('sam').command(scene.channel('hall.welcome'), 'nextstep'));
  expect(textOf(next)).toContain('Why now');
  expect(scene.playground.violations).toEqual([]);
});

test('a link that is there already is refused with its place; a hidden one can be shown again', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const [, title = '', url = ''] =
    /\[([^\]]+)\]\((https:[^)]+)\)/.exec(await resources(scene, 'ben', 'hall.welcome')) ?? [];
  for (const spelled of [url, `${url.replace(/\/$/, '')}/`, url.replace('https://', 'HTTPS://')]) {
    const same = textOf(await add(scene, ada, { ...own, url: spelled }, 'course'));
    expect(same).toContain(
      `the guide has that link already: **${title}** in step 1, Start learning PyTorch.`,
    );
    expect(same, 'nothing typed is lost').toContain('Our study notes');
  }

  const step = await openStep(scene, ada);
  const option = menu(step, hide).find(({ label }) => label === title.replaceAll('\\', ''));
  await ada.select(step, hide, [option?.value ?? '']);
  expect(await resources(scene, 'ben', 'hall.welcome')).not.toContain(`(${url})`);
  const hidden = await add(scene, ada, { ...own, url }, 'course');
  expect(textOf(hidden)).toContain('where it is hidden in this server');
  const shown = messageOf(await ada.press(hidden, 'Show it again'));
  expect(textOf(shown)).toContain('Shown again');
  expect(await resources(scene, 'ben', 'hall.welcome')).toContain(`(${url})`);

  await add(scene, ada);
  const twice = await add(scene, ada, { ...own, url: 'notes.example.org/pytorch/' }, 'course');
  expect(textOf(twice)).toContain('you have that link already: **Our study notes** in step 1');
  expect(scene.playground.violations).toEqual([]);
});

test('what makes no link is refused with one sentence, and shown again to be corrected', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const wrong: [Record<string, string>, string][] = [
    [{ url: 'http://example.org' }, "I can't read that as a link"],
    [{ url: 'ftp://example.org' }, "I can't read that as a link"],
    [{ url: 'https://localhost/x' }, "I can't read that as a link"],
    [{ url: 'https://10.0.0.1/x' }, "I can't read that as a link"],
    [{ url: 'https://[::1]/' }, "I can't read that as a link"],
    [{ url: 'https://me:secret@example.org/' }, "I can't read that as a link"],
    [{ url: 'javascript:alert(1)' }, "I can't read that as a link"],
    [{ url: 'two words' }, "I can't read that as a link"],
    [{ title: ' \u200B\u3164 ' }, 'the title is empty'],
    [{ about: '\u202E \n ' }, 'say in one line what the link is'],
    [{ title: ' ', url: ' ', about: '\u202E' }, "I can't read that as a link"],
    [{ kind: 'nonsense' }, 'choose what kind of link it is'],
    [{ cost: '__proto__' }, 'choose what kind of link it is'],
    [
      { title: '*'.repeat(90), about: '_'.repeat(200), url: `https://example.org/${'('.repeat(60)}` },
      'that is too long to be shown',
    ],
  ];
  for (const [fields, sentence] of wrong) {
    const answer = await add(scene, ada, { ...own, ...fields });
    expect(textOf(answer), JSON.stringify(fields)).toContain(`Not saved: ${sentence}`);
    expect(buttonsOf(answer)).toEqual(['Try again']);
  }
  const answer = await add(scene, ada, { ...own, url: 'nowhere' });
  expect(textOf(answer)).toContain('What last year’s group wrote, for \\*this\\* year’s.');
  const again = await ada.press(answer, 'Try again');
  expect(JSON.stringify(again), 'kind and cost are kept').toContain(
    '"value":"article","label":"article","default":true',
  );
  expect(textOf(messageOf(await ada.submit(again, own)))).toContain('Added');
  expect(scene.playground.violations).toEqual([]);
});

test('hostile words in a link take no effect anywhere they are shown', async () => {
  const scene = await startScene({ rateLimits: false });
  const ada = scene.person('ada');
  const evil = '@everyone <@1> [x](https://evil.example) **b** `c` ||d|| \u202Egnirts # e';
  const added = await add(scene, ada, { ...own, title: evil.slice(0, 90), about: evil });
  const shown = [
    textOf(added),
    textOf(await openStep(scene, ada)),
    await resources(scene, 'ben', 'hall.welcome'),
  ];
  const next = messageOf(await scene.person('ben').command(scene.channel('hall.welcome'), 'nextstep'));
  const removed = messageOf(await ada.press(added, 'Remove the link'));
  for (const text of [...shown, textOf(next), textOf(removed)]) {
    expect(text).toContain('everyone');
    expect(text).not.toMatch(/(?<!\\)<@1>|(?<!\\)\]\(https:\/\/evil|(?<!\\)@everyone|\u202E/);
  }
  expect(scene.playground.violations).toEqual([]);
});

test('texts are replaced, read anew by members, and given back', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const page = async (name: string, server: string) =>
    textOf(messageOf(await scene.person(name).command(scene.channel(server), 'steps', { step: 'pytorch' })));
  const before = await page('ben', 'hall.welcome');
  const step = await openStep(scene, ada);
  const form = await ada.press(step, 'Change “why”');
  const [firstWords = ''] = /You built networks[^.]+/.exec(before) ?? [];
  expect(JSON.stringify(form), 'the present text is in the form').toContain(firstWords.slice(0, 40));

  const why = 'Because **we** all do.\r\n\r\n\r\n\r\nAnd `code` helps. ** @everyone ```open';
  const saved = messageOf(await ada.submit(form, { words: why }));
  const shown = 'Because **we** all do.\n\nAnd `code` helps. \\*\\* @everyone \\`\\`\\`open';
  expect(textOf(saved)).toContain(shown);
  expect(scene.playground.pingsOf(saved.id)).toEqual({ users: [], roles: [], everyone: false });
  await write(scene, ada, 'why', why);
  await write(scene, ada, 'how', 'Step by step.');
  expect(await page('ben', 'hall.welcome')).toContain(shown);
  expect(await page('ben', 'hall.welcome')).toContain('### How\nStep by step.');
  expect(await page('maja', 'circle.general')).toContain(firstWords);
  await scene.restart();
  const both = await openStep(scene, ada);
  expect(textOf(both)).toContain('“why” is in your own words, “how” is in your own words');

  const open = textOf(await write(scene, ada, 'why', '`'.repeat(400)));
  expect(open).toContain(
    'Not saved: it has too many signs, such as * or |, that open something and close nothing.',
  );
  expect(open, 'nothing typed is lost').toContain('\\`'.repeat(400));
  expect(await page('ben', 'hall.welcome')).toContain(shown);

  const reset = await write(scene, ada, 'why', ' \u200B ');
  expect(textOf(reset)).toContain("“why” is the guide's own");
  const guides = JSON.parse(JSON.stringify(await ada.press(reset, 'Change “why”')));
  const value: string = guides.modal.components[0].component.value;
  await write(scene, ada, 'how', '');
  const same = await write(scene, ada, 'why', value);
  expect(textOf(same), 'the guide’s own words are none of the server’s').toContain(
    "“why” is the guide's own",
  );
  expect(await page('ben', 'hall.welcome')).toBe(before);
  expect(scene.playground.violations).toEqual([]);
});

test('a text that another admin changed meanwhile is not overwritten, and nothing typed is lost', async () => {
  const scene = await startScene();
  const { admin, world } = scene.playground;
  admin.setRoles(world.guilds['hall'] ?? '', scene.person('ben').userId, [
    world.roles['hall.moderators'] ?? '',
  ]);
  const [ada, ben] = [scene.person('ada'), scene.person('ben')];
  const form = await ada.press(await openStep(scene, ada), 'Change “how”');
  await write(scene, ben, 'how', 'Ben was first.');
  const refused = messageOf(await ada.submit(form, { words: 'Ada wrote\n*this*.' }));
  expect(textOf(refused)).toContain('somebody changed this text while you were writing');
  expect(textOf(refused)).toContain('Ada wrote\n\\*this\\*.');
  const again = await ada.press(refused, 'Change “how”');
  expect(JSON.stringify(again)).toContain('Ben was first.');
  expect(textOf(messageOf(await ada.submit(again, { words: 'Both.' })))).toContain('Both.');
});

test('only who may manage the server, at every press and every form', async () => {
  const scene = await startScene();
  const [ada, ben] = [scene.person('ada'), scene.person('ben')];
  const { admin, world } = scene.playground;
  const [hall, moderators] = [world.guilds['hall'] ?? '', world.roles['hall.moderators'] ?? ''];
  const setRoles = (roles: string[]) => admin.setRoles(hall, ben.userId, roles);
  setRoles([moderators]);
  const link = await add(scene, ben);
  const step = await openStep(scene, ben);
  const forms = [await ben.press(step, 'Add a link'), await ben.press(step, 'Change “why”')];
  const fresh = await openStep(scene, ben);
  setRoles([]);
  const before = await resources(scene, 'sam', 'hall.welcome');
  const refusal = 'Only members with the permission Manage Server';
  const pressed = [
    ...buttonsOf(fresh).map((label) => ben.press(fresh, label)),
    ...buttonsOf(link).map((label) => ben.press(link, label)),
    ben.select(fresh, hide, [menu(fresh, hide)[0]?.value ?? '']),
    ben.select(fresh, 'Look at a link of your own, or remove it', [
      menu(fresh, 'Look at a link of your own, or remove it')[0]?.value ?? '',
    ]),
    ben.select(link, 'Level', ['research']),
    ...forms.map((form) => ben.submit(form, { ...own, words: 'Mine' }, { raw: true })),
  ];
  for (const outcome of await Promise.all(pressed)) expect(textOf(messageOf(outcome))).toContain(refusal);

  // One who never could, with the ids of another's panel; and from direct messages.
  const ids = [...partsOf(fresh), ...partsOf(link)].flatMap((part) => part.custom_id ?? []);
  expect(ids.length).toBeGreaterThan(8);
  for (const customId of ids) {
    for (const channelId of [scene.channel('hall.welcome'), scene.person('sam').direct()]) {
      const outcome = await scene.person('sam').rawInteraction({
        channelId,
        type: InteractionType.MessageComponent,
        data: { component_type: 2, custom_id: customId },
      });
      expect(textOf(messageOf(outcome))).toMatch(/Only members with the permission|in your server/);
    }
  }
  expect(await resources(scene, 'sam', 'hall.welcome')).toBe(before);
  expect(textOf(await openStep(scene, ada))).toContain('1. Our study notes');
});

test('a step holds 25 links of a server’s own, a server 200, and the panels hold them', {
  timeout: 60_000,
}, async () => {
  const scene = await startScene({ rateLimits: false });
  const ada = scene.person('ada');
  const long = { ...own, about: 'What it is, for whom, '.repeat(9), kind: 'lectures', cost: 'freemium' };
  const fill = async (step: string) => {
    let panel = await openStep(scene, ada, step);
    for (let nth = 1; nth <= 25; nth += 1) {
      const title = `${nth} (of) ${'[long] title '.repeat(7)}`.slice(0, 70);
      const url = `https://${step}.example.org/${nth}/${'a'.repeat(230)}`;
      const form = await ada.press(panel, nth === 1 ? 'Add a link' : 'Add another');
      panel = messageOf(await ada.submit(form, { ...long, title, url }));
      expect(textOf(panel), `${step} ${nth}`).toContain('Added');
    }
  };
  await fill('pytorch');
  const tooMany = await add(scene, ada);
  expect(textOf(tooMany)).toContain(
    'this step has 25 links of your own, which is the most. Remove one first.',
  );
  expect(textOf(await openStep(scene, ada))).toContain('25. 25 \\(of\\)');
  expect(await resources(scene, 'ben', 'hall.welcome'), 'five long ones fit a message').toContain(
    '1 \\(of\\)',
  );
  for (const step of ['course', 'textbook', 'blog', 'social', 'papers', 'gpu', 'paid']) await fill(step);
  expect(textOf(await add(scene, ada, own, 'community'))).toContain(
    'this server has 200 links of its own, which is the most.',
  );
  expect(scene.playground.violations).toEqual([]);
});

test('the longest links and texts fit every panel of every step', { timeout: 60_000 }, async () => {
  const scene = await startScene({ rateLimits: false });
  const [ada, ben] = [scene.person('ada'), scene.person('ben')];
  const channel = scene.channel('hall.welcome');
  const map = messageOf(await ben.command(channel, 'steps'));
  for (const { value: step } of menu(map, 'Open a step')) {
    for (const nth of [1, 2, 3, 4, 5]) {
      const url = `https://example.org/${step}/${nth}/`.padEnd(300, 'x');
      // As long as a link may be once it is escaped.
      const about = 'a'.repeat(114) + '_'.repeat(86);
      const fields = { ...own, url, title: 't'.repeat(90), about };
      expect(textOf(await add(scene, ada, fields, step))).toContain('Added');
    }
    expect(textOf(await write(scene, ada, 'why', 'w'.repeat(500), step))).toContain('Saved');
    expect(textOf(await write(scene, ada, 'how', '* '.repeat(250).padEnd(1_100, '*a '), step))).toContain(
      'Saved',
    );
    const page = messageOf(await ben.command(channel, 'steps', { step }));
    expect(textOf(page)).toContain('w'.repeat(500));
    expect(textOf(messageOf(await ben.press(page, 'Links')))).toContain('t'.repeat(90));
    const next = messageOf(await ben.command(channel, 'nextstep'));
    expect(textOf(next)).toContain('w'.repeat(500));
    expect(textOf(messageOf(await ben.press(next, 'Step done')))).toContain('is done');
  }
  expect(scene.playground.violations).toEqual([]);
});

test('a panel of last month, whose link or step is gone, is answered with a sentence', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const link = await add(scene, ada);
  const form = await ada.press(link, 'Add another');
  const step = messageOf(await ada.press(link, 'Back to the step'));
  const linkId = menu(step, 'Look at a link of your own, or remove it')[0]?.value ?? '';
  const forged = async (customId: string, ...values: string[]) => {
    const data = { component_type: values.length === 0 ? 2 : 3, custom_id: customId, values };
    const channelId = scene.channel('hall.welcome');
    return textOf(
      messageOf(await ada.rawInteraction({ channelId, type: InteractionType.MessageComponent, data })),
    );
  };
  expect(await forged(`content.link.remove@1/${linkId}`)).toContain('Removed');
  const gone = 'That link is gone already';
  expect(await forged(`content.link.remove@1/${linkId}`)).toContain(gone);
  expect(await forged(`content.link.level@1/${linkId}`, 'advanced')).toContain(gone);
  expect(await forged(`content.link.level@1/${linkId}`, 'nonsense')).toContain('Pick a level');
  expect(await forged('content.link.pick@1/pytorch', linkId)).toContain(gone);
  expect(await forged('content.link.pick@1/pytorch', 'NaN')).toContain(gone);
  expect(await forged('content.unhide@1/pytorch/ffffffffffff')).toContain(gone);
  expect(await forged('content.hide@1/pytorch/0', 'nonsense')).toContain('all of them shown');
  const noStep = 'The guide no longer has that step';
  for (const id of ['step@1/old/0', 'link.ask@1/old/none/none', 'text.ask@1/old/why'])
    expect(await forged(`content.${id}`)).toContain(noStep);
  expect(await forged('content.pick@1', 'old')).toContain(noStep);
  expect(await forged('content.hide@1/old/0', 'x')).toContain(noStep);
  expect(await forged('content.step@1/pytorch/999')).toContain('Step 1');
  expect(textOf(messageOf(await ada.submit(form, own))), 'a form opened before').toContain('Added');
});

test('a step with more links than a select holds has pages of them', async () => {
  const dataFolder = tempFolder();
  cpSync(join(projectFolder, 'data'), dataFolder, { recursive: true });
  const more = Array.from({ length: 30 }, (_, nth) =>
    [
      `\n  - title: More ${nth}`,
      `    url: https://more.example.org/${nth}`,
      '    kind: article',
      '    level: newcomer',
      '    cost: free',
      '    hours: null',
      '    about: One more.\n',
    ].join('\n'),
  );
  appendFileSync(join(dataFolder, 'resources/01-pytorch.yaml'), more.join(''));
  const scene = await startScene({ dataFolder });
  const ada = scene.person('ada');
  const first = await openStep(scene, ada);
  expect(menu(first, hide)).toHaveLength(25);
  const next = buttonsOf(first).find((label) => label.startsWith('More of')) ?? '';
  const second = messageOf(await ada.press(first, next));
  const last = menu(second, hide).find(({ label }) => label.startsWith('More '));
  const hidden = messageOf(await ada.select(second, hide, [last?.value ?? '']));
  expect(textOf(hidden)).toContain('less 1 that you hide');
  expect(
    menu(hidden, hide).some(({ value }) => value === last?.value),
    'the same page',
  ).toBe(true);
  const back = messageOf(await ada.press(hidden, "Back in the guide's links"));
  expect(menu(back, hide).some((option) => option.default)).toBe(false);
  const found = await scene
    .person('ben')
    .command(scene.channel('hall.welcome'), 'resources', { search: last?.label ?? '' });
  expect(textOf(messageOf(found))).not.toContain(`[${last?.label}]`);
  expect(scene.playground.violations).toEqual([]);
});
