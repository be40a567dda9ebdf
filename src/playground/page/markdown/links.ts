import type { Inline } from './ast.ts';
import type { Found } from './inline.ts';

/** A URL longer than Discord's longest message cannot be one that somebody wrote. */
const MAX_URL = 4000;

/** The address as a browser would open it, if it is http(s); null for every other scheme and for nonsense. */
export function safeUrl(text: string): string | null {
  if (text.length > MAX_URL || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}

const BARE = /https?:\/\/[^\s<]+[^<.,:;"'\]\s]/iy;

/** An address in running text; a closing bracket that was not opened inside it is not part of it. */
export function bareUrl(source: string, at: number): Found | null {
  BARE.lastIndex = at;
  const match = BARE.exec(source);
  if (match === null) return null;
  const text = withoutStrayBracket(match[0]);
  const url = safeUrl(text);
  if (url === null) return null;
  return {
    nodes: [{ type: 'link', url, title: null, children: [{ type: 'text', text }] }],
    end: at + text.length,
  };
}

function withoutStrayBracket(url: string): string {
  let open = 0;
  for (let index = 0; index < url.length; index += 1) {
    if (url[index] === '(') open += 1;
    if (url[index] === ')') open -= 1;
    if (open < 0) return url.slice(0, index);
  }
  return url;
}

const TARGET = /\]\(\s*<?(https?:\/\/[^\s<>]+?)>?(?:\s+["']([^"'\n]{0,200})["'])?\s*\)/iy;
/** A label is looked for within this many characters: Discord's longest message. */
const MAX_LABEL = 4000;

/** `[label](https://…)`, with an optional title; the label may hold Markdown and balanced brackets. */
export function maskedLink(source: string, at: number, parse: (label: string) => Inline[]): Found | null {
  const close = labelEnd(source, at);
  if (close === null) return null;
  TARGET.lastIndex = close;
  const match = TARGET.exec(source);
  const label = source.slice(at + 1, close);
  const url = match === null ? null : safeUrl(match[1] ?? '');
  if (match === null || url === null || label.trim() === '') return null;
  const children = withoutLinks(parse(label));
  return { nodes: [{ type: 'link', url, title: match[2] ?? null, children }], end: close + match[0].length };
}

function labelEnd(source: string, at: number): number | null {
  if (source.indexOf('](', at) < 0) return null;
  let depth = 0;
  const limit = Math.min(source.length, at + MAX_LABEL);
  for (let index = at; index < limit; index += 1) {
    const char = source[index];
    if (char === '\\') index += 1;
    else if (char === '[') depth += 1;
    else if (char === ']') {
      depth -= 1;
      if (depth === 0) return source[index + 1] === '(' ? index : null;
    }
  }
  return null;
}

/** A link in a link would be two targets for one press: the inner one is kept as its text. */
function withoutLinks(nodes: Inline[]): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    if (node.type === 'link') return withoutLinks(node.children);
    return 'children' in node ? [{ ...node, children: withoutLinks(node.children) }] : [node];
  });
}
