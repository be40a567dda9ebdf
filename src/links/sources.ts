/** Where an address stands in the files, for whoever has to change it there. */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Finds each address in the `.yaml` files of a folder, as `resources/01-pytorch.yaml:4`. */
export async function linesOf(folder: string): Promise<(url: string) => string[]> {
  const names = (await Array.fromAsync(glob('**/*.yaml', { cwd: folder }))).toSorted();
  const files = await Promise.all(
    names.map(async (name) => ({ name, lines: (await readFile(join(folder, name), 'utf8')).split('\n') })),
  );
  return (url) => {
    // The whole address, not the beginning of a longer one.
    const whole = new RegExp(`${RegExp.escape(url)}(?![\\w/?&=%#~+@-]|[.,;:!]\\w)`);
    return files.flatMap(({ name, lines }) =>
      lines.flatMap((line, index) => (whole.test(line) ? [`${name}:${index + 1}`] : [])),
    );
  };
}
