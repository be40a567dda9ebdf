/** Reads and checks the content under `data/`. A mistake is named by file, line and field. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { StartError } from '../start-error.ts';
import { Guide } from './guide.ts';
import { type Resource, resourcesSchema, type Step, stepSchema } from './schema.ts';

/**
 * Loads the guide of a data folder: `guide/*.yaml`, one step a file, and `resources.yaml`.
 * @throws {StartError} with the first mistake: file, line, field and what was expected.
 */
export async function loadGuide(folder: string): Promise<Guide> {
  const names = (await readdir(join(folder, 'guide'))).filter((name) => name.endsWith('.yaml')).sort();
  if (names.length === 0)
    throw new StartError(`The guide has no steps: ${join(folder, 'guide')} holds no .yaml file.`);
  const stepFiles = await Promise.all(names.map((name) => readYaml(join(folder, 'guide', name), stepSchema)));
  const resourceFile = await readYaml(join(folder, 'resources.yaml'), resourcesSchema);
  checkSteps(stepFiles);
  checkResources(resourceFile, new Set(stepFiles.map((file) => file.value.id)));
  return new Guide(
    stepFiles.map((file) => file.value),
    resourceFile.value,
  );
}

type Path = readonly PropertyKey[];

interface YamlFile<T> {
  value: T;
  /** The error that points at a field of this file. */
  mistake(path: Path, expected: string): StartError;
}

async function readYaml<T>(file: string, schema: z.ZodType<T>): Promise<YamlFile<T>> {
  const source = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartError(`The guide's file ${file} can't be read.`, { cause: error });
  });
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const line = counter.linePos(syntax.pos[0]).line;
    throw new StartError(
      `${file}, line ${line}: this is no valid YAML (${syntax.message.split('\n', 1)[0]}).`,
    );
  }

  const mistake = (path: Path, expected: string) => {
    const line = counter.linePos(startOf(document, path)).line;
    const field = path.map(String).join('.') || 'the file';
    return new StartError(`${file}, line ${line}: ${field} is wrong: ${expected}.`);
  };
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, mistake };
  const issue = parsed.error.issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  throw mistake(
    [...(issue?.path ?? []), ...unknownKey],
    issue === undefined ? 'it has another shape' : expectation(issue, document),
  );
}

/** What was expected, in words for whoever writes the content. */
function expectation(issue: z.core.$ZodIssue, document: ReturnType<typeof parseDocument>): string {
  const value: unknown = issue.path.length === 0 ? document.toJS() : document.getIn(issue.path);
  if (value === undefined) return 'it is missing';
  if (issue.code === 'unrecognized_keys') return 'there is no such field';
  if (issue.code === 'too_big') {
    return issue.origin === 'string'
      ? `at most ${issue.maximum} characters, and this has ${String(value).trim().length}`
      : `at most ${issue.maximum}`;
  }
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  return issue.message;
}

/** Where in the source the node at `path` starts, or its nearest ancestor that exists. */
function startOf(document: ReturnType<typeof parseDocument>, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return 0;
}

function checkSteps(files: readonly YamlFile<Step>[]): void {
  const ids = new Set(files.map((file) => file.value.id));
  const seen = new Set<string>();
  files.forEach(({ value: step, mistake }, index) => {
    if (step.number !== index + 1)
      throw mistake(['number'], `steps are numbered in the order of their files, so ${index + 1}`);
    if (seen.has(step.id)) throw mistake(['id'], 'another step has the same');
    seen.add(step.id);
    for (const field of ['needs', 'follows'] as const) {
      step[field].forEach((relation, place) => {
        if (relation.step === step.id || !ids.has(relation.step)) {
          throw mistake([field, place, 'step'], 'the id of another step');
        }
      });
    }
    const milestones = step.milestones.map((milestone) => milestone.id);
    const twice = milestones.findIndex((id, place) => milestones.indexOf(id) !== place);
    if (twice !== -1)
      throw mistake(['milestones', twice, 'id'], 'another milestone of the step has the same');
  });
  const circle = inCircle(files.map((file) => file.value));
  const first = files.find((file) => file.value.id === circle);
  if (first !== undefined) throw first.mistake(['needs'], 'the step needs itself, through others');
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

function checkResources({ value, mistake }: YamlFile<Resource[]>, steps: ReadonlySet<string>): void {
  const urls = new Set<string>();
  value.forEach((resource, index) => {
    if (!steps.has(resource.step)) throw mistake([index, 'step'], 'the id of a step');
    if (urls.has(resource.url)) throw mistake([index, 'url'], 'another resource has the same');
    urls.add(resource.url);
  });
}
