import { todayOf } from '../src/accountability/zone.ts';
import { type AppContext, command, on } from '../src/app.ts';
import { accent, download, panel, text } from '../src/discord/components.ts';
import { UserError } from '../src/discord/errors.ts';
import { lines, md } from '../src/discord/markdown.ts';
import { user } from '../src/discord/options.ts';
import { show, showNew, withFiles } from '../src/discord/reply.ts';
import { showLadder, showReadiness } from '../src/guide/actions.ts';
import { hasLadder } from '../src/guide/parts.ts';
import { stepOf } from '../src/guide/show.ts';
import {
  askDelete,
  askShare,
  chooseProofs,
  deleteEntry,
  editEntry,
  exportPortfolio,
  pickEntry,
  proveMilestones,
  saveChange,
  setVisible,
  shareEntry,
  showEntry,
  showPortfolio,
  unshareEntry,
} from '../src/portfolio/actions.ts';
import { deletePanel, effectWords } from '../src/portfolio/entry-view.ts';
import { asJson, asMarkdown } from '../src/portfolio/export.ts';
import { changeForm, readDraft } from '../src/portfolio/forms.ts';
import { provableBy, readRefs, refOf, wanted, writeRef } from '../src/portfolio/proof.ts';
import { entryOf, showEntryPanel, showOthersPortfolio, showOwnPortfolio } from '../src/portfolio/show.ts';
import { ladderPanel, readinessPanel } from '../src/portfolio/step-views.ts';
import { askChecklist } from '../src/showcase/actions.ts';
import { postIt, readersChecklist, sharePreview, takeBack, unshare } from '../src/showcase/share.ts';

