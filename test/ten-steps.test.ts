/** A new member's way through the guide: in each of the ten steps, from the reply to a ticked milestone. */
import type { APIMessage } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import type { Person } from '../src/playground/index.ts';
import { buttonsOf, messageOf, optionsOf, startScene, textOf } from './support/bot.ts';

const numberOf = (panel: APIMessage) => Number(/Step (\d+) of 10/.exec(textOf(panel))?.[1]);
const countOf = (panel: APIMessage) => Number(/(\d+) of \d+ ticked/.exec(textOf(panel))?.[1]);

/** Ticks the milestones that only the member's word proves, until one comes up that is to be logged; then logs it. */
async function work(person: Person, start: APIMessage): Promise<{ logged: string; panel: APIMessage }> {
  let panel = start;
  for (const { value, default: isTicked } of optionsOf(start)) {
    const logButton = buttonsOf(panel).find((label) => /^(Log|Write) /.test(label));
    if (logButton !== undefined) {
      const form = await person.press(panel, logButton);
      const fields = { title: `What I did for ${value}`, note: 'It ran.', date: '' };
      const several = form.status === 'modal' && JSON.stringify(form.modal).includes('"custom_id":"kind"');
      const kind = several ? { kind: 'project' } : {};
      return {
        logged: logButton,
        panel: messageOf((await person.submit(form, { ...fields, ...kind })) as never),
      };
    }
    if (isTicked === true) continue;
    const ticked = optionsOf(panel).flatMap((option) => (option.default === true ? [option.value] : []));
    panel = messageOf(await person.select(panel, 'Tick what you have done', [...ticked, value]));
  }
  throw new Error('nothing in the step is to be logged');
}

test('each of the ten steps ends in something to show', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const walked: number[] = [];
  for (let at = 1; at <= 10; at += 1) {
    const panel = messageOf(await ben.command(channel, 'nextstep'));
    walked.push(numberOf(panel));
    expect(textOf(panel)).toMatch(/\*\*Why now:\*\* .+/);
    expect(textOf(panel)).toMatch(/### Today, in \d+ minutes/);
    const { panel: entry } = await work(ben, panel);
    expect(textOf(entry)).toMatch(/✅ That ticks \*\*.+\*\* in step \d+\./);
    const next = messageOf(await ben.press(entry, 'My next step'));
    expect(numberOf(next), 'a step begun comes first').toBe(numberOf(panel));
    expect(countOf(next)).toBeGreaterThan(countOf(panel));
    await ben.press(next, 'Step done');
  }
  expect(walked.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(textOf(messageOf(await ben.command(channel, 'nextstep')))).toContain('walked the whole guide');
  const portfolio = messageOf(await ben.command(channel, 'portfolio'));
  expect(textOf(portfolio)).toContain('Your portfolio: 10 entries');
  expect(scene.playground.violations).toEqual([]);
});
