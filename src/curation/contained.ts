/** Keeps Markdown that an admin wrote from formatting what stands below it. Pure. */

/** Code as Discord reads it, what is escaped, the bullet of a list; and else what opens or closes something. */
const pieces = /(?<code>`+)[\s\S]*?[^`]\k<code>(?!`)|\\[\s\S]|^[ \t]*\* |\*\*|__|~~|\|\||[*_`]|[\s\S]/gmu;

const pairs: ReadonlySet<string> = new Set(['**', '__', '~~', '||', '*', '_']);

/**
 * The same Markdown, in which nothing is left open: what has no partner is escaped, so that it is shown as Discord
 * shows it when nothing follows; and `>>>`, which quotes all that comes, quotes its line.
 */
export function contained(words: string): string {
  const shown: string[] = [];
  const open = new Map<string, number>();
  for (const [piece] of words.replace(/^([ \t]*)>>>/gm, '$1>').matchAll(pieces)) {
    if (pairs.has(piece) && !open.delete(piece)) open.set(piece, shown.length);
    shown.push(piece === '`' ? '\\`' : piece);
  }
  for (const [mark, at] of open) shown[at] = [...mark].map((sign) => `\\${sign}`).join('');
  // A backslash at the very end would escape what comes.
  return shown.join('').replace(/(?<!\\)((?:\\\\)*)\\$/, '$1\\\\');
}
