import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { type App, type AppContext, command, on } from '../src/app.ts';
import {
  askLink,
  askText,
  chooseLevel,
  hideLinks,
  pickContentStep,
  pickLink,
  removeLink,
  removeLost,
  saveLink,
  saveText,
  showContent,
  showStepContent,
  unhideLink,
} from '../src/curation/actions.ts';
import {
  addLink,
  changeHidden,
  changeLevel,
  openLinkForm,
  removeLostLinks,
  removeOwnLink,
  showOwnLink,
  unhide,
} from '../src/curation/links.ts';
import { type Editing, showContentOf, showSteps } from '../src/curation/show.ts';
import { changeText, openTextForm } from '../src/curation/texts.ts';
import type { Where } from '../src/discord/command.ts';
import { button } from '../src/discord/components.ts';
import { UserError } from '../src/discord/errors.ts';
import { limits } from '../src/discord/limits.ts';
import { type Markdown, md } from '../src/discord/markdown.ts';
import { channel, string } from '../src/discord/options.ts';
import { show, showNew } from '../src/discord/reply.ts';
import { showReports } from '../src/groups/actions.ts';
import {
  askTime,
  chooseGroupsChannel,
  chooseNudgeChannel,
  chooseShowcaseChannel,
  chooseWeekday,
  saveTime,
  setWeeklyPost,
  showSetup,
} from '../src/settings/actions.ts';
import { channelSettings, type Troubles, troublesIn } from '../src/settings/channels.ts';
import type { GuildSettings, SettingsChange } from '../src/settings/store.ts';
import { remedyPanel, showRemedy } from '../src/settings/trouble.ts';
import { setupPanel, timeForm } from '../src/settings/view.ts';
import { readTime, readZone } from '../src/time/read.ts';
import { weekdayChoices, weekdays } from '../src/time/time-of-day.ts';
import { zoneChoices } from '../src/time/time-zones.ts';

export default command({
  name: 'setup',
  description: 'For admins: channels, the usual time for nudges, and links and texts of your own',
  where: 'server',
  requires: PermissionFlagsBits.ManageGuild,
  options: {
    channel: channel({
      description: 'Where weekly nudges are posted',
      channelTypes: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
    }),
    showcase: channel({
      description: 'Where members show their work and get feedback',
      channelTypes: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
    }),
    groups: channel({
      description: 'Where study groups have their threads',
      channelTypes: [ChannelType.GuildText],
    }),
    weekday: string({ description: 'The usual day', choices: weekdayChoices }),
    time: string({ description: 'The usual time, such as 18:30 or 6:30 pm', maxLength: 20 }),
    timezone: string({
      description: 'The usual time zone, such as Europe/Berlin',
      autocompletes: true,
      maxLength: 60,
    }),
  },
  autocomplete: {
    timezone: ({ app, where, text }) =>
      zoneChoices(text, where.locale, app.clock.now(), limits.autocompleteChoices),
  },

  run: async (context) =>
    await change(context, {
      ...(context.options.channel !== undefined && { nudgeChannelId: context.options.channel }),
      ...(context.options.showcase !== undefined && { showcaseChannelId: context.options.showcase }),
      ...(context.options.groups !== undefined && { groupsChannelId: context.options.groups }),
      ...(context.options.weekday !== undefined && { weekday: weekdays[context.options.weekday] }),
      ...(context.options.time !== undefined && { minuteOfDay: readTime(context.options.time) }),
      ...(context.options.timezone !== undefined && { timeZone: readZone(context.options.timezone) }),
    }),

  handlers: [
    on(chooseNudgeChannel, (pressed) => change(pressed, { nudgeChannelId: chosenChannel(pressed.values) })),

    on(chooseShowcaseChannel, (pressed) =>
      change(pressed, { showcaseChannelId: chosenChannel(pressed.values) }),
    ),

    on(chooseGroupsChannel, (pressed) => change(pressed, { groupsChannelId: chosenChannel(pressed.values) })),

    on(chooseWeekday, (pressed) => {
      const weekday = Number(pressed.values[0]);
      if (!Object.values<number>(weekdays).includes(weekday))
        throw new UserError(md`Pick a day from the list.`);
      return change(pressed, { weekday });
    }),

    on(askTime, async ({ app, where }) => timeForm(await app.settings.of(guildOf(where)))),

    on(saveTime, (pressed) =>
      change(pressed, {
        minuteOfDay: readTime(pressed.fields['time'] ?? ''),
        timeZone: readZone(pressed.fields['zone'] ?? ''),
      }),
    ),

    on(setWeeklyPost, async (pressed) => {
      const weeklyPost = pressed.state.on === 'yes';
      const guildId = guildOf(pressed.where);
      const { nudgeChannelId } = await pressed.app.settings.of(guildId);
      if (weeklyPost && nudgeChannelId === null)
        return await showPanel(pressed.app, guildId, chooseChannelFirst);
      return await change(pressed, { weeklyPost });
    }),

    on(showSetup, ({ app, where }) => showPanel(app, guildOf(where))),

    on(showRemedy, () => showNew(remedyPanel())),

    on(showContent, (pressed) => showSteps(editing(pressed))),
    on(removeLost, (pressed) => removeLostLinks(editing(pressed), pressed.values)),
    on(pickContentStep, (pressed) => showContentOf(editing(pressed), pressed.values[0] ?? '')),
    on(showStepContent, (pressed) => showContentOf(editing(pressed), pressed.state.step, pressed.state.page)),

    on(askLink, (pressed) => openLinkForm(editing(pressed), pressed.state)),
    on(saveLink, (pressed) => addLink(editing(pressed), pressed.state.step, pressed.fields)),
    on(pickLink, (pressed) => showOwnLink(editing(pressed), Number(pressed.values[0]))),
    on(chooseLevel, (pressed) => changeLevel(editing(pressed), pressed.state.link, pressed.values[0] ?? '')),
    on(removeLink, (pressed) => removeOwnLink(editing(pressed), pressed.state.link)),

    on(hideLinks, (pressed) => changeHidden(editing(pressed), pressed.state, pressed)),
    on(unhideLink, (pressed) => unhide(editing(pressed), pressed.state.step, pressed.state.key)),

    on(askText, (pressed) => openTextForm(editing(pressed), pressed.state)),
    on(saveText, (pressed) => changeText(editing(pressed), pressed.state, pressed.fields)),
  ],
});

