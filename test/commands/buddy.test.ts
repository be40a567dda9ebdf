/** Finding a buddy, being asked, and leaving, through the front door. */
import { expect, test } from 'vitest';
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
import { buttonsOf, type Scene, startScene, textOf } from '../support/bot.ts';

/** Who is whose buddy, by the panels of all. */
async function circles(scene: Scene, ...names: string[]): Promise<Record<string, string[]>> {
  const entries = await Promise.all(
    names.map(async (name) => {
      const panel = textOf(await buddy(scene, name, 'show'));
      const others = names.filter((other) => panel.includes(`### ${mention(scene, other)}\n`));
      return [name, others] as const;
    }),
  );
  return Object.fromEntries(entries);
}

test('who is alone is on the list, and reads what they agree to', async () => {
  const scene = await startScene();
  const shown = await buddy(scene, 'ben', 'find');
  expect(textOf(shown)).toContain('You are looking for a buddy');
  expect(textOf(shown)).toContain('may be shown your name, your place in the guide and your hours a week');
  expect(textOf(shown)).toContain(
    'If nobody comes within three days, I ask two buddies whether you may join them.',
  );
  expect(buttonsOf(shown)).toEqual(['Look again', 'Stop looking']);
  expect(shown.flags).toBe(64 | (1 << 15));
  const stopped = await press(scene, 'ben', shown, 'Stop looking');
  expect(textOf(stopped)).toContain('off the list');
  expect(buttonsOf(stopped)).toEqual(['Find a buddy']);
  expect(textOf(stopped)).toContain(
    'somebody awake when you are, at about your place in the guide, with about as many hours a week',
  );
  expect(textOf(await buddy(scene, 'chidi', 'find'))).not.toContain(mention(scene, 'ben'));
  expect(letters(scene, 'ben')).toEqual([]);
});

test('two find each other: proposed, asked, accepted, and each sees the other’s week', async () => {
  const scene = await startScene();
  await scene
    .person('ben')
    .command(scene.channel('hall.nextSteps'), 'me timezone', { zone: 'Europe/Berlin' });
  await buddy(scene, 'ben', 'find');
  const proposal = await buddy(scene, 'chidi', 'find');
  expect(textOf(proposal)).toContain(`Somebody for you: ${mention(scene, 'ben')}`);
  expect(textOf(proposal)).toContain('13 waking hours in common');
  expect(textOf(proposal)).toMatch(/At the same step as you: .+/);
  expect(buttonsOf(proposal)).toEqual(['Ask them', 'Somebody else', 'Stop looking']);

  const asked = await press(scene, 'chidi', proposal, 'Ask them');
  expect(textOf(asked)).toContain(`You have asked ${mention(scene, 'ben')}`);
  await pass(scene, 1);
  const question = lastLetter(scene, 'ben');
  expect(textOf(question)).toContain(`${mention(scene, 'chidi')} would like to be your buddy`);
  expect(textOf(question)).toContain("If you say no, they read only that it didn't work out.");
  expect(textOf(await press(scene, 'ben', question, "Yes, let's"))).toContain('You are buddies now');
  await pass(scene, 1);
  expect(read(scene, 'chidi').join()).toContain(`You are now buddies with ${mention(scene, 'ben')}`);
  expect(await circles(scene, 'ben', 'chidi')).toEqual({ ben: ['chidi'], chidi: ['ben'] });
  expect(letters(scene, 'ben')).toHaveLength(1);
  expect(letters(scene, 'chidi')).toHaveLength(1);

  await scene
    .person('ben')
    .command(scene.channel('hall.nextSteps'), 'goal', { text: 'Port the *training* loop @everyone' });
  const panel = textOf(await buddy(scene, 'chidi', 'show'));
  expect(panel).toContain('Port the \\*training\\* loop \\@everyone');
  expect(panel).toContain('Not checked in yet this week');
  expect(textOf(await buddy(scene, 'ben', 'find'))).toContain('You have a buddy already');
  expect(scene.playground.violations).toEqual([]);
});

