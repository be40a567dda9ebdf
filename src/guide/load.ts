/** Reads and checks the content under `data/`: what one file's schema can't see is checked here. */
import { join } from 'node:path';
import { StartError } from '../start-error.ts';
import { Guide } from './guide.ts';
import { readYaml, readYamlFolder, type YamlFile } from './read-yaml.ts';
import {
  afterwardsSchema,
  type Collection,
  collectionSchema,
  type Resource,
  resourceFileSchema,
  type Step,
  stepSchema,
} from './schema.ts';

/**
 * Loads the guide of a data folder: `guide/*.yaml`, one step a file, `resources/*.yaml` and `collections/*.yaml` with
 * what goes with the steps, and `afterwards.yaml`.
 * @throws {StartError} with the first mistake: file, line, field and what was expected.
 */
export async function loadGuide(folder: string): Promise<Guide> {
  const steps = await readYamlFolder(join(folder, 'guide'), stepSchema);
  if (steps.length === 0)
    throw new StartError(`The guide has no steps: ${join(folder, 'guide')} holds no .yaml file.`);
  const [resources, collections, afterwards] = await Promise.all([
    readYamlFolder(join(folder, 'resources'), resourceFileSchema),
    readYamlFolder(join(folder, 'collections'), collectionSchema),
    readYaml(join(folder, 'afterwards.yaml'), afterwardsSchema),
  ]);
  checkSteps(steps);
  const ids = new Set(steps.map((file) => file.value.id));
  checkResources(resources, ids);
  checkCollections(collections, ids);
  return new Guide({
    steps: steps.map((file) => file.value),
    resources: resources.flatMap(({ value }) =>
      value.links.map((link): Resource => ({ ...link, step: value.step })),
    ),
    collections: collections.map((file) => file.value),
    afterwards: afterwards.value,
  });
}

function checkSteps(files: readonly YamlFile<Step>[]): void {
  const ids = new Set(files.map((file) => file.value.id));
  const seen = new Set<string>();
  files.forEach(({ value: step, mistake }, index) => {
    if (step.number !== index + 1)
      throw mistake(['number'], `steps are numbered in the order of their files, so ${index + 1}`);
    if (seen.has(step.id)) throw mistake(['id'], 'another step has the same');
    seen.add(step.id);
    if (step.hours[0] > step.hours[1]) throw mistake(['hours'], 'least and most, in this order');
    checkRelations(step, ids, mistake);
    checkMilestones(step, mistake);
  });
  const circle = inCircle(files.map((file) => file.value));
  const first = files.find((file) => file.value.id === circle);
  if (first !== undefined) throw first.mistake(['needs'], 'the step needs itself, through others');
}

type Mistake = YamlFile<unknown>['mistake'];

function checkRelations(step: Step, ids: ReadonlySet<string>, mistake: Mistake): void {
  const isOther = (id: string) => id !== step.id && ids.has(id);
  for (const field of ['needs', 'follows'] as const) {
    const wrong = step[field].findIndex((relation) => !isOther(relation.step));
    if (wrong !== -1) throw mistake([field, wrong, 'step'], 'the id of another step');
  }
  step.suits.forEach(({ after }, place) => {
    const wrong = after.findIndex((id) => !isOther(id));
    if (wrong !== -1) throw mistake(['suits', place, 'after', wrong], 'the id of another step');
  });
}

function checkMilestones(step: Step, mistake: Mistake): void {
  const milestones = step.milestones.map((milestone) => milestone.id);
  const twice = milestones.findIndex((id, place) => milestones.indexOf(id) !== place);
  if (twice !== -1) throw mistake(['milestones', twice, 'id'], 'another milestone of the step has the same');
  const unknown = step.readiness?.milestones.findIndex((id) => !milestones.includes(id)) ?? -1;
  if (unknown !== -1)
    throw mistake(['readiness', 'milestones', unknown], 'the id of a milestone of the step');
}

/** A step that can never be reached because its needs lead back to it, if there is one. */
function inCircle(steps: readonly Step[]): string | undefined {
  const reached = new Set<string>();
  let open = [...steps];
  for (;;) {
    const reachable = open.filter((step) => step.needs.every((need) => reached.has(need.step)));
    if (reachable.length === 0) return open[0]?.id;
    for (const step of reachable) reached.add(step.id);
    open = open.filter((step) => !reached.has(step.id));
  }
}

function checkResources(
  files: readonly YamlFile<{ step: string; links: { url: string }[] }>[],
  steps: ReadonlySet<string>,
): void {
  const urls = new Set<string>();
  for (const { value, mistake } of files) {
    if (!steps.has(value.step)) throw mistake(['step'], 'the id of a step');
    value.links.forEach(({ url }, index) => {
      if (urls.has(url)) throw mistake(['links', index, 'url'], 'another link has the same');
      urls.add(url);
    });
  }
}

/** Collections of a step that its panels have buttons for. */
const mostCollections = 2;

function checkCollections(files: readonly YamlFile<Collection>[], steps: ReadonlySet<string>): void {
  const ids = new Set<string>();
  const perStep = new Map<string, number>();
  for (const { value, mistake } of files) {
    if (!steps.has(value.step)) throw mistake(['step'], 'the id of a step');
    perStep.set(value.step, (perStep.get(value.step) ?? 0) + 1);
    if ((perStep.get(value.step) ?? 0) > mostCollections)
      throw mistake(
        ['step'],
        `a step with fewer than ${mostCollections} collections: there is no room for more`,
      );
    if (ids.has(value.id)) throw mistake(['id'], 'another collection has the same');
    ids.add(value.id);
    const groups = value.groups.map((group) => group.id);
    const twice = groups.findIndex((id, place) => groups.indexOf(id) !== place);
    if (twice !== -1) throw mistake(['groups', twice, 'id'], 'another group of the collection has the same');
  }
}
