import { todayOf } from '../src/accountability/zone.ts';
import { command, on } from '../src/app.ts';
import { UserError } from '../src/discord/errors.ts';
import { md } from '../src/discord/markdown.ts';
import { user } from '../src/discord/options.ts';
import { show } from '../src/discord/reply.ts';
import { showLadder, showReadiness } from '../src/guide/actions.ts';
import {
  askDelete,
  askShare,
  chooseProofs,
  deleteEntry as confirmDelete,
  editEntry,
  exportPortfolio,
  moveEntry,
  pickEntry,
  proveMilestones,
  saveChange,
  setVisible,
  shareEntry,
  showEntry,
  showPortfolio,
  unshareEntry,
} from '../src/portfolio/actions.ts';
import {
  changeEntry,
  chooseEntries,
  chooseMilestones,
  deleteEntry,
  moveToStep,
} from '../src/portfolio/change.ts';
import { deletePanel } from '../src/portfolio/entry-view.ts';
import { exportReply } from '../src/portfolio/export-view.ts';
import { changeForm } from '../src/portfolio/forms.ts';
import {
  entryOf,
  showEntryPanel,
  showLadderOf,
  showOwnPortfolio,
  showPortfolioOf,
  showReadinessFor,
} from '../src/portfolio/show.ts';
import { askChecklist } from '../src/showcase/actions.ts';
import { postIt, readersChecklist, sharePreview, takeBack, unshare } from '../src/showcase/share.ts';

export default command({
  name: 'portfolio',
  description: 'What you have logged, to look at, to change, and to take with you',
  where: 'anywhere',
  options: { member: user({ description: 'Whose; default: yours. Others decide who sees theirs' }) },

  run: async (context) =>
    show(await showPortfolioOf(context, context.options.member ?? context.member.userId, 0)),

  handlers: [
    on(showPortfolio, async (pressed) => {
      const { whose, page } = pressed.state;
      return show(await showPortfolioOf(pressed, whose === 'me' ? pressed.member.userId : whose, page));
    }),

    on(setVisible, async (pressed) => {
      if (pressed.where.guildId === null)
        throw new UserError(md`Who may look is a matter of each server: press that in one of them.`);
      const isVisible = pressed.state.visible === 'yes';
      await pressed.app.profiles.setVisible(pressed.member, isVisible);
      const words = isVisible ? md`Members of this server can look now.` : md`Only you see it now.`;
      return show(await showOwnPortfolio(pressed, 0, words));
    }),

    on(exportPortfolio, async ({ app, member, where }) => {
      const [guide, entries, today] = await Promise.all([
        app.guides.of(member.guildId),
        app.portfolio.list(member),
        todayOf(app, member),
      ]);
      return exportReply({ guide, entries, today, name: where.names.get(member.userId) ?? 'Portfolio' });
    }),

    on(pickEntry, async (pressed) => {
      const [chosen = ''] = pressed.values;
      return show(await showEntryPanel(pressed, await entryOf(pressed, idOf(chosen))));
    }),
    on(showEntry, async (pressed) =>
      show(await showEntryPanel(pressed, await entryOf(pressed, pressed.state.entry))),
    ),
    on(editEntry, async (pressed) => changeForm(await entryOf(pressed, pressed.state.entry))),
    on(saveChange, async (pressed) => {
      const { app, member, state, fields } = pressed;
      return show(await changeEntry(pressed, state.entry, fields, await todayOf(app, member)));
    }),
    on(askDelete, async (pressed) => {
      const entry = await entryOf(pressed, pressed.state.entry);
      return show(deletePanel(entry, await pressed.app.showcase.isShared(pressed.member, entry.id)));
    }),
    on(confirmDelete, async (pressed) => {
      const { entry } = pressed.state;
      return show(await deleteEntry(pressed, entry, () => unshare(pressed, entry)));
    }),

    on(proveMilestones, async (pressed) =>
      show(await chooseMilestones(pressed, pressed.state.entry, pressed)),
    ),
    on(moveEntry, async (pressed) =>
      show(await moveToStep(pressed, pressed.state.entry, pressed.values[0] ?? '')),
    ),
    on(chooseProofs, async (pressed) => show(await chooseEntries(pressed, pressed.state, pressed))),
    on(showReadiness, async (pressed) => show(await showReadinessFor(pressed, pressed.state.step))),
    on(showLadder, async (pressed) => show(await showLadderOf(pressed, pressed.state.step))),

    on(askShare, (pressed) => sharePreview(pressed, pressed.state.entry)),
    on(shareEntry, (pressed) => postIt(pressed, pressed.state.entry)),
    on(unshareEntry, (pressed) => takeBack(pressed, pressed.state.entry)),
    on(askChecklist, (pressed) => readersChecklist(pressed, pressed.state)),
  ],
});

/** An entry's id as a select sends it; 0, which no entry has, if it is none. */
const idOf = (value: string) => (/^\d{1,9}$/.test(value) ? Number(value) : 0);
