/** All addresses in a guide, wherever they stand in it. */
import type { Guide } from '../guide/guide.ts';

export interface Address {
  readonly url: string;
  /** Where the guide holds it, in its order. */
  readonly places: readonly Place[];
}

export interface Place {
  /** The step it belongs to; undefined for what belongs to none. */
  readonly step: string | undefined;
  /** The nearest title. */
  readonly title: string | undefined;
}

/** Every https address in any text of the guide, once. Walks all that was read, so that a new field is covered too. */
export function addressesOf(guide: Guide): Address[] {
  const steps = new Map<unknown, string>(guide.steps.map((step) => [step, step.id]));
  const found = new Map<string, Place[]>();
  for (const [text, place] of textsIn(guide.content, { step: undefined, title: undefined }, steps)) {
    for (const url of addressesIn(text)) found.getOrInsertComputed(url, () => []).push(place);
  }
  return [...found].map(([url, places]) => ({ url, places }));
}

function* textsIn(
  value: unknown,
  around: Place,
  steps: ReadonlyMap<unknown, string>,
): Generator<[text: string, place: Place]> {
  if (typeof value === 'string') yield [value, around];
  if (typeof value !== 'object' || value === null) return;
  const { step, title } = value as { step?: unknown; title?: unknown };
  const here = {
    // The outermost counts: within a step, `step` is another one that it refers to.
    step: around.step ?? steps.get(value) ?? textOrNone(step),
    title: textOrNone(title) ?? around.title,
  };
  for (const part of Object.values(value)) yield* textsIn(part, here, steps);
}

const textOrNone = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** A text that is an address and nothing else, or the addresses in a sentence or in Markdown. */
function addressesIn(text: string): string[] {
  const found = /^https:\/\/\S+$/.test(text)
    ? [text]
    : (text.match(/https:\/\/[^\s<>()[\]"“”]+/g) ?? []).map((url) => url.replace(/[.,;:!?'’*_`]+$/, ''));
  return found.filter((url) => URL.canParse(url));
}
