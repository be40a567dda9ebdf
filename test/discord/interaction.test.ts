import { expect, test } from 'vitest';
import { readInteraction } from '../../src/discord/interaction.ts';

const pressed = (components: unknown[]) => ({
  id: '1',
  application_id: '2',
  token: 'token',
  type: 3,
  channel_id: '3',
  user: { id: '4' },
  data: { custom_id: 'step.tick@1/pytorch/next', component_type: 3, values: ['a'] },
  message: { flags: 64, components },
});

const select = {
  type: 3,
  custom_id: 'step.tick@1/pytorch/next',
  options: [{ value: 'a', default: true }, { value: 'b' }],
};

test('what a select showed as chosen is read from the message, as deep as Discord nests', () => {
  const panel = { type: 17, components: [{ type: 1, components: [select] }] };
  expect(readInteraction(pressed([panel]))).toMatchObject({
    kind: 'component',
    shownAsChosen: ['a'],
    onOwnPanel: true,
    where: { userId: '4', guildId: null },
  });
});

test('a message nested fifty thousand levels deep is read without end of the stack', () => {
  let nested: object = select;
  for (let depth = 0; depth < 50_000; depth += 1) nested = { type: 17, components: [nested] };
  expect(readInteraction(pressed([nested]))).toMatchObject({ kind: 'component', shownAsChosen: [] });
});

test('what is no interaction at all is told from one that can be answered', () => {
  for (const nothing of [null, 1, 'x', [], {}, { type: 2 }, { ...pressed([]), type: 1 }]) {
    expect(readInteraction(nothing)).toBeUndefined();
  }
  const unreadable = { id: '1', application_id: '2', token: 't', data: 5 };
  expect(readInteraction({ ...unreadable, type: 2 })).toMatchObject({ kind: 'unreadable', typing: false });
  expect(readInteraction({ ...unreadable, type: 4 })).toMatchObject({ kind: 'unreadable', typing: true });
});
