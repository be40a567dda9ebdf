import { type AppContext, commandGroup, on, subcommand } from '../src/app.ts';
import { memberIn } from '../src/buddies/find.ts';
import { button } from '../src/discord/components.ts';
import { md } from '../src/discord/markdown.ts';
import { required, string } from '../src/discord/options.ts';
import { show, showNew } from '../src/discord/reply.ts';
import { askWhetherToLeave, join, leave, report, takeOn, waitNoLonger } from '../src/groups/act.ts';
import {
  aboutGroup,
  askNew,
  askReport,
  askToClose,
  askToLeave,
  askWords,
  chooseCity,
  chooseDoor,
  chooseLanguage,
  choosePlaces,
  closeNow,
  dropDraft,
  editGroup,
  endWish,
  forgiveMember,
  goesOn,
  handOverNow,
  handOverTo,
  joinGroup,
  joinThere,
  leaveNow,
  letIn as letInAction,
  lookHere,
  makeWish,
  openGroup,
  removeMember,
  removeNow,
  saveNew,
  saveReport,
  saveWords,
  searchPage,
  seeGroup,
  seeReported,
  settleReport,
  showGroup as showGroupAction,
  showMembers as showMembersAction,
  showMine as showMineAction,
  showReports,
  startHere,
  stopWaitingFor,
  takeOn as takeOnAction,
  turnAway as turnAwayAction,
} from '../src/groups/actions.ts';
import { reportForm } from '../src/groups/ask-view.ts';
import { chosen, chosenUser } from '../src/groups/chosen.ts';
import {
  changeWords,
  dropIt,
  newForm,
  openIt,
  openWords,
  pick,
  pickCity,
  saveNewGroup,
  showEdit,
} from '../src/groups/edit.ts';
import { languageChoices } from '../src/groups/languages.ts';
import {
  askWhetherToClose,
  askWhetherToHandOver,
  askWhetherToRemove,
  close,
  forgive,
  goOn,
  handOver,
  letIn,
  remove,
  turnAway,
} from '../src/groups/lead.ts';
import { settle, showReported, showReportsOf } from '../src/groups/moderate.ts';
import { anyGroup, joinable, suggestAny, suggestJoinable, suggestOwned } from '../src/groups/named.ts';
import type { Needs } from '../src/groups/needs.ts';
import { radii } from '../src/groups/query.ts';
import { readQuery, showResults, suggestCities, wish } from '../src/groups/search.ts';
import { showNews } from '../src/groups/see.ts';
import { knownGroup, namedGroup, showGroup, showMembers, showMine, suggestMine } from '../src/groups/show.ts';
import { suggestSteps } from '../src/guide/show.ts';
import { askPlan, showAhead } from '../src/meetups/actions.ts';
import { readCity } from '../src/places/read.ts';

const group = required(string({ description: 'One of your groups', autocompletes: true, maxLength: 100 }));
const anyOne = required(string({ description: 'A group', autocompletes: true, maxLength: 100 }));
const suggestGroup = (context: AppContext & { readonly text: string }) => suggestMine(context, context.text);
const suggestCity = (context: AppContext & { readonly text: string }) => suggestCities(context, context.text);

