/** Keeps Markdown that an admin wrote from formatting what stands below it. Pure. */

/** What may be code, what is escaped, the bullet of a list; and else what opens or closes something. */
const pieces = /`+|\\[\s\S]|^[ \t]*\* |\*\*|__|~~|\|\||[\s\S]/gmu;

const pairs: ReadonlySet<string> = new Set(['**', '__', '~~', '||', '*', '_']);

/**
 * The same Markdown, in which nothing is left open: what has no partner is escaped, so that it is shown as Discord
 * shows it when nothing follows; and `>>>`, which quotes all that comes, quotes its line.
 */
export function contained(words: string): string {
  const shown: string[] = [];
  const open = new Map<string, number>();
  for (const piece of piecesOf(words.replace(/^([ \t]*)>>>/gm, '$1>'))) {
    if (pairs.has(piece) && !open.delete(piece)) open.set(piece, shown.length);
    shown.push(/^`+$/.test(piece) ? escaped(piece) : piece);
  }
  for (const [mark, at] of open) shown[at] = escaped(mark);
  // A backslash at the very end would escape what comes.
  return shown.join('').replace(/(?<!\\)((?:\\\\)*)\\$/, '$1\\\\');
}

const escaped = (signs: string) => [...signs].map((sign) => `\\${sign}`).join('');

/** The Markdown in pieces, of which code is one; backticks that make no code are another. */
function* piecesOf(words: string): Generator<string> {
  const endOfCode = codeIn(words);
  for (let at = 0; at < words.length; ) {
    pieces.lastIndex = at;
    const [piece = ''] = pieces.exec(words) ?? [];
    const end = piece.startsWith('`') ? endOfCode(at, piece.length) : undefined;
    yield end === undefined ? piece : words.slice(at, end);
    at = end ?? at + piece.length;
  }
}

/**
 * Says where code ends that begins with so many backticks, or with some of them: after the next run of exactly as many.
 * Asked from left to right, in time that grows with the text and no faster.
 */
function codeIn(words: string): (at: number, backticks: number) => number | undefined {
  const lastFirst = [...words.matchAll(/`+/g)].toReversed();
  const runs = Map.groupBy(lastFirst, ([run]) => run.length);
  return (at, backticks) => {
    for (let size = backticks; size > 0; size -= 1) {
      const sameSize = runs.get(size) ?? [];
      while ((sameSize.at(-1)?.index ?? at + 1) <= at) sameSize.pop();
      const next = sameSize.at(-1);
      if (next !== undefined) return next.index + size;
    }
    return undefined;
  };
}