test('a no is private and kind; the two don’t meet again, and both go on looking', async () => {
  const scene = await startScene();
  await buddy(scene, 'ben', 'find');
  await press(scene, 'chidi', await buddy(scene, 'chidi', 'find'), 'Ask them');
  await pass(scene, 1);
  const said = textOf(await press(scene, 'ben', lastLetter(scene, 'ben'), 'No, thank you'));
  expect(said).toContain("They hear only that it didn't work out");
  await pass(scene, 1);
  const heard = textOf(lastLetter(scene, 'chidi'));
  expect(heard).toContain("It didn't work out this time");
  expect(heard).not.toContain(mention(scene, 'ben'));
  await scene.moveTo('2027-03-01T12:00:00Z');
  expect(textOf(await buddy(scene, 'chidi', 'find'))).not.toContain(mention(scene, 'ben'));
  expect(textOf(await buddy(scene, 'ben', 'find'))).not.toContain(mention(scene, 'chidi'));
  expect(textOf(await buddy(scene, 'noor', 'find'))).toContain('Somebody for you');
  expect(letters(scene, 'chidi')).toHaveLength(1);
});

test('nobody answers for three days: the question lapses kindly, and late answers change nothing', async () => {
  const scene = await startScene();
  await buddy(scene, 'ben', 'find');
  await press(scene, 'chidi', await buddy(scene, 'chidi', 'find'), 'Ask them');
  await scene.moveTo('2027-01-16T11:59:00Z');
  expect(textOf(await buddy(scene, 'chidi', 'show'))).toContain('You have asked');
  await scene.moveTo('2027-01-16T12:02:00Z');
  expect(textOf(lastLetter(scene, 'chidi'))).toContain("It didn't work out this time");
  const late = textOf(await press(scene, 'ben', lastLetter(scene, 'ben'), "Yes, let's"));
  expect(late).toContain("isn't open any more");
  expect(await circles(scene, 'ben', 'chidi')).toEqual({ ben: [], chidi: [] });
});

test('who waits is written to once, when somebody comes who does not ask them', async () => {
  const scene = await startScene();
  await buddy(scene, 'ben', 'find');
  await scene.moveTo('2027-01-13T14:00:00Z');
  await buddy(scene, 'chidi', 'find');
  await scene.moveTo('2027-01-14T14:00:00Z');
  expect(letters(scene, 'ben')).toHaveLength(1);
  const proposal = lastLetter(scene, 'ben');
  expect(textOf(proposal)).toContain(`Somebody for you: ${mention(scene, 'chidi')}`);
  expect(letters(scene, 'chidi')).toEqual([]);
  const asked = await press(scene, 'ben', proposal, 'Ask them');
  expect(textOf(asked)).toContain(`You have asked ${mention(scene, 'chidi')}`);
  await scene.restart();
  await pass(scene, 2);
  await press(scene, 'chidi', lastLetter(scene, 'chidi'), "Yes, let's");
  expect(await circles(scene, 'ben', 'chidi')).toEqual({ ben: ['chidi'], chidi: ['ben'] });
});

test('somebody else: passed over for a while, then back', async () => {
  const scene = await startScene();
  await buddy(scene, 'ben', 'find');
  await buddy(scene, 'chidi', 'find');
  const first = await buddy(scene, 'noor', 'find');
  const [one, other] = textOf(first).includes(mention(scene, 'ben')) ? ['ben', 'chidi'] : ['chidi', 'ben'];
  const second = await press(scene, 'noor', first, 'Somebody else');
  expect(textOf(second)).toContain(`Somebody for you: ${mention(scene, other ?? '')}`);
  const none = await press(scene, 'noor', second, 'Somebody else');
  expect(textOf(none)).toContain('Nobody who fits is free right now');
  await scene.moveTo('2027-01-28T12:00:00Z');
  expect(textOf(await buddy(scene, 'noor', 'find'))).toContain(mention(scene, one ?? ''));
});