export default commandGroup({
  name: 'group',
  description: 'Study groups: find one near you or in your hours, join it, start your own',
  where: 'server',
  subcommands: {
    find: subcommand({
      description: 'Who studies near you, or in your hours',
      options: {
        near: string({ description: 'A city; nobody else is shown it', autocompletes: true, maxLength: 100 }),
        radius: string({ description: 'How far you would go; 25 km if you do not say', choices: radii }),
        topic: string({ description: 'A step of the guide, or words', autocompletes: true, maxLength: 100 }),
        online: string({
          description: 'Near, online, or both',
          choices: { anywhere: 'Near and online', near: 'Only near', online: 'Only online' },
        }),
        language: string({ description: 'The language it speaks', autocompletes: true, maxLength: 40 }),
        free: string({ description: 'Only with a free place', choices: { yes: 'With a free place' } }),
      },
      autocomplete: {
        near: suggestCity,
        topic: async ({ app, member, text }) => suggestSteps(await app.guides.of(member.guildId), text),
        language: ({ text }) => languageChoices(text),
      },
      run: async (context) => show(await showResults(context, await readQuery(context, context.options))),
    }),
    create: subcommand({
      description: 'Start a study group: a name, a place or online, an hour',
      options: {
        city: string({
          description: 'Where you meet; leave it out to meet online',
          autocompletes: true,
          maxLength: 100,
        }),
      },
      autocomplete: { city: suggestCity },
      run: async (context) => {
        const { city } = context.options;
        return await newForm(context, city === undefined ? 0 : readCity(await context.app.places(), city).id);
      },
    }),
    mine: subcommand({
      description: 'The groups that you are in, or wait for',
      options: {},
      run: async (context) => show(await showMine(context)),
    }),
    show: subcommand({
      description: 'A group: who, where, when',
      options: { group: anyOne },
      autocomplete: { group: (context) => suggestAny(context, context.text) },
      run: async (context) =>
        show(await showGroup(withMeetups(context), await anyGroup(context, context.options.group))),
    }),
    join: subcommand({
      description: 'Join a group whose name you know',
      options: { group: anyOne },
      autocomplete: { group: (context) => suggestJoinable(context, context.text) },
      run: async (context) =>
        show(await join(withMeetups(context), await joinable(context, context.options.group))),
    }),
    leave: subcommand({
      description: 'Leave a group, or its waiting list',
      options: { group },
      autocomplete: { group: suggestGroup },
      run: async (context) =>
        show(
          await askWhetherToLeave(
            withMeetups(context),
            (await namedGroup(context, context.options.group)).id,
          ),
        ),
    }),
    edit: subcommand({
      description: 'Change a group that you own',
      options: { group },
      autocomplete: { group: (context) => suggestOwned(context, context.text) },
      run: async (context) =>
        show(await showEdit(context, (await namedGroup(context, context.options.group)).id)),
    }),
    close: subcommand({
      description: 'Close a group that you own',
      options: { group },
      autocomplete: { group: (context) => suggestOwned(context, context.text) },
      run: async (context) =>
        show(await askWhetherToClose(context, (await namedGroup(context, context.options.group)).id)),
    }),
  },

  handlers: [
    on(seeGroup, async (pressed) => {
      const { app, state, where } = pressed;
      const row = await app.outbox.rowOf(state.batch, where.userId);
      if (row === undefined) return showNew(await showMine(pressed));
      const there = { ...pressed, member: await memberIn(pressed, row.member.guildId) };
      return showNew(await showNews(withMeetups(there), row.about));
    }),
    on(showGroupAction, async (pressed) => show(await showGroup(withMeetups(pressed), pressed.state.group))),
    on(aboutGroup, async (pressed) => show(await showGroup(withMeetups(pressed), pressed.state.group))),
    on(showMineAction, async (pressed) => show(await showMine(pressed, undefined, pressed.state.page))),

    on(joinGroup, async (pressed) => show(await join(withMeetups(pressed), pressed.state.group))),
    on(joinThere, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return showNew(await join(withMeetups({ ...pressed, member }), pressed.state.group));
    }),
    on(stopWaitingFor, async (pressed) =>
      show(await waitNoLonger(withMeetups(pressed), pressed.state.group)),
    ),
    on(askToLeave, async (pressed) =>
      show(await askWhetherToLeave(withMeetups(pressed), pressed.state.group)),
    ),
    on(leaveNow, async (pressed) => show(await leave(pressed, pressed.state.group))),

    // On a post for all the server; or in a direct message, which says by its row which server it is from.
    on(startHere, async (pressed) => {
      const row = await pressed.app.outbox.rowOf(pressed.state.batch, pressed.where.userId);
      const guildId = row?.member.guildId ?? pressed.member.guildId;
      return await newForm({ ...pressed, member: await memberIn(pressed, guildId) }, 0);
    }),
    on(lookHere, async (pressed) => showNew(await showResults(pressed, await readQuery(pressed, {})))),
    on(askNew, async (pressed) => await newForm(pressed, pressed.state.city)),
    on(saveNew, async (pressed) => show(await saveNewGroup(pressed, pressed.state.city, pressed.fields))),
    on(editGroup, async (pressed) => show(await showEdit(pressed, pressed.state.group))),
    on(askWords, async (pressed) => await openWords(pressed, pressed.state.group)),
    on(saveWords, async (pressed) =>
      show(await changeWords(pressed, pressed.state.group, pressed.state.seen, pressed.fields)),
    ),
    on(chooseCity, async (pressed) => show(await pickCity(pressed, pressed.state.group, chosen(pressed)))),
    on(chooseLanguage, async (pressed) =>
      show(await pick(pressed, pressed.state.group, 'language', chosen(pressed))),
    ),
    on(choosePlaces, async (pressed) =>
      show(await pick(pressed, pressed.state.group, 'places', chosen(pressed))),
    ),
    on(chooseDoor, async (pressed) =>
      show(await pick(pressed, pressed.state.group, 'door', chosen(pressed))),
    ),
    on(openGroup, async (pressed) => show(await openIt(withMeetups(pressed), pressed.state.group))),
    on(dropDraft, async (pressed) => {
      await dropIt(pressed, pressed.state.group);
      return show(await showMine(pressed, md`Nothing was opened.`));
    }),

    on(showMembersAction, async (pressed) => show(await showMembers(pressed, pressed.state.group))),
    on(handOverTo, async (pressed) =>
      show(await askWhetherToHandOver(pressed, pressed.state.group, chosenUser(pressed))),
    ),
    on(removeMember, async (pressed) =>
      show(await askWhetherToRemove(pressed, pressed.state.group, chosenUser(pressed))),
    ),
    on(handOverNow, async (pressed) =>
      show(await handOver(withMeetups(pressed), pressed.state.group, pressed.state.user)),
    ),
    on(removeNow, async (pressed) => show(await remove(pressed, pressed.state.group, pressed.state.user))),
    on(letInAction, async (pressed) => show(await letIn(pressed, pressed.state.group, pressed.state.user))),
    on(turnAwayAction, async (pressed) =>
      show(await turnAway(pressed, pressed.state.group, pressed.state.user)),
    ),
    on(forgiveMember, async (pressed) =>
      show(await forgive(pressed, pressed.state.group, pressed.state.user)),
    ),
    on(askToClose, async (pressed) => show(await askWhetherToClose(pressed, pressed.state.group))),
    on(closeNow, async (pressed) => show(await close(pressed, pressed.state.group))),
    on(goesOn, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return showNew(await goOn(withMeetups({ ...pressed, member }), pressed.state.group));
    }),
    on(takeOnAction, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return showNew(await takeOn(withMeetups({ ...pressed, member }), pressed.state.group));
    }),

    on(searchPage, async (pressed) => show(await showResults(pressed, pressed.state))),
    on(makeWish, async (pressed) => show(await wish(pressed, pressed.state))),
    on(endWish, async (pressed) => {
      await pressed.app.groups.forgetWish(pressed.member);
      return show(await showResults(pressed, pressed.state, md`✔️ I don't look any more.`));
    }),

    on(askReport, async (pressed) => reportForm(await knownGroup(pressed, pressed.state.group))),
    on(saveReport, async (pressed) =>
      show(await report(withMeetups(pressed), pressed.state.group, pressed.fields['reason'] ?? '')),
    ),
    on(showReports, async (pressed) => show(await showReportsOf(pressed))),
    on(seeReported, async (pressed) => show(await showReported(pressed, pressed.state.group))),
    on(settleReport, async (pressed) => show(await settle(pressed, pressed.state.report))),
  ],
});

/** A group's members find its meetups on its panel. */
const withMeetups = <T extends Needs>(needs: T): T => ({
  ...needs,
  groupButtons: ({ group: { id, state }, standing: { kind } }) =>
    state === 'open' && (kind === 'owner' || kind === 'member')
      ? [button(askPlan.id({ group: id }), 'Plan a meetup'), button(showAhead.id({}), 'Meetups')]
      : [],
});