export default command({
  name: 'portfolio',
  description: 'What you have logged, to look at, to change, and to take with you',
  where: 'anywhere',
  options: { member: user({ description: 'Whose; default: yours. Others decide who sees theirs' }) },

  async run(context) {
    const userId = context.options.member ?? context.member.userId;
    return show(await portfolioOf(context, userId, 0));
  },

  handlers: [
    on(showPortfolio, async (pressed) => {
      const { whose, page } = pressed.state;
      return show(await portfolioOf(pressed, whose === 'me' ? pressed.member.userId : whose, page));
    }),

    on(setVisible, async (pressed) => {
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
      const exported = { guide, entries, today, name: where.names.get(member.userId) ?? 'Portfolio' };
      const encode = (words: string) => new TextEncoder().encode(words);
      return withFiles(
        showNew(
          panel(
            accent.brand,
            text(
              md`**Your portfolio to take with you:** a page to send, without your notes, and everything as data.`,
            ),
            download('portfolio.md'),
            download('portfolio.json'),
          ),
        ),
        { name: 'portfolio.md', contentType: 'text/markdown', data: encode(asMarkdown(exported)) },
        { name: 'portfolio.json', contentType: 'application/json', data: encode(asJson(exported)) },
      );
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
      const before = await entryOf(pressed, state.entry);
      const guide = await app.guides.of(member.guildId);
      const { draft, problems } = readDraft(fields, before, await todayOf(app, member));
      const changed = await app.portfolio.change(member, before.id, draft);
      if (changed === 'known')
        throw new UserError(md`Another entry has that link already, so nothing was changed.`);
      const fitting = provableBy(guide, draft.kind).map((placed) => writeRef(refOf(placed)));
      const remove = before.proves.filter((ref) => !fitting.includes(writeRef(ref)));
      const effect = await app.portfolio.prove(member, before.id, { add: [], remove }, (ref) =>
        wanted(guide, ref),
      );
      const after = await entryOf(pressed, before.id);
      return show(
        await showEntryPanel(pressed, after, md`✔️ Saved.`, effect && effectWords(guide, effect), problems),
      );
    }),

    on(askDelete, async (pressed) => {
      const entry = await entryOf(pressed, pressed.state.entry);
      const isShared = await pressed.app.showcase.isShared(pressed.member, entry.id);
      return show(deletePanel(entry, isShared));
    }),

    on(deleteEntry, async (pressed) => {
      const { app, member, state } = pressed;
      const entry = await entryOf(pressed, state.entry);
      const taken = await unshare(pressed, entry.id);
      const guide = await app.guides.of(member.guildId);
      const removed = await app.portfolio.remove(member, entry.id, (ref) => wanted(guide, ref));
      // Somebody was faster: the same member, on another device or with a second click.
      if (removed === undefined) return show(await showOwnPortfolio(pressed, 0));
      const words = lines(md`🗑️ Deleted.`, taken, effectWords(guide, removed));
      return show(await showOwnPortfolio(pressed, 0, words));
    }),

    on(proveMilestones, async (pressed) => {
      const { app, member, state, values, shownAsChosen } = pressed;
      const entry = await entryOf(pressed, state.entry);
      const guide = await app.guides.of(member.guildId);
      const refs = readRefs(provableBy(guide, entry.kind), values, shownAsChosen);
      const effect = await app.portfolio.prove(member, entry.id, refs, (ref) => wanted(guide, ref));
      const after = await entryOf(pressed, entry.id);
      return show(await showEntryPanel(pressed, after, effect && effectWords(guide, effect)));
    }),

    on(showReadiness, async (pressed) => show(await readinessOf(pressed, pressed.state.step))),

    on(chooseProofs, async (pressed) => {
      const { app, member, state, values, shownAsChosen } = pressed;
      const guide = await app.guides.of(member.guildId);
      const ref = { step: state.step, milestone: state.milestone };
      const kinds = stepOf(guide, ref.step).milestones.find(({ id }) => id === ref.milestone)?.proof?.log;
      const own = new Map((await app.portfolio.list(member)).map((entry) => [String(entry.id), entry]));
      const change = (from: readonly string[], without: readonly string[]) =>
        from.flatMap((id) => (without.includes(id) ? [] : (own.get(id) ?? [])));
      for (const entry of change(values, shownAsChosen)) {
        if (kinds?.includes(entry.kind) !== true) continue;
        await app.portfolio.prove(member, entry.id, { add: [ref], remove: [] }, (of) => wanted(guide, of));
      }
      for (const entry of change(shownAsChosen, values))
        await app.portfolio.prove(member, entry.id, { add: [], remove: [ref] }, (of) => wanted(guide, of));
      return show(await readinessOf(pressed, state.step));
    }),

    on(askShare, (pressed) => sharePreview(pressed, pressed.state.entry)),
    on(shareEntry, (pressed) => postIt(pressed, pressed.state.entry)),
    on(unshareEntry, (pressed) => takeBack(pressed, pressed.state.entry)),
    on(askChecklist, (pressed) => readersChecklist(pressed, pressed.state)),

    on(showLadder, async (pressed) => {
      const shown = await stepPortfolio(pressed, pressed.state.step);
      if (!hasLadder(shown.step)) throw new UserError(md`That step has no ladder any more.`);
      return show(ladderPanel(shown));
    }),
  ],
});

/** The member's own portfolio, or another's of the same server. @throws {UserError} if they don't show it. */
async function portfolioOf(context: AppContext, userId: string, page: number) {
  if (userId === context.member.userId) return await showOwnPortfolio(context, page);
  if (context.where.guildId === null)
    throw new UserError(md`Here I only know you. Ask for others in a server that you share with them.`);
  return await showOthersPortfolio(context, userId, page);
}

/** An entry's id as a select sends it; 0, which no entry has, if it is none. */
const idOf = (value: string) => (/^\d{1,9}$/.test(value) ? Number(value) : 0);

async function stepPortfolio({ app, member }: AppContext, stepId: string) {
  const [guide, progress, entries] = await Promise.all([
    app.guides.of(member.guildId),
    app.progress.of(member),
    app.portfolio.list(member),
  ]);
  return { step: stepOf(guide, stepId), progress, entries };
}

async function readinessOf(context: AppContext, stepId: string) {
  const shown = await stepPortfolio(context, stepId);
  if (shown.step.readiness === undefined)
    throw new UserError(md`That step has no such question any more. \`/steps\` shows what it has.`);
  return readinessPanel(shown);
}
