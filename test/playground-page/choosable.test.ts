import { expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { userOptions } from '../../src/playground/page/picker/select-options.ts';
import { Names } from '../../src/playground/page/state/names.ts';
import type { StateView } from '../../src/playground/protocol.ts';
import { idOf } from '../playground/support.ts';

async function stateOf(playground: Playground, who: string): Promise<StateView> {
  const as = idOf(playground.world.users, who);
  return (await (await fetch(`${playground.origin}/playground/state?as=${as}`)).json()) as StateView;
}

it('whom a person can choose are the members of the server, and in a direct message the two of it', async () => {
  const playground = await startPlayground();
  const state = await stateOf(playground, 'noor');
  const hall = state.guilds.find(({ name }) => name === 'Deep Learning Study Hall') ?? null;
  const labels = (names: Names) => userOptions(names).map(({ label }) => label);
  expect(labels(new Names(state, hall))).toEqual(
    expect.arrayContaining([
      'Ada',
      'Noor (Oslo)',
      'sam_1999',
      '佐藤 雪',
      'ليلى',
      '🦊 Théo 👩🏽‍💻',
      'nextstep',
    ]),
  );
  expect(labels(new Names(state, hall))).not.toContain('Maja');
  expect(labels(new Names(state, hall)).at(-1), 'bots come after people').toBe('nextstep');
  expect(labels(new Names(state, null))).toEqual(['noor.k', 'nextstep']);
  await playground.close();
});
