import type { Block, ListItem } from './ast.ts';
import { firstLine } from './blocks.ts';
import { parseInline } from './inline.ts';

const LINE = /^( *)(?:[-*]|(\d{1,9})\.) +(\S.*)$/;
/** Discord draws eleven levels; deeper ones stay on the last. */
const MAX_DEPTH = 11;

interface Line {
  indent: number;
  number: number | null;
  text: string;
}

/** Whether a line begins a list item (and is not subtext). */
export function isListLine(line: string): boolean {
  return LINE.test(line) && !line.startsWith('-#');
}

/** Reads the list at the start of the text: every line of it, and the indented lines that go on with an item. */
export function readList(rest: string): { block: Block; length: number } {
  const lines: Line[] = [];
  let length = 0;
  while (length < rest.length) {
    const [line, size] = firstLine(rest.slice(length));
    const match = LINE.exec(line);
    const last = lines.at(-1);
    if (match !== null) {
      const number = match[2] === undefined ? null : Number(match[2]);
      lines.push({ indent: (match[1] ?? '').length, number, text: match[3] ?? '' });
    } else if (last !== undefined && /^ {2,}\S/.test(line)) {
      last.text += `\n${line.trim()}`;
    } else break;
    length += size;
  }
  const [list] = nest(lines, 0);
  return { block: list ?? { type: 'paragraph', children: [] }, length };
}

/** Turns lines into lists in lists by their indents. A change of the kind of marker begins a new list. */
function nest(lines: Line[], depth: number): Block[] {
  const lists: Block[] = [];
  let items: ListItem[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index];
    if (line === undefined) break;
    let next = index + 1;
    if (depth < MAX_DEPTH) while ((lines[next]?.indent ?? -1) > line.indent) next += 1;
    if (items.length === 0) lists.push({ type: 'list', start: line.number, items });
    items.push({ children: parseInline(line.text), sub: nest(lines.slice(index + 1, next), depth + 1) });
    const follows = lines[next];
    if (depth > 0 && follows !== undefined && (follows.number === null) !== (line.number === null))
      items = [];
    index = next;
  }
  return lists;
}
