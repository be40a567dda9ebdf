/** A small bot of the real discord.js, with one of everything that the page has to draw and to send. */
import {
  ActionRowBuilder,
  type APIApplicationCommandBasicOption,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  ApplicationCommandOptionType as O,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';

export const ZONES = ['Africa/Lagos', 'America/New_York', 'Asia/Tokyo', 'Europe/Berlin', 'Europe/London'];

const DRINKS = ['Tea', 'Coffee', 'Water', 'Juice'];

const orderOptions: APIApplicationCommandBasicOption[] = [
  {
    type: O.String,
    name: 'drink',
    description: 'What to drink',
    required: true,
    choices: DRINKS.map((name) => ({ name, value: name.toLowerCase() })),
  },
  { type: O.Integer, name: 'cups', description: 'How many', min_value: 1, max_value: 9 },
  { type: O.User, name: 'guest', description: 'Who drinks it' },
  { type: O.Boolean, name: 'hot', description: 'Whether it is hot' },
];

export const COMMANDS: RESTPostAPIChatInputApplicationCommandsJSONBody[] = [
  { name: 'hello', description: 'Says hello to you alone' },
  { name: 'panel', description: 'One of every component' },
  { name: 'list', description: 'Pages to turn' },
  { name: 'silent', description: 'Is never answered' },
  { name: 'later', description: 'Is answered after a while' },
  {
    name: 'cafe',
    description: 'The café',
    options: [
      { type: O.Subcommand, name: 'order', description: 'Order a drink', options: orderOptions },
      { type: O.Subcommand, name: 'close', description: 'Go home' },
    ],
  },
  {
    name: 'zone',
    description: 'Where you are',
    options: [
      {
        type: O.String,
        name: 'name',
        description: 'A time zone',
        required: true,
        autocomplete: true,
      },
    ],
  },
];

function row<T extends ButtonBuilder | StringSelectMenuBuilder | UserSelectMenuBuilder>(...parts: T[]) {
  return new ActionRowBuilder<T>().addComponents(...parts);
}

function button(
  id: string,
  label: string,
  style: ButtonStyle.Primary | ButtonStyle.Danger | ButtonStyle.Secondary,
) {
  return new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(style);
}

const options = DRINKS.map((label) => ({
  label,
  value: label.toLowerCase(),
  description: `A cup of ${label}`,
}));

function panel(text: string) {
  return {
    content: text,
    components: [
      row(
        button('count', 'Count', ButtonStyle.Primary),
        button('form', 'Open a form', ButtonStyle.Secondary),
        button('mute', 'Never answers', ButtonStyle.Danger),
        button('off', 'Switched off', ButtonStyle.Secondary).setDisabled(true),
      ),
      row(
        new StringSelectMenuBuilder()
          .setCustomId('drinks')
          .setPlaceholder('Choose drinks')
          .setMinValues(2)
          .setMaxValues(3)
          .addOptions(options),
      ),
      row(new UserSelectMenuBuilder().setCustomId('who').setPlaceholder('Choose somebody')),
    ],
  };
}

function form(): ModalBuilder {
  const text = new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Paragraph).setMinLength(5);
  const mood = new StringSelectMenuBuilder()
    .setCustomId('mood')
    .addOptions({ label: 'Good', value: 'good' }, { label: 'Tired', value: 'tired' });
  return new ModalBuilder()
    .setCustomId('report')
    .setTitle('This week')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('What did you do?')
        .setDescription('A sentence or two')
        .setTextInputComponent(text),
      new LabelBuilder().setLabel('How do you feel?').setStringSelectMenuComponent(mood),
    );
}

/** Three pages to turn, and a menu that is drawn anew, in another place, once something is ticked. */
function list(
  page: number,
  ticked = 0,
): { flags: MessageFlags.IsComponentsV2; components: ContainerBuilder[] } {
  const container = new ContainerBuilder();
  const text = (content: string) =>
    container.addTextDisplayComponents((display) => display.setContent(content));
  if (ticked > 0) text(`${ticked} ticked`);
  container.addActionRowComponents(
    row(
      new StringSelectMenuBuilder()
        .setCustomId('tick')
        .setPlaceholder('Tick drinks')
        .setMaxValues(2)
        .addOptions(options),
    ),
  );
  text(`Page ${page} of 3`);
  container.addActionRowComponents(
    row(
      button(`page:${page - 1}`, 'Back', ButtonStyle.Secondary).setDisabled(page === 1),
      button(`page:${page + 1}`, 'Next', ButtonStyle.Secondary).setDisabled(page === 3),
    ),
    row(button('other', 'Something else', ButtonStyle.Secondary)),
  );
  return { flags: MessageFlags.IsComponentsV2, components: [container] };
}

let presses = 0;

/** Answers one interaction; `silent` things are left unanswered on purpose. */
export async function answer(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    const found = ZONES.filter((zone) => zone.toLowerCase().includes(typed));
    return interaction.respond(found.map((name) => ({ name, value: name })));
  }
  if (interaction.isButton()) {
    if (interaction.customId === 'form') return interaction.showModal(form());
    const [, page] = interaction.customId.split(':');
    if (page !== undefined) return interaction.update(list(Number(page)));
    if (interaction.customId !== 'count') return undefined;
    presses += 1;
    return interaction.update(panel(`Pressed ${presses}`));
  }
  if (interaction.isAnySelectMenu() && interaction.customId === 'tick')
    return interaction.update(list(1, interaction.values.length));
  if (interaction.isAnySelectMenu()) return interaction.reply(`Chose ${interaction.values.join(' and ')}`);
  if (interaction.isModalSubmit()) {
    const text = interaction.fields.getTextInputValue('text');
    if (text.includes('silence')) return undefined;
    return interaction.reply(`Report: ${text} (${interaction.fields.getStringSelectValues('mood').join()})`);
  }
  return interaction.isChatInputCommand() ? command(interaction) : undefined;
}

async function command(interaction: Extract<Interaction, { commandName: string }>): Promise<unknown> {
  if (!interaction.isChatInputCommand()) return undefined;
  const { options: given } = interaction;
  switch (interaction.commandName) {
    case 'hello':
      return interaction.reply({ content: 'Hello, **you**', flags: MessageFlags.Ephemeral });
    case 'panel':
      return interaction.reply(panel('Here is everything'));
    case 'list':
      return interaction.reply(list(1));
    case 'later':
      await interaction.deferReply();
      return interaction.editReply('Here at last');
    case 'zone':
      return interaction.reply(`You are in ${given.getString('name', true)}`);
    case 'cafe': {
      if (given.getSubcommand() === 'close') return interaction.reply('Closed');
      const parts = [
        given.getString('drink'),
        given.getInteger('cups'),
        given.getUser('guest')?.id,
        given.getBoolean('hot'),
      ];
      return interaction.reply(`Ordered ${parts.map(String).join(', ')}`);
    }
    default:
      return undefined;
  }
}
