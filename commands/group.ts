import { type AppContext, commandGroup, on, subcommand } from '../src/app.ts';
import { memberIn } from '../src/buddies/find.ts';
import { UserError } from '../src/discord/errors.ts';
import { md } from '../src/discord/markdown.ts';
import { required, string } from '../src/discord/options.ts';
import { show, showNew } from '../src/discord/reply.ts';
import { readAbout } from '../src/groups/about.ts';
import {
  askWhetherToClose,
  askWhetherToLeave,
  close,
  forgive,
  goOn,
  handOver,
  join,
  leave,
  letIn,
  remove,
  report,
  takeOn,
  turnAway,
  waitNoLonger,
} from '../src/groups/act.ts';
import {
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
  handOverTo,
  joinGroup,
  joinThere,
  leaveNow,
  letIn as letInAction,
  lookHere,
  makeWish,
  openGroup,
  removeMember,
  saveNew,
  saveReport,
  saveWords,
  searchPage,
  seeGroup,
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
import { settle, showReportsOf } from '../src/groups/moderate.ts';
import { anyGroup, joinable, suggestAny, suggestJoinable } from '../src/groups/named.ts';
import { radii } from '../src/groups/query.ts';
import { readCity, readQuery, showResults, suggestCities, wish } from '../src/groups/search.ts';
import { knownGroup, namedGroup, showGroup, showMembers, showMine, suggestMine } from '../src/groups/show.ts';
import { suggestSteps } from '../src/guide/show.ts';

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
        return await newForm(context, city === undefined ? 0 : (await readCity(context, city)).id);
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
      run: async (context) => show(await showGroup(context, await anyGroup(context, context.options.group))),
    }),
    join: subcommand({
      description: 'Join a group whose name you know',
      options: { group: anyOne },
      autocomplete: { group: (context) => suggestJoinable(context, context.text) },
      run: async (context) => show(await join(context, await joinable(context, context.options.group))),
    }),
    leave: subcommand({
      description: 'Leave a group, or its waiting list',
      options: { group },
      autocomplete: { group: suggestGroup },
      run: async (context) =>
        show(await askWhetherToLeave(context, (await namedGroup(context, context.options.group)).id)),
    }),
    edit: subcommand({
      description: 'Change a group that you own',
      options: { group },
      autocomplete: { group: suggestGroup },
      run: async (context) =>
        show(await showEdit(context, (await namedGroup(context, context.options.group)).id)),
    }),
    close: subcommand({
      description: 'Close a group that you own',
      options: { group },
      autocomplete: { group: suggestGroup },
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
      const { what, groupId } = readAbout(row.about);
      if (what === 'near' || what === 'closed') return showNew(await showMine(there));
      if (what === 'request') return showNew(await showMembers(there, groupId));
      return showNew(await showGroup(there, groupId));
    }),
    on(showGroupAction, async (pressed) => show(await showGroup(pressed, pressed.state.group))),
    on(showMineAction, async (pressed) => show(await showMine(pressed, undefined, pressed.state.page))),

    on(joinGroup, async (pressed) => show(await join(pressed, pressed.state.group))),
    on(joinThere, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return showNew(await join({ ...pressed, member }, pressed.state.group));
    }),
    on(stopWaitingFor, async (pressed) => show(await waitNoLonger(pressed, pressed.state.group))),
    on(askToLeave, async (pressed) => show(await askWhetherToLeave(pressed, pressed.state.group))),
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
    on(saveWords, async (pressed) => show(await changeWords(pressed, pressed.state.group, pressed.fields))),
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
    on(openGroup, async (pressed) => show(await openIt(pressed, pressed.state.group))),
    on(dropDraft, async (pressed) => {
      await dropIt(pressed, pressed.state.group);
      return show(await showMine(pressed, md`Nothing was opened.`));
    }),

    on(showMembersAction, async (pressed) => show(await showMembers(pressed, pressed.state.group))),
    on(handOverTo, async (pressed) =>
      show(await handOver(pressed, pressed.state.group, chosenUser(pressed))),
    ),
    on(removeMember, async (pressed) =>
      show(await remove(pressed, pressed.state.group, chosenUser(pressed))),
    ),
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
      return showNew(await goOn({ ...pressed, member }, pressed.state.group));
    }),
    on(takeOnAction, async (pressed) => {
      const member = await memberIn(pressed, pressed.state.guild);
      return showNew(await takeOn({ ...pressed, member }, pressed.state.group));
    }),

    on(searchPage, async (pressed) => show(await showResults(pressed, pressed.state))),
    on(makeWish, async (pressed) => show(await wish(pressed, pressed.state))),
    on(endWish, async (pressed) => {
      await pressed.app.groups.forgetWish(pressed.member);
      return show(await showMine(pressed, md`✔️ I don't look any more.`));
    }),

    on(askReport, async (pressed) => reportForm(await knownGroup(pressed, pressed.state.group))),
    on(saveReport, async (pressed) =>
      show(await report(pressed, pressed.state.group, pressed.fields['reason'] ?? '')),
    ),
    on(showReports, async (pressed) => show(await showReportsOf(pressed))),
    on(settleReport, async (pressed) => show(await settle(pressed, pressed.state.report))),
  ],
});

const chosen = ({ values }: { readonly values: readonly string[] }): string => values[0] ?? '';

/** The id in a user select. @throws {UserError} if it is none. */
function chosenUser({ values }: { readonly values: readonly string[] }): string {
  const [userId = ''] = values;
  if (!/^\d{1,20}$/.test(userId)) throw new UserError(md`Pick somebody from the list.`);
  return userId;
}
