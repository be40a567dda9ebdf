/** The guide with what a server has set laid over it. */
import { md } from '../discord/markdown.ts';
import { Guide } from '../guide/guide.ts';
import { among, costs, kinds, levels } from '../guide/names.ts';
import type { Resource, Step } from '../guide/schema.ts';
import { contained } from './contained.ts';
import { type Curation, type OwnLink, plainAddress } from './own.ts';

interface Overlay {
  readonly guide: Guide;
  /** What is stored but can't be shown, since the guide has changed: for the log. */
  readonly leftOut: readonly string[];
}

export function overlay(base: Guide, { links, texts, hidden }: Curation): Overlay {
  const shown = links.flatMap((link) => ownResource(base, link) ?? []);
  const steps = base.steps.map((step): Step => {
    const own = texts.filter((text) => text.stepId === step.id);
    return {
      ...step,
      ...Object.fromEntries(own.map(({ field, words }) => [field, contained(words)])),
    };
  });
  // One that both have is the server's.
  const notFromBase = hidden.union(new Set(shown.map(({ url }) => plainAddress(url))));
  const resources = steps.flatMap(({ id }) => [
    ...shown.filter((own) => own.step === id),
    ...base.resourcesFor(id).filter(({ url }) => !notFromBase.has(plainAddress(url))),
  ]);
  const leftOut = [
    ...lostLinks(base, links).map(({ id }) => `link ${id}`),
    ...texts.filter(({ stepId }) => !base.step(stepId)).map(({ stepId, field }) => `${field} of ${stepId}`),
  ];
  return { guide: new Guide({ ...base.content, steps, resources }), leftOut };
}

/** Those of a server's links that can't be shown. */
export const lostLinks = (base: Guide, links: readonly OwnLink[]): OwnLink[] =>
  links.filter((link) => !fits(base, link));

/** Whether a server's link can be shown. */
export const fits = (base: Guide, link: OwnLink): boolean => ownResource(base, link) !== undefined;

/** A server's link as the guide has links; undefined if its step is gone, or its kind, cost or level unknown. */
function ownResource(base: Guide, link: OwnLink): Resource | undefined {
  const [kind, cost, level] = [among(kinds, link.kind), among(costs, link.cost), among(levels, link.level)];
  if (base.step(link.stepId) === undefined || kind === null || cost === null || level === null) return;
  // What is said of a link is Markdown in the guide, and plain text here.
  const about = md`${link.about}`.text;
  const { title, url, stepId: step } = link;
  return { title, url, kind, cost, level, about, step, hours: null, language: 'en' };
}