test('two ask each other: that is a yes', async () => {
  const scene = await startScene();
  await buddy(scene, 'ben', 'find');
  const ofChidi = await buddy(scene, 'chidi', 'find');
  const ofBen = await buddy(scene, 'ben', 'find');
  await press(scene, 'chidi', ofChidi, 'Ask them');
  expect(textOf(await press(scene, 'ben', ofBen, 'Ask them'))).toContain('You are buddies now');
  await pass(scene, 2);
  expect(await circles(scene, 'ben', 'chidi')).toEqual({ ben: ['chidi'], chidi: ['ben'] });
});

test('asking can be taken back, and not be used to ask again and again', async () => {
  const scene = await startScene();
  await buddy(scene, 'ben', 'find');
  const ask = idOf(await buddy(scene, 'chidi', 'find'), 'Ask them');
  const asked = await send(scene, 'chidi', ask);
  expect(textOf(await send(scene, 'chidi', ask))).toContain('asked somebody already');
  await pass(scene, 1);
  expect(textOf(await press(scene, 'chidi', asked, 'Take it back'))).toContain('Taken back');
  expect(textOf(await send(scene, 'chidi', ask))).toContain("aren't free any more");
  await pass(scene, 30);
  expect(letters(scene, 'ben')).toHaveLength(1);
  expect(textOf(await press(scene, 'ben', lastLetter(scene, 'ben'), "Yes, let's"))).toContain("isn't open");
});

test('one accepts another who accepts a third, at once, and both press twice: nobody is in two circles', async () => {
  const scene = await startScene();
  // Ben asks Ada, Chidi asks Ben; then Ada and Ben both say yes.
  await buddy(scene, 'ada', 'find');
  const ofBen = await buddy(scene, 'ben', 'find');
  await press(scene, 'ben', ofBen, 'Ask them');
  const ofChidi = await buddy(scene, 'chidi', 'find');
  expect(textOf(ofChidi)).toContain(`Somebody for you: ${mention(scene, 'ben')}`);
  await press(scene, 'chidi', ofChidi, 'Ask them');
  await pass(scene, 2);
  const [toAda, toBen] = [lastLetter(scene, 'ada'), lastLetter(scene, 'ben')];
  await Promise.all([
    press(scene, 'ada', toAda, "Yes, let's"),
    press(scene, 'ben', toBen, "Yes, let's"),
    press(scene, 'ada', toAda, "Yes, let's"),
    press(scene, 'ben', toBen, "Yes, let's"),
  ]);
  const found = await circles(scene, 'ada', 'ben', 'chidi');
  expect(found['ben']).toHaveLength(1);
  const [partner = ''] = found['ben'] ?? [];
  expect(found[partner]).toEqual(['ben']);
  expect(Object.values(found).filter((others) => others.length > 0)).toHaveLength(2);
  await pass(scene, 5);
  // Of those who asked, the one who is left over hears so.
  const over = ['ada', 'chidi'].filter((name) => read(scene, name).join().includes("It didn't work out"));
  expect(over).toEqual(partner === 'ada' ? ['chidi'] : []);
});

test('the odd one out: after three days a pair and the third are asked, and all must say yes', async () => {
  const scene = await startScene();
  await pair(scene, 'ben', 'chidi');
  await buddy(scene, 'noor', 'find');
  await scene.moveTo('2027-01-16T11:00:00Z');
  expect(letters(scene, 'noor')).toEqual([]);
  await scene.moveTo('2027-01-16T13:00:00Z');
  expect(textOf(lastLetter(scene, 'noor'))).toContain('A circle of three?');
  expect(textOf(lastLetter(scene, 'ben'))).toContain(`${mention(scene, 'noor')} is looking for a buddy`);
  await press(scene, 'ben', lastLetter(scene, 'ben'), "Yes, let's");
  expect(textOf(await press(scene, 'noor', lastLetter(scene, 'noor'), "Yes, let's"))).toContain(
    'You have said yes',
  );
  expect(await circles(scene, 'ben', 'chidi', 'noor')).toEqual({ ben: ['chidi'], chidi: ['ben'], noor: [] });
  await press(scene, 'chidi', lastLetter(scene, 'chidi'), "Yes, let's");
  await pass(scene, 2);
  expect(await circles(scene, 'ben', 'chidi', 'noor')).toEqual({
    ben: ['chidi', 'noor'],
    chidi: ['ben', 'noor'],
    noor: ['ben', 'chidi'],
  });
  expect(textOf(lastLetter(scene, 'noor'))).toContain('now buddies with');

  const asks = await buddy(scene, 'chidi', 'leave');
  expect(textOf(asks)).toContain('the two go on as buddies');
  await press(scene, 'chidi', asks, 'Leave');
  await pass(scene, 2);
  expect(await circles(scene, 'ben', 'chidi', 'noor')).toEqual({ ben: ['noor'], chidi: [], noor: ['ben'] });
  expect(textOf(lastLetter(scene, 'ben'))).toContain('One of you three has moved on');
  expect(textOf(lastLetter(scene, 'ben'))).not.toContain(mention(scene, 'chidi'));
});

