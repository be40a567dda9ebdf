import type { Inline } from './ast.ts';
import type { Found } from './inline.ts';
import { safeUrl } from './links.ts';

type Read = (match: RegExpExecArray) => Inline | null;

const part = (match: RegExpExecArray, index: number): string => match[index] ?? '';

/** What stands between `<` and `>`: mentions, commands, timestamps, custom emoji, bare links. */
const FORMS: [RegExp, Read][] = [
  [/<@!?(\d{15,20})>/y, (m) => ({ type: 'user', id: part(m, 1) })],
  [/<@&(\d{15,20})>/y, (m) => ({ type: 'role', id: part(m, 1) })],
  [/<#(\d{15,20})>/y, (m) => ({ type: 'channel', id: part(m, 1) })],
  [
    /<\/([-_\p{L}\p{N}]{1,32}(?: [-_\p{L}\p{N}]{1,32}){0,2}):(\d{15,20})>/uy,
    (m) => ({ type: 'command', name: part(m, 1), id: part(m, 2) }),
  ],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y,
    (m) => ({ type: 'timestamp', seconds: Number(m[1]), style: m[2] ?? 'f' }),
  ],
  [/<a?:(\w{2,32}):(\d{15,20})>/y, (m) => ({ type: 'emoji', name: part(m, 1), id: part(m, 2) })],
  [/<(https?:\/\/[^\s<>]+)>/iy, link],
];

function link(match: RegExpExecArray): Inline | null {
  const text = part(match, 1);
  const url = safeUrl(text);
  return url === null ? null : { type: 'link', url, title: null, children: [{ type: 'text', text }] };
}

/** Reads one angled form at `at`; null if what stands there is only text. */
export function angled(source: string, at: number): Found | null {
  for (const [form, read] of FORMS) {
    form.lastIndex = at;
    const match = form.exec(source);
    const node = match === null ? null : read(match);
    if (match !== null && node !== null) return { nodes: [node], end: at + match[0].length };
  }
  return null;
}
