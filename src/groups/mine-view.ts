/** The groups of a member in a server, so many to a page that any names fit. */
import {
  accent,
  button,
  buttons,
  panel,
  section,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import type { Guide } from '../guide/guide.ts';
import { askNew, editGroup, showGroup, showMine } from './actions.ts';
import type { Group } from './group.ts';
import type { Standing } from './rows.ts';
import { untilWords } from './words.ts';

/** Each takes three of the 40 components that Discord allows. */
const perPage = 8;

interface Mine {
  readonly groups: readonly Group[];
  /** Those that they wait for, and how. */
  readonly waiting: readonly { readonly group: Group; readonly standing: Standing }[];
  readonly guide: Guide;
  readonly page: number;
}

export function minePanel({ groups, waiting, guide, page }: Mine, notice?: Markdown): TopLevelComponent {
  const all = [...groups.map((group) => ({ group, standing: undefined })), ...waiting];
  if (all.length === 0) return nonePanel(notice);
  const pages = Math.ceil(all.length / perPage);
  const at = Math.min(page, pages - 1);
  const turn = (to: number, label: string) =>
    button(showMine.id({ page: Math.max(0, to) }), label, { disabled: to < 0 || to >= pages });
  return panel(
    accent.brand,
    text(lines(notice, md`### My study groups`)),
    ...all
      .slice(at * perPage, (at + 1) * perPage)
      .map(({ group, standing }) => mineSection(group, standing, guide)),
    buttons(
      ...(pages > 1 ? [turn(at - 1, 'Back'), turn(at + 1, 'More')] : []),
      button(askNew.id({ city: 0 }), 'Start a group'),
    ),
  );
}

const nonePanel = (notice: Markdown | undefined): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        notice,
        notice === undefined ? md`### You are in no study group yet` : md`### You are in no study group now`,
        md`Whoever sits beside others who learn gets further. \`/group find\` shows who studies near you or in your hours; where there is nobody, you can be the first.`,
      ),
    ),
    buttons(button(askNew.id({ city: 0 }), 'Start a group', { look: 'primary' })),
  );

const mineSection = (group: Group, standing: Standing | undefined, guide: Guide) =>
  section(
    lines(md`**${group.name}**`, mineWords(group, standing, guide)),
    group.state === 'draft'
      ? button(editGroup.id({ group: group.id }), 'Go on', { look: 'primary' })
      : button(showGroup.id({ group: group.id }), 'Open'),
  );

function mineWords(group: Group, standing: Standing | undefined, guide: Guide): Markdown {
  if (group.state === 'draft') return md`-# Not open yet: only you see it.`;
  switch (standing?.kind) {
    case 'waiting':
      return md`-# You are number ${standing.place} in line.`;
    case 'offered':
      return md`🎉 A place is kept for you until ${untilWords(standing.until)}.`;
    case 'asking':
      return md`-# You have asked to join; the owner decides.`;
  }
  const topic = guide.steps.find(({ id }) => id === group.stepId)?.title ?? group.topic;
  const where = group.city === null ? 'online' : group.city.label;
  return topic === '' ? md`-# ${where}` : md`-# ${topic} · ${where}`;
}