test('one of the pair would rather not: all stays, and the third hears no reason', async () => {
  const scene = await startScene();
  await pair(scene, 'ben', 'chidi');
  await buddy(scene, 'noor', 'find');
  await scene.moveTo('2027-01-16T13:00:00Z');
  await press(scene, 'noor', lastLetter(scene, 'noor'), "Yes, let's");
  await press(scene, 'ben', lastLetter(scene, 'ben'), 'No, thank you');
  await pass(scene, 2);
  expect(textOf(lastLetter(scene, 'noor'))).toContain("It didn't work out this time");
  expect(await circles(scene, 'ben', 'chidi', 'noor')).toEqual({ ben: ['chidi'], chidi: ['ben'], noor: [] });
  const before = letters(scene, 'ben').length;
  await scene.moveTo('2027-02-01T13:00:00Z');
  expect(read(scene, 'ben').slice(before).join()).not.toContain(mention(scene, 'noor'));
});

test('leaving: asked once, told kindly, never again if so wished', async () => {
  const scene = await startScene();
  await pair(scene, 'ben', 'chidi');
  const asks = await buddy(scene, 'ben', 'leave');
  expect(textOf(asks)).toContain(`Leave ${mention(scene, 'chidi')}?`);
  const [again, never] = [idOf(asks, 'Leave'), idOf(asks, "Leave, and don't match us again")];
  expect(textOf(await press(scene, 'ben', asks, 'Stay'))).toContain(mention(scene, 'chidi'));
  expect(textOf(await send(scene, 'noor', never))).toContain('You have left already');
  expect(textOf(await send(scene, 'ben', never))).toContain('You have left\n');
  expect(textOf(await send(scene, 'ben', again))).toContain('You have left already');
  await pass(scene, 2);
  const told = lastLetter(scene, 'chidi');
  expect(textOf(told)).toBe(
    'Your buddy has moved on, with thanks for the weeks you kept each other company.',
  );
  expect(buttonsOf(told)).toEqual(['Find another', 'Where I stand']);
  expect(textOf(await press(scene, 'chidi', told, 'Find another'))).toContain('You are looking for a buddy');
  await scene.moveTo('2027-06-01T12:00:00Z');
  await buddy(scene, 'chidi', 'show');
  expect(textOf(await buddy(scene, 'ben', 'find'))).not.toContain(`for you: ${mention(scene, 'chidi')}`);
});

test('who may be matched again is, after a while', async () => {
  const scene = await startScene();
  await pair(scene, 'ben', 'chidi');
  await press(scene, 'ben', await buddy(scene, 'ben', 'leave'), 'Leave');
  await buddy(scene, 'ben', 'find');
  expect(textOf(await buddy(scene, 'chidi', 'find'))).not.toContain(`for you: ${mention(scene, 'ben')}`);
  await scene.moveTo('2027-02-15T12:00:00Z');
  await buddy(scene, 'ben', 'show');
  expect(textOf(await buddy(scene, 'chidi', 'find'))).toContain(`for you: ${mention(scene, 'ben')}`);
});

