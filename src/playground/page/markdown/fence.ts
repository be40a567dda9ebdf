/** A code block: where it stands in the text, and what is in it. */
export interface Fence {
  start: number;
  end: number;
  language: string;
  text: string;
}

/** The code block that opens within the first `within` characters, if it is closed anywhere behind. */
export function fenceIn(source: string, within: number): Fence | null {
  const start = source.slice(0, within + 2).indexOf('```');
  if (start < 0 || start >= within || source[start - 1] === '\\') return null;
  const close = source.indexOf('```', start + 3);
  if (close < 0) return null;
  const inner = source.slice(start + 3, close);
  if (inner.trim() === '') return null;
  const language = /^([-+#.\w]{1,20})\n/.exec(inner)?.[1] ?? '';
  // The line breaks beside the fences are not part of the code.
  const text = inner.slice(language.length).replace(/^\n/, '').replace(/\n$/, '');
  return { start, end: close + 3, language, text };
}
