/** Reads a YAML file by a schema. A mistake is named by file, line and field, in words for whoever writes content. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { StartError } from '../start-error.ts';

type Path = readonly PropertyKey[];

export interface YamlFile<T> {
  value: T;
  /** The error that points at a field of this file. */
  mistake(path: Path, expected: string): StartError;
}

/** All `.yaml` files of a folder, in the order of their names. @throws {StartError} with the first mistake. */
export async function readYamlFolder<T>(folder: string, schema: z.ZodType<T>): Promise<YamlFile<T>[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new StartError(`The guide's folder ${folder} can't be read.`, { cause: error });
  });
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  return await Promise.all(files.map((name) => readYaml(join(folder, name), schema)));
}

/** One file. @throws {StartError} with the first mistake: file, line, field and what was expected. */
export async function readYaml<T>(file: string, schema: z.ZodType<T>): Promise<YamlFile<T>> {
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

/** What was expected, in words. */
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
  if (issue.code === 'invalid_union') return 'it has none of the shapes that are allowed here';
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