/** The server, if the member may manage it: a panel may outlive its owner's rights. @throws {UserError} */
function guildOf(where: Where): string {
  const may = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator;
  if (where.guildId === null) throw new UserError(md`Type \`/setup\` in your server.`);
  if ((where.memberPermissions & may) === 0n)
    throw new UserError(md`Only members with the permission Manage Server can change this.`);
  return where.guildId;
}

/** Who changes which server's links and texts. @throws {UserError} if they may not. */
const editing = ({ app, where }: AppContext): Editing => ({
  guildId: guildOf(where),
  adminId: where.userId,
  base: app.guides.base,
  store: app.guides.curation,
});

/** The id in a channel select, or null. @throws {UserError} if it is none. */
function chosenChannel(values: readonly string[]): string | null {
  const [channelId = null] = values;
  if (channelId !== null && !/^\d{1,20}$/.test(channelId))
    throw new UserError(md`Pick a channel from the list.`);
  return channelId;
}

async function change({ app, where }: AppContext, wish: SettingsChange) {
  const guildId = guildOf(where);
  if (Object.keys(wish).length === 0) return await showPanel(app, guildId);
  const troubles = await troublesIn({ ...app, guildId }, { ...(await app.settings.of(guildId)), ...wish });
  const [trouble] = channelSettings.flatMap((name) => (name in wish ? (troubles[name] ?? []) : []));
  if (trouble !== undefined) throw new UserError(md`Not saved: ${trouble}`);
  const settings = await app.settings.change(guildId, wish, where.userId);
  if ('groupsChannelId' in wish) await app.groupThreads.channelChosen(guildId);
  return show(await panelOf(app, guildId, { settings, troubles }, md`✔️ Saved.`));
}

const chooseChannelFirst = md`Choose a channel for weekly nudges first: the weekly post goes there.`;

async function showPanel(app: App, guildId: string, notice?: Markdown) {
  const settings = await app.settings.of(guildId);
  const troubles = await troublesIn({ ...app, guildId }, settings);
  return show(await panelOf(app, guildId, { settings, troubles }, notice));
}

/** The panel as things stand; a problem of the nudge channel that is mended is forgotten. */
async function panelOf(
  app: App,
  guildId: string,
  { settings, troubles }: { settings: GuildSettings; troubles: Troubles },
  notice?: Markdown,
) {
  if (troubles.nudgeChannelId === undefined && settings.channelProblem !== null)
    await app.settings.forgetChannelProblem(guildId);
  const content = button(showContent.id({}), 'Links and texts');
  const health = await app.health.of(guildId);
  const { count } = await app.groupReports.openIn(guildId);
  const reports =
    count === 0 ? undefined : button(showReports.id({}), `Reports (${count})`, { look: 'danger' });
  return setupPanel({ settings, troubles, health, nowMs: app.clock.now() }, [content, reports], notice);
}
