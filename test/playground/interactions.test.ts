import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, idOf, startBench } from './support.ts';

const commands = [
  new SlashCommandBuilder()
    .setName('nudge')
    .setDescription('Weekly nudges')
    .addSubcommand((sub) =>
      sub
        .setName('on')
        .setDescription('Start')
        .addStringOption((o) =>
          o
            .setName('weekday')
            .setDescription('Which day')
            .setRequired(true)
            .addChoices({ name: 'Monday', value: 'monday' }, { name: 'Friday', value: 'friday' }),
        )
        .addIntegerOption((o) =>
          o.setName('hour').setDescription('Which hour').setMinValue(0).setMaxValue(23),
        ),
    ),
  new SlashCommandBuilder()
    .setName('steps')
    .setDescription('The road map')
    .addStringOption((o) => o.setName('step').setDescription('Which').setAutocomplete(true))
    .addUserOption((o) => o.setName('member').setDescription('Whose')),
  new SlashCommandBuilder()
    .setName('setup')
    .setDescription('For admins')
    .setDefaultMemberPermissions(32)
    .setContexts(0),
];

let bench: Bench;
let channel: string;
let ben: ReturnType<Bench['playground']['as']>;

beforeAll(async () => {
  bench = await startBench();
  const { playground } = bench;
  channel = idOf(playground.world.channels, 'hall.nextSteps');
  ben = playground.as(idOf(playground.world.users, 'ben'));
  await bench.bot.application.commands.set(commands);
});
afterAll(() => bench.close());

describe('interactions of a real client', () => {
  it('carries a command, its subcommand and its options', async () => {
    let seen: unknown[] = [];
    bench.onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      seen = [
        interaction.commandName,
        interaction.options.getSubcommand(),
        interaction.options.getString('weekday'),
        interaction.options.getInteger('hour'),
        interaction.inGuild(),
        interaction.channelId,
      ];
      await interaction.reply({ content: 'Every Monday.', flags: MessageFlags.Ephemeral });
    });
    const outcome = await ben.command(channel, 'nudge on', { weekday: 'monday', hour: 9 });
    expect(seen).toEqual(['nudge', 'on', 'monday', 9, true, channel]);
    expect(outcome).toMatchObject({ status: 'message', message: { content: 'Every Monday.', flags: 64 } });
    expect(ben.visible(channel).at(-1)?.content).toBe('Every Monday.');
    const ada = bench.playground.as(idOf(bench.playground.world.users, 'ada'));
    expect(ada.visible(channel).map(({ content }) => content)).not.toContain('Every Monday.');
    expect(bench.playground.messagesIn(channel)).toEqual([]);
  });

  it('goes from a button to a form to an update of the message', async () => {
    bench.onInteraction(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder().setCustomId('open').setLabel('Open').setStyle(ButtonStyle.Primary),
        );
        const menu = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
          new StringSelectMenuBuilder()
            .setCustomId('pick')
            .setPlaceholder('Tick')
            .setMaxValues(2)
            .addOptions({ label: 'One', value: '1', default: true }, { label: 'Two', value: '2' }),
        );
        await interaction.reply({ content: 'Here', components: [row, menu] });
      } else if (interaction.isButton()) {
        await interaction.showModal(
          new ModalBuilder()
            .setCustomId('form')
            .setTitle('This week')
            .addLabelComponents(
              new LabelBuilder()
                .setLabel('What')
                .setTextInputComponent(
                  new TextInputBuilder().setCustomId('what').setStyle(TextInputStyle.Short).setMaxLength(20),
                ),
            ),
        );
      } else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
        await interaction.update({ content: `Done: ${interaction.fields.getTextInputValue('what')}` });
      } else if (interaction.isStringSelectMenu()) {
        await interaction.deferUpdate();
        await interaction.editReply({ content: interaction.values.join('+') });
        await interaction.followUp({ content: 'more', flags: MessageFlags.Ephemeral });
      }
    });
    const shown = await ben.command(channel, 'steps');
    if (shown.status !== 'message') throw new Error(shown.status);
    const form = await ben.press(shown.message, 'Open');
    expect(form).toMatchObject({ status: 'modal', modal: { title: 'This week' } });
    expect(await ben.submit(form, { what: 'x'.repeat(21) })).toMatchObject({ status: 'failed' });
    const updated = await ben.submit(form, { What: 'read' });
    expect(updated).toMatchObject({
      status: 'updated',
      message: { id: shown.message.id, content: 'Done: read' },
    });
    const chosen = await ben.select(shown.message, 'Tick', ['Two', '1']);
    expect(chosen).toMatchObject({ status: 'updated', message: null });
    await expect.poll(() => bench.playground.messagesIn(channel).at(-1)?.content).toBe('2+1');
    await expect.poll(() => ben.visible(channel).at(-1)?.content).toBe('more');
  });

  it('completes what is being typed', async () => {
    bench.onInteraction(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      await interaction.respond([{ name: interaction.options.getFocused().toUpperCase(), value: 'v' }]);
    });
    expect(await ben.autocomplete(channel, 'steps', { step: 'py' }, 'step')).toMatchObject({
      status: 'choices',
      choices: [{ name: 'PY', value: 'v' }],
    });
  });

  it('fills a deferred answer in, and resolves the people named in options', async () => {
    bench.onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({
        content: `About ${interaction.options.getUser('member', true).username}`,
      });
    });
    const outcome = await ben.command(channel, 'steps', { member: ben.userId });
    expect(outcome.status).toBe('deferred');
    expect(await ben.settled(outcome)).toMatchObject({
      content: 'About ben',
      flags: 64,
      edited_timestamp: null,
    });
  });

  it('offers admins what only admins may use', async () => {
    const { world } = bench.playground;
    expect(ben.offered(channel)).toEqual(['nudge', 'steps']);
    expect(bench.playground.as(idOf(world.users, 'ada')).offered(channel)).toContain('setup');
    expect(ben.offered(ben.direct())).toEqual(['nudge', 'steps']);
    expect(await ben.command(channel, 'setup')).toMatchObject({ status: 'failed' });
  });

  it('works in direct messages', async () => {
    bench.onInteraction(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply(`Hello ${interaction.user.username}`);
    });
    const outcome = await ben.command(ben.direct(), 'steps');
    expect(outcome).toMatchObject({ status: 'message', message: { content: 'Hello ben' } });
    expect(bench.playground.directMessages(ben.userId)).toHaveLength(1);
  });

  it('has had nothing to complain of', () => {
    expect(bench.playground.violations).toEqual([]);
  });
});
