/** A member's own settings: what is shown, what is changed, and what a new zone does. */
import { describe, expect, test } from 'vitest';
import { places } from '../../src/places/known.ts';
import { buttonsOf, messageOf, startScene, textOf } from '../support/bot.ts';

const said = async (outcome: Promise<Parameters<typeof messageOf>[0]>) => textOf(messageOf(await outcome));
const seconds = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds / 1000;

async function start() {
  const scene = await startScene();
  return { scene, ben: scene.person('ben'), channel: scene.channel('hall.nextSteps') };
}

describe('what is shown', () => {
  test('to somebody new: all off, nothing said, the server’s zone, seen by them alone', async () => {
    const { scene, ben, channel } = await start();
    await scene.person('ada').command(channel, 'setup', { timezone: 'Asia/Kolkata' });
    const panel = messageOf(await ben.command(channel, 'me show'));
    expect((panel.flags ?? 0) & 64).toBe(64);
    expect(textOf(panel).split('\n')).toEqual([
      '## Your settings in this server',
      '**Time zone:** not set, so I go by Asia/Kolkata, where it is Wednesday, 17:30',
      '**City:** not set; with it, `/group find` looks around you',
      '**Nudges:** off',
      '**About you:** nothing said yet',
      '### What others here may see',
      '**Progress and portfolio:** only you',
      '**Name in the weekly post:** no, you are only counted',
      '**Weeks kept, on the leaderboard:** no',
    ]);
    expect(buttonsOf(panel)).toEqual([
      'Set my time zone',
      'Set my city',
      'My nudges',
      'About me',
      'Let others see my progress',
      'Name me in the post',
      'Put me on the leaderboard',
    ]);
    expect(scene.playground.violations).toEqual([]);
  });

  test('to somebody who has said everything', async () => {
    const { scene, ben, channel } = await start();
    await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'Europe/Berlin' });
    const panel = messageOf(await ben.command(channel, 'me show'));
    const form = await ben.press(panel, 'About me');
    await ben.submit(form, { hours: '1', gpu: ['cloud'], aim: ['job'] });
    for (const label of ['Let others see my progress', 'Name me in the post', 'Put me on the leaderboard'])
      await ben.press(messageOf(await ben.command(channel, 'me show')), label);
    await scene.restart();
    const full = messageOf(await ben.command(channel, 'me show'));
    expect(textOf(full).split('\n')).toEqual([
      '## Your settings in this server',
      '**Time zone:** Europe/Berlin, where it is Wednesday, 13:00',
      '**City:** not set; with it, `/group find` looks around you',
      `**Nudges:** Fridays at 09:00, in <#${channel}>. Next: <t:${seconds('2027-01-15T08:00:00Z')}:F>`,
      '**About you:** 1 hour a week · GPU: I use a free or rented one · aim: A job in the field',
      '### What others here may see',
      '**Progress and portfolio:** members of this server',
      '**Name in the weekly post:** yes',
      '**Weeks kept, on the leaderboard:** yes',
    ]);
    for (const label of ['Hide my progress', "Don't name me in the post", 'Leave the leaderboard'])
      expect(await said(ben.press(messageOf(await ben.command(channel, 'me show')), label))).toContain(
        'Saved',
      );
    expect(buttonsOf(messageOf(await ben.command(channel, 'me show')))).toContain(
      'Let others see my progress',
    );
    expect(scene.playground.violations).toEqual([]);
  });

  test('paused, by direct message, and where they can’t arrive', async () => {
    const { scene, channel } = await start();
    const layla = scene.person('layla');
    await layla.command(channel, 'nudge on', {
      weekday: 'friday',
      time: '9:00',
      timezone: 'UTC',
      where: 'dm',
    });
    expect(await said(layla.command(channel, 'me show'))).toContain('Fridays at 09:00, by direct message');
    await layla.command(channel, 'nudge pause', { until: '2027-02-01' });
    const paused = messageOf(await layla.command(channel, 'me show'));
    expect(textOf(paused)).toContain(`**Nudges:** paused until <t:${seconds('2027-02-01T00:00:00Z')}:F>`);
    expect(await said(layla.press(paused, 'My nudges'))).toContain("You're on pause");
  });

  test('at rest after silence, and off when they could not arrive', async () => {
    const { scene, ben, channel } = await start();
    const layla = scene.person('layla');
    await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
    await layla.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', where: 'dm' });
    await scene.moveTo('2027-02-06T12:00:00Z');
    expect(await said(ben.command(channel, 'me show'))).toContain(
      '**Nudges:** at rest until you say that they go on',
    );
    expect(await said(layla.command(channel, 'me show'))).toContain(
      "**Nudges:** off. ⚠️ The last one didn't reach you.",
    );
  });

  test('in direct messages: what belongs to one server alone is left to it', async () => {
    const { ben, channel } = await start();
    const alone = messageOf(await ben.command(ben.direct(), 'me show'));
    expect(buttonsOf(alone)).toEqual(['Set my time zone', 'Set my city', 'My nudges', 'About me']);
    expect(textOf(alone)).not.toContain('What others');
    const forged = ben.press(alone, 'me.seen@1/weeks/yes', { raw: true });
    expect(await said(forged)).toContain('a matter of each server');
    expect(await said(ben.press(alone, 'me.seen@1/everything/yes', { raw: true }))).toContain(
      'from an earlier version',
    );
    expect(await said(ben.command(channel, 'me show'))).toContain('on the leaderboard:** no');
  });
});