test('nobody is tied to who has left the server, though nothing has told the bot', async () => {
  const scene = await startScene();
  await buddy(scene, 'ben', 'find');
  await press(scene, 'chidi', await buddy(scene, 'chidi', 'find'), 'Ask them');
  await pass(scene, 1);
  leaveHall(scene, 'chidi');
  const said = textOf(await press(scene, 'ben', lastLetter(scene, 'ben'), "Yes, let's"));
  expect(said).toContain("isn't open any more");
  expect(await circles(scene, 'ben')).toEqual({ ben: [] });
  await buddy(scene, 'noor', 'find');
  const found = await buddy(scene, 'ben', 'find');
  leaveHall(scene, 'noor');
  expect(textOf(await press(scene, 'ben', found, 'Ask them'))).toContain("aren't free any more");
});

test('when somebody is found to have left, the others are told, and nobody hears of them any more', async () => {
  const scene = await startScene();
  await pair(scene, 'ben', 'chidi');
  leaveHall(scene, 'chidi');
  await scene.moveTo('2027-01-29T12:00:00Z');
  await scene.person('ben').command(scene.channel('hall.nextSteps'), 'goal', { text: 'Read' });
  const before = letters(scene, 'chidi').length;
  await pass(scene, 5);
  expect(textOf(lastLetter(scene, 'ben'))).toContain('Your buddy has moved on');
  expect(textOf(await buddy(scene, 'ben', 'show'))).toContain('A buddy for your weeks');
  expect(letters(scene, 'chidi')).toHaveLength(before);
});

function leaveHall(scene: Scene, name: string): void {
  const { admin, world } = scene.playground;
  admin.removeMember(world.guilds['hall'] ?? '', scene.person(name).userId);
}

test('buttons of others, forged ones, and those of a server that one is not in', async () => {
  const scene = await startScene();
  const hall = scene.playground.world.guilds['hall'] ?? '';
  await buddy(scene, 'ben', 'find');
  await press(scene, 'chidi', await buddy(scene, 'chidi', 'find'), 'Ask them');
  await pass(scene, 1);
  const yes = idOf(lastLetter(scene, 'ben'), "Yes, let's");
  for (const name of ['noor', 'chidi']) {
    expect(textOf(await send(scene, name, yes))).toContain("isn't open any more");
  }
  // Somebody who doesn't look, oneself, nobody, and the bot.
  const others = [scene.person('noor').userId, scene.person('theo').userId, '1', scene.playground.botUserId];
  for (const user of others) {
    expect(textOf(await send(scene, 'theo', `buddy.ask@1/${hall}/${user}`))).not.toContain('You have asked');
  }
  // Ben is being asked already.
  const ofBen = `buddy.ask@1/${hall}/${scene.person('ben').userId}`;
  expect(textOf(await send(scene, 'theo', ofBen))).toContain("aren't free any more");
  await pass(scene, 2);
  expect(letters(scene, 'ben')).toHaveLength(1);
  // Maja is not in the hall: by direct message she can't look there.
  const refused = await send(scene, 'maja', `buddy.find@1/${hall}`, scene.person('maja').direct());
  expect(textOf(refused)).toContain('a server that you, or I, are no longer in');
  for (const id of [
    'buddy.leave@1/none',
    'buddy.left@1/none/no',
    'buddy.wave@1/none/hello',
    'buddy.withdraw@1/none',
  ]) {
    expect(textOf(await send(scene, 'noor', id))).toContain('A buddy for your weeks');
  }
  const about = await send(scene, 'maja', `buddy.about@1/${hall}`, scene.person('maja').direct());
  expect(textOf(about)).toContain('a server that you, or I, are no longer in');
  expect(textOf(await send(scene, 'noor', 'buddy.see@1/none'))).toContain('A buddy for your weeks');
  expect(await circles(scene, 'ben', 'chidi', 'noor')).toEqual({ ben: [], chidi: [], noor: [] });
});

test('the command says whom it looks for, and who sees what, within its hundred characters', async () => {
  const scene = await startScene();
  const [find] = scene.playground
    .commands()
    .flatMap(({ name, options = [] }) => (name === 'buddy' ? options : []))
    .filter(({ name }) => name === 'find');
  expect(find?.description).toContain('awake when you are');
  expect(find?.description).toContain('others who look see your name');
});
