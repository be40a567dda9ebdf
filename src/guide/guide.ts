import type { Afterwards, Collection, Milestone, Resource, Step } from './schema.ts';

export interface Content {
  readonly steps: readonly Step[];
  /** Best first within a step. */
  readonly resources: readonly Resource[];
  readonly collections: readonly Collection[];
  readonly afterwards: Afterwards;
}

/** A step's milestone, with the step. */
export interface Placed {
  readonly step: Step;
  readonly milestone: Milestone;
}

/** The content that the bot teaches: steps in order, and what goes with them. */
export class Guide {
  readonly content: Content;
  /** All milestones, in order of their steps. */
  readonly milestones: readonly Placed[];
  readonly #byId: ReadonlyMap<string, Step>;

  constructor(content: Content) {
    this.content = content;
    this.milestones = content.steps.flatMap((step) =>
      step.milestones.map((milestone) => ({ step, milestone })),
    );
    this.#byId = new Map(content.steps.map((step) => [step.id, step]));
  }

  get steps(): readonly Step[] {
    return this.content.steps;
  }

  get resources(): readonly Resource[] {
    return this.content.resources;
  }

  /** The step with this id, or undefined: an id may come from an old button or from a member's typing. */
  step(id: string): Step | undefined {
    return this.#byId.get(id);
  }

  /** The links that serve a step, best first. */
  resourcesFor(stepId: string): readonly Resource[] {
    return this.resources.filter((resource) => resource.step === stepId);
  }

  /** The lists that a step offers beside its links. */
  collectionsFor(stepId: string): readonly Collection[] {
    return this.content.collections.filter((collection) => collection.step === stepId);
  }
}
