/** One entry of a portfolio: what it is, what it proves, and what can be done with it. */
import {
  accent,
  button,
  buttons,
  divider,
  link,
  panel,
  select,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { limits } from '../discord/limits.ts';
import { lines, type Markdown, md, trusted } from '../discord/markdown.ts';
import { showNext } from '../guide/actions.ts';
import type { Guide, Placed } from '../guide/guide.ts';
import type { Progress } from '../guide/learner.ts';
import { entryKinds } from '../guide/names.ts';
import { formatDay } from '../time/day.ts';
import {
  askDelete,
  askShare,
  deleteEntry,
  editEntry,
  logSomething,
  moveEntry,
  proveMilestones,
  showEntry,
  showPortfolio,
} from './actions.ts';
import type { Effect, Entry, EntryDraft, MilestoneRef } from './entry.ts';
import { isSame, provableBy, refOf, wantedIn, writeRef } from './proof.ts';

export interface ShownEntry {
  readonly guide: Guide;
  readonly entry: Entry;
  /** How many of the member's entries are linked with a milestone. */
  readonly linked: (milestone: MilestoneRef) => number;
  readonly progress: Progress;
  /** `can`: it may be shown to the server; `is`: it has been; `no`: nothing of its kind is. */
  readonly sharing: 'no' | 'can' | 'is';
}

export function entryPanel(shown: ShownEntry, notice?: Markdown): TopLevelComponent {
  const { guide, entry, sharing } = shown;
  const { id } = entry;
  return panel(
    accent.brand,
    notice && text(notice),
    text(lines(md`## ${entryKinds[entry.kind]}: ${titleOf(entry)}`, factsOf(guide, entry), noteOf(entry))),
    text(lines(...proofLines(shown))),
    proofSelect(shown),
    stepSelect(shown),
    buttons(
      button(editEntry.id({ entry: id }), 'Edit'),
      sharing === 'no'
        ? undefined
        : button(askShare.id({ entry: id }), sharing === 'is' ? 'Shared: see it' : 'Share for feedback'),
      button(askDelete.id({ entry: id }), 'Delete'),
    ),
    divider(),
    buttons(
      button(showNext.id({}), 'My next step', { look: 'primary' }),
      button(showPortfolio.id({ whose: 'me', page: 0 }), 'My portfolio'),
      button(logSomething.id({}), 'Log another'),
    ),
  );
}

/** The title, as a link if there is one. */
export const titleOf = ({ title, url }: Pick<EntryDraft, 'title' | 'url'>): Markdown =>
  url === null ? md`${title}` : link(title, url);

/** A step by number and title; undefined if the guide no longer has it. */
function stepName(guide: Guide, stepId: string | null): Markdown | undefined {
  const step = stepId === null ? undefined : guide.step(stepId);
  return step && md`step ${step.number}, ${trusted(step.title)}`;
}

function factsOf(guide: Guide, entry: Entry): Markdown {
  const step = stepName(guide, entry.stepId);
  return step === undefined
    ? md`-# ${formatDay(entry.datedOn)}`
    : md`-# ${formatDay(entry.datedOn)} · ${step}`;
}

/** A member's note as a quotation, line by line. */
export function noteOf({ note }: Pick<Entry, 'note'>): Markdown | undefined {
  if (note === null) return undefined;
  return lines(...note.split(/\n+/).map((line) => md`> ${line}`));
}

function proofLines({ guide, entry, linked, progress }: ShownEntry): Markdown[] {
  const placed = entry.proves.flatMap((ref) => placeOf(guide, ref) ?? []);
  if (placed.length === 0) {
    return provableBy(guide, entry.kind).length === 0
      ? [md`-# It proves no milestone; it counts all the same.`]
      : [md`-# It proves no milestone yet. If it does, say which:`];
  }
  return atMost(5, placed, (place) => {
    const ref = refOf(place);
    const [have, want] = [linked(ref), wantedIn(guide)(ref)];
    const milestone = md`**${trusted(place.milestone.title)}** (step ${place.step.number})`;
    if (have < want) return md`⏳ It counts towards ${milestone}: ${have} of ${want}`;
    const isTicked = progress.get(ref.step)?.ticked.has(ref.milestone) === true;
    return isTicked ? md`✅ It proves ${milestone}` : md`⬜ It proves ${milestone}, which you have unticked`;
  });
}

const placeOf = (guide: Guide, ref: MilestoneRef): Placed | undefined =>
  guide.milestones.find((placed) => isSame(refOf(placed), ref));

function proofSelect({ guide, entry }: ShownEntry) {
  const isLinked = (place: Placed) => entry.proves.some((ref) => isSame(ref, refOf(place)));
  const places = provableBy(guide, entry.kind)
    .toSorted((a, b) => Number(isLinked(b)) - Number(isLinked(a)))
    .slice(0, limits.selectOptions);
  if (places.length === 0) return undefined;
  const options = places.map((place) => ({
    value: writeRef(refOf(place)),
    label: place.milestone.title,
    description: `Step ${place.step.number}: ${place.step.title}`,
    chosen: isLinked(place),
  }));
  return select(proveMilestones.id({ entry: entry.id }), 'What does it prove?', options, {
    least: 0,
    most: options.length,
  });
}

function stepSelect({ guide, entry }: ShownEntry) {
  const steps = guide.steps.slice(0, limits.selectOptions - 1);
  return select(moveEntry.id({ entry: entry.id }), 'Which step does it belong to?', [
    ...steps.map(({ id, number, title }) => ({
      value: id,
      label: `${number}. ${title}`,
      chosen: id === entry.stepId,
    })),
    { value: 'none', label: 'No step', chosen: entry.stepId === null },
  ]);
}

/** The first `most` of them in words, and how many more there are: a message holds only so much. */
function atMost<T>(most: number, all: readonly T[], inWords: (one: T) => Markdown): Markdown[] {
  const words = all.slice(0, most).map(inWords);
  return all.length > most ? [...words, md`-# and ${all.length - most} more`] : words;
}

/** What a change did to milestones, in words; undefined if nothing. */
export function effectWords(guide: Guide, { ticked, unticked }: Effect): Markdown | undefined {
  const named = (refs: readonly MilestoneRef[]) => refs.flatMap((ref) => placeOf(guide, ref) ?? []);
  const words = [
    ...atMost(
      5,
      named(ticked),
      ({ step, milestone }) => md`✅ That ticks **${trusted(milestone.title)}** in step ${step.number}.`,
    ),
    ...atMost(
      5,
      named(unticked),
      ({ step, milestone }) =>
        md`⬜ **${trusted(milestone.title)}** in step ${step.number} is unticked: ${(milestone.proof?.count ?? 1) > 1 ? 'not enough' : 'nothing'} proves it now.`,
    ),
  ];
  return words.length === 0 ? undefined : lines(...words);
}

/** Asks before an entry is deleted. */
export function deletePanel(entry: Entry, isShared: boolean): TopLevelComponent {
  return panel(
    accent.warn,
    text(
      lines(
        md`**Delete ${titleOf(entry)}?** It can't be brought back.`,
        entry.proves.length === 0 ? undefined : md`What it alone proves is unticked.`,
        isShared ? md`It is also taken back from the showcase channel.` : undefined,
      ),
    ),
    buttons(
      button(deleteEntry.id({ entry: entry.id }), 'Delete it', { look: 'danger' }),
      button(showEntry.id({ entry: entry.id }), 'Keep it'),
    ),
  );
}