describe('the time zone', () => {
  test('by option, suggested by city and by name', async () => {
    const { ben, channel } = await start();
    const choices = await ben.autocomplete(channel, 'me timezone', { zone: 'san fr' }, 'zone');
    expect(JSON.stringify(choices)).not.toContain('Berlin');
    const berlin = await ben.autocomplete(channel, 'me timezone', { zone: 'berl' }, 'zone');
    expect(JSON.stringify(berlin)).toContain('Europe/Berlin (13:00 now)');
    const set = await said(ben.command(channel, 'me timezone', { zone: 'tokyo' }));
    expect(set).toContain('✔️ For you it is Wednesday, 21:00 now, in Asia/Tokyo');
    expect(set).toContain('**Time zone:** Asia/Tokyo');
    expect(set, 'there is no nudge to speak of').not.toContain('Next:');
  });

  test('by form, filled in with the present one; nonsense is refused in words and changes nothing', async () => {
    const { scene, ben, channel } = await start();
    const panel = messageOf(await ben.command(channel, 'me show'));
    const set = messageOf(await ben.submit(await ben.press(panel, 'Set my time zone'), { zone: 'new york' }));
    expect(textOf(set)).toContain('in America/New York');
    expect(set.id, 'in place').toBe(panel.id);
    const form = await ben.press(set, 'Change my time zone');
    expect(JSON.stringify(form)).toContain('America/New_York');
    for (const zone of ['Mars/Olympus', '+02:00', '**', '@everyone', '\u202Enilreb', 'x'.repeat(60)])
      expect(await said(ben.submit(await ben.press(set, 'Change my time zone'), { zone })), zone).toContain(
        "I don't know the time zone",
      );
    expect(await said(ben.command(channel, 'me timezone', { zone: '💥' }, { raw: true }))).toContain(
      "I don't know the time zone “💥”",
    );
    expect(await said(ben.command(channel, 'me show'))).toContain('**Time zone:** America/New York');
    expect(scene.playground.violations).toEqual([]);
  });

  test('the next nudge moves along, and a week is neither doubled nor lost', async () => {
    const { scene, ben, channel } = await start();
    await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
    await ben.command(channel, 'checkin', { goal: 'kept' });
    await scene.moveTo('2027-01-22T09:01:00Z');
    const nudges = () => scene.playground.messagesIn(channel);
    expect(nudges()).toHaveLength(1);
    const west = await said(ben.command(channel, 'me timezone', { zone: 'America/Los_Angeles' }));
    expect(west).toContain(
      `Your nudge: Fridays at 09:00 there. Next: <t:${seconds('2027-01-29T17:00:00Z')}:F>.`,
    );
    await scene.moveTo('2027-01-29T16:59:00Z');
    expect(nudges()).toHaveLength(1);
    await scene.moveTo('2027-01-29T17:01:00Z');
    expect(nudges()).toHaveLength(2);
    await ben.command(channel, 'me timezone', { zone: 'Pacific/Kiritimati' });
    await scene.moveTo('2027-02-07T12:00:00Z');
    expect(nudges()).toHaveLength(3);
    expect(await said(ben.command(channel, 'checkin', { goal: 'kept' }))).toContain('Your streak: **');
  });

  test('during a pause it ends as it was to end, and the nudge after it is told', async () => {
    const { ben, channel } = await start();
    await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
    await ben.command(channel, 'nudge pause', { until: '2027-02-01' });
    const set = await said(ben.command(channel, 'me timezone', { zone: 'Europe/Berlin' }));
    expect(set).toContain(
      `Your nudge after the pause: Fridays at 09:00 there. Next: <t:${seconds('2027-02-05T08:00:00Z')}:F>.`,
    );
    expect(set).toContain(`paused until <t:${seconds('2027-02-01T00:00:00Z')}:F>`);
  });

  test('each server has its own', async () => {
    const { scene } = await start();
    const yuki = scene.person('yuki');
    await yuki.command(scene.channel('hall.nextSteps'), 'me timezone', { zone: 'Asia/Tokyo' });
    expect(await said(yuki.command(scene.channel('circle.general'), 'me show'))).toContain('not set');
  });
});

test.each(['me timezone', 'nudge on', 'setup'])('“constructor” is no time zone for /%s', async (name) => {
  const scene = await startScene();
  const options = name === 'me timezone' ? { zone: 'constructor' } : { timezone: 'constructor' };
  const reply = messageOf(await scene.person('ada').command(scene.channel('hall.nextSteps'), name, options));
  expect(textOf(reply)).toContain("I don't know the time zone");
});

describe('a city', () => {
  test('is set by option or form, brings its time zone, and is shown to nobody else', async () => {
    const { scene, ben, channel } = await start();
    await places();
    const set = messageOf(await ben.command(channel, 'me city', { city: 'leipzig' }));
    expect(textOf(set)).toContain('✔️ I look around Leipzig, Saxony, Germany for you now.');
    expect(textOf(set)).toContain('**Time zone:** Europe/Berlin');
    const found = messageOf(await ben.command(channel, 'group find'));
    expect(textOf(found)).toContain('No study group within 25 km of Leipzig yet');
    const form = await ben.press(set, 'Change my city');
    const changed = messageOf(await ben.submit(form, { City: 'São Paulo' }));
    expect(textOf(changed)).toContain('**City:** São Paulo, Brazil; nobody else is shown it');
    expect(textOf(changed), 'a zone of one’s own stays').toContain('**Time zone:** Europe/Berlin');
    const gone = messageOf(await ben.submit(await ben.press(changed, 'Change my city'), { City: '' }));
    expect(textOf(gone)).toContain('✔️ Forgotten.');
    expect(textOf(gone)).toContain('**City:** not set');
    expect(scene.playground.violations).toEqual([]);
  });

  test('that there is none like: a sentence that says what to do', async () => {
    const { ben, channel } = await start();
    await places();
    expect(await said(ben.command(channel, 'me city', { city: 'Xyzzyvale' }))).toContain(
      "I don't know the city “Xyzzyvale”",
    );
  });
});
