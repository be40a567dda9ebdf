import { angled } from './angled.ts';
import type { Inline } from './ast.ts';
import { bareUrl, maskedLink } from './links.ts';

/** Deeper nesting is read as plain text, so that hostile input cannot exhaust the stack. */
const MAX_DEPTH = 12;

type Wrap = 'strong' | 'em' | 'underline' | 'strike' | 'spoiler';

/** Delimiters, longest first: `***` is bold around italic. */
const DELIMITERS: [string, Wrap[]][] = [
  ['***', ['strong', 'em']],
  ['**', ['strong']],
  ['__', ['underline']],
  ['~~', ['strike']],
  ['||', ['spoiler']],
  ['*', ['em']],
  ['_', ['em']],
];

/** What a rule found at a place: the nodes, and the index behind it. */
export interface Found {
  nodes: Inline[];
  end: number;
}

/** Reads the inline part of Discord's Markdown; never throws, and keeps as text what it cannot read. */
export function parseInline(source: string, depth = 0): Inline[] {
  if (depth >= MAX_DEPTH) return source === '' ? [] : [{ type: 'text', text: source }];
  const nodes: Inline[] = [];
  // A delimiter that has no partner behind one place has none behind a later one either: never look twice.
  const hopeless = new Set<string>();
  let text = '';
  let at = 0;
  while (at < source.length) {
    const found = readAt(source, at, depth, hopeless);
    if (found === null) {
      text += source[at];
      at += 1;
    } else if (found.nodes.length === 1 && found.nodes[0]?.type === 'text') {
      text += found.nodes[0].text;
      at = found.end;
    } else {
      if (text !== '') nodes.push({ type: 'text', text });
      text = '';
      nodes.push(...found.nodes);
      at = found.end;
    }
  }
  if (text !== '') nodes.push({ type: 'text', text });
  return nodes;
}

function readAt(source: string, at: number, depth: number, hopeless: Set<string>): Found | null {
  switch (source[at]) {
    case '\\':
      return escaped(source, at);
    case '`':
      return code(source, at);
    case '<':
      return angled(source, at);
    case '[':
      return maskedLink(source, at, (label) => parseInline(label, depth + 1));
    case 'h':
      return bareUrl(source, at);
    case '@':
      return everyone(source, at);
    case '*':
    case '_':
    case '~':
    case '|':
      return wrapped(source, at, depth, hopeless);
    default:
      return null;
  }
}

function escaped(source: string, at: number): Found | null {
  const next = source[at + 1];
  if (next === undefined || /[\p{L}\p{N}\s]/u.test(next)) return null;
  return { nodes: [{ type: 'text', text: next }], end: at + 2 };
}

function code(source: string, at: number): Found | null {
  const end = codeEnd(source, at);
  if (end === null) return null;
  const ticks = tickCount(source, at);
  return { nodes: [{ type: 'code', text: trimOne(source.slice(at + ticks, end - ticks)) }], end };
}

/** The index behind the code span that begins at `at`, or null if none does. */
function codeEnd(source: string, at: number): number | null {
  const ticks = tickCount(source, at);
  let close = at + ticks;
  while (true) {
    close = source.indexOf('`', close);
    if (close < 0) return null;
    const length = tickCount(source, close);
    if (length === ticks) return close + length;
    close += length;
  }
}

function tickCount(source: string, at: number): number {
  let end = at;
  while (source[end] === '`') end += 1;
  return end - at;
}

/** A space beside the ticks lets code begin or end with a tick, and is not part of it. */
function trimOne(text: string): string {
  return text.replace(/^ (?=`)|(?<=`) $/g, '');
}

function everyone(source: string, at: number): Found | null {
  const name = ['@everyone', '@here'].find((word) => source.startsWith(word, at));
  return name === undefined ? null : { nodes: [{ type: 'everyone', text: name }], end: at + name.length };
}

function wrapped(source: string, at: number, depth: number, hopeless: Set<string>): Found | null {
  for (const [mark, wraps] of DELIMITERS) {
    if (hopeless.has(mark) || !source.startsWith(mark, at)) continue;
    const start = at + mark.length;
    if (!opensHere(source, start, mark)) continue;
    const close = closing(source, start, mark);
    if (close === null) {
      hopeless.add(mark);
      continue;
    }
    if (close === start) continue;
    const inner = parseInline(source.slice(start, close), depth + wraps.length);
    const nodes = wraps.reduceRight<Inline[]>((children, type) => [{ type, children }], inner);
    return { nodes, end: close + mark.length };
  }
  return null;
}

/** A longer run of the same mark is not a single one, and `2 * 3` is no emphasis. */
function opensHere(source: string, start: number, mark: string): boolean {
  const next = source[start] ?? '';
  if (mark.length === 1 && next === mark) return false;
  return mark !== '*' || /\S/.test(next);
}

/** Where the partner of a delimiter stands; escapes and code spans are stepped over. */
function closing(source: string, from: number, mark: string): number | null {
  let at = from;
  while (at < source.length) {
    const char = source[at];
    if (char === '\\') at += 2;
    else if (char === '`') at = codeEnd(source, at) ?? at + tickCount(source, at);
    else if (char !== mark[0]) at += 1;
    else if (closesHere(source, at, mark)) return at;
    else at += mark.length === 1 && source[at + 1] === char ? 2 : 1;
  }
  return null;
}

function closesHere(source: string, at: number, mark: string): boolean {
  if (!source.startsWith(mark, at)) return false;
  const after = source[at + mark.length] ?? '';
  if (mark === '_') return after !== '_' && !/\w/.test(after);
  if (mark === '*') return after !== '*' && !/\s/.test(source[at - 1] ?? '');
  // The last of a longer run closes, so that `**a *b***` closes the italic first.
  return after !== mark[0];
}
