/** What an admin reads of one link or text of the server's own, and of one that was not saved. */
import {
  accent,
  type ButtonRow,
  button,
  buttons,
  divider,
  link as linkTo,
  panel,
  select,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md, trusted } from '../discord/markdown.ts';
import type { Guide } from '../guide/guide.ts';
import { among, costs, kinds, levels } from '../guide/names.ts';
import type { Step } from '../guide/schema.ts';
import { askLink, askText, chooseLevel, removeLink, showStepContent } from './actions.ts';
import { contained } from './contained.ts';
import { fits } from './overlay.ts';
import type { OwnLink, TextField } from './own.ts';

/** One of the server's own links, as members see it. */
export function ownLinkPanel(base: Guide, step: Step, link: OwnLink, notice?: Markdown): TopLevelComponent {
  const cost = among(costs, link.cost);
  return panel(
    accent.brand,
    notice && text(notice),
    text(
      lines(
        md`**${linkTo(link.title, link.url)}**`,
        md`${link.about}`,
        md`-# ${kindInWords(link)} · ${cost === null ? link.cost : costs[cost]}`,
        !fits(base, link)
          ? md`⚠️ It is not shown, since I no longer know what it says of its kind, cost or level. Remove it and add it anew.`
          : undefined,
      ),
    ),
    divider(),
    text(md`For whom is it?`),
    select(
      chooseLevel.id({ link: link.id }),
      'Level',
      Object.entries(levels).map(([value, label]) => ({ value, label, chosen: value === link.level })),
    ),
    buttons(
      button(removeLink.id({ link: link.id }), 'Remove the link', { look: 'danger' }),
      addButton(step, 'Add another'),
      button(showStepContent.id({ step: step.id, page: 0 }), 'Back to the step'),
    ),
  );
}

export const addButton = (step: Step, label: string) =>
  button(askLink.id({ step: step.id, kind: 'none', cost: 'none' }), label, { look: 'primary' });

/** A text as members now read it. */
export const ownTextPanel = (step: Step, field: TextField, words: string): TopLevelComponent =>
  panel(
    accent.brand,
    text(md`✔️ Saved. Members of this server now read:`),
    divider(),
    text(trusted(contained(words))),
    divider(),
    buttons(
      button(askText.id({ step: step.id, field }), `Change “${field}”`),
      button(showStepContent.id({ step: step.id, page: 0 }), 'Back to the step'),
    ),
  );

/** Says what is to be done, and shows what was typed, so that it can be copied; `again` tries again. */
export function notSavedPanel(
  problem: Markdown,
  typed: readonly string[],
  ...again: ButtonRow
): TopLevelComponent {
  const shown = typed
    .flatMap((words) => words.split('\n'))
    .map((line) => md`${line}`)
    .filter((line) => line.text.trim() !== '');
  return panel(
    accent.warn,
    text(md`Not saved: ${problem}`),
    shown.length === 0 ? undefined : text(lines(md`-# This is what you typed, to copy:`, ...shown)),
    buttons(...again),
  );
}

/** The kind in words, or as it is stored if it is no longer known. */
export function kindInWords(link: OwnLink): string {
  const kind = among(kinds, link.kind);
  return kind === null ? link.kind : kinds[kind];
}
