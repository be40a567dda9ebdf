import type { Block } from './ast.ts';
import { fenceIn } from './fence.ts';
import { parseInline } from './inline.ts';
import { isListLine, readList } from './list.ts';

/** Reads a text in Discord's Markdown; never throws. A quote inside a quote is text, as in Discord. */
export function parseMarkdown(source: string, inQuote = false): Block[] {
  const blocks: Block[] = [];
  let rest = source.replaceAll('\r\n', '\n');
  let text = '';
  const flush = () => {
    if (text.replace(/\n$/, '') !== '') {
      blocks.push({ type: 'paragraph', children: parseInline(text.replace(/\n$/, '')) });
    }
    text = '';
  };
  while (rest !== '') {
    const block = blockAt(rest, inQuote);
    if (block !== null) {
      flush();
      blocks.push(block.block);
      rest = rest.slice(block.length);
      continue;
    }
    const [line, length] = firstLine(rest);
    const fence = fenceIn(rest, length);
    if (fence !== null) {
      text += rest.slice(0, fence.start);
      flush();
      blocks.push({ type: 'codeblock', language: fence.language, text: fence.text });
      rest = rest.slice(fence.end).replace(/^\n/, '');
      continue;
    }
    text += `${line}\n`;
    rest = rest.slice(length);
  }
  flush();
  return blocks;
}

/** The first line without its end, and how much of the text it takes up with it. */
export function firstLine(text: string): [string, number] {
  const end = text.indexOf('\n');
  return end < 0 ? [text, text.length] : [text.slice(0, end), end + 1];
}

function blockAt(rest: string, inQuote: boolean): { block: Block; length: number } | null {
  const [line, length] = firstLine(rest);
  const heading = /^\s{0,3}(#{1,3}) +(\S.*)$/.exec(line);
  if (heading !== null) {
    const level = (heading[1] ?? '#').length;
    const children = parseInline((heading[2] ?? '').trim());
    return { block: { type: 'heading', level: level === 1 ? 1 : level === 2 ? 2 : 3, children }, length };
  }
  const subtext = /^-# +(\S.*)$/.exec(line);
  if (subtext !== null)
    return { block: { type: 'subtext', children: parseInline(subtext[1] ?? '') }, length };
  if (!inQuote && line.startsWith('>>> ')) return quote(rest.slice(4), rest.length);
  if (!inQuote && line.startsWith('> ')) return quoteLines(rest);
  return isListLine(line) ? readList(rest) : null;
}

function quoteLines(rest: string): { block: Block; length: number } {
  let inner = '';
  let length = 0;
  while (length < rest.length) {
    const [line, size] = firstLine(rest.slice(length));
    if (!line.startsWith('> ') && line !== '>') break;
    inner += `${line.slice(2)}\n`;
    length += size;
  }
  return quote(inner.replace(/\n$/, ''), length);
}

function quote(inner: string, length: number): { block: Block; length: number } {
  return { block: { type: 'quote', children: parseMarkdown(inner, true) }, length };
}
