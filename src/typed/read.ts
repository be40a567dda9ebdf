/** Reads what people type: lines, texts and links, safe to keep and to show. Pure. */

/** Control characters but line breaks, and overrides of the writing direction. */
const unseen = /(?!\n)\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

/** What no reader would see anything of. */
const blank = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** A line of at most `max` characters (UTF-16 units); empty if there is nothing to see in it. */
export function readLine(typed: string, max: number): string {
  return shortened(typed.toWellFormed().replace(/\s+/g, ' ').replace(unseen, ''), max);
}

/** A text of at most `max` characters, in lines, no more than one of them empty in a row; empty as `readLine`. */
export function readLines(typed: string, max: number): string {
  const lines = typed.toWellFormed().replace(/\r\n?/g, '\n').replace(unseen, '');
  return shortened(lines.replace(/\n{3,}/g, '\n\n'), max);
}

function shortened(text: string, max: number): string {
  const kept = text.trim().slice(0, max);
  // Half of a character that takes two places is none.
  const whole = kept.replace(/\p{Surrogate}$/u, '').trimEnd();
  return blank.test(whole) ? '' : whole;
}

/** Characters of a link that is kept. */
export const urlLength = 300;

/**
 * An https address of a public host as a browser would write it, checked for its form alone; null if it is none.
 * A missing `https://` is added. Parentheses are encoded, since they would end a link in Markdown.
 */
export function readUrl(typed: string): string | null {
  const words = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`;
  if (/[\s<>"`\\]/.test(words) || !URL.canParse(address)) return null;
  const url = new URL(address);
  const isPublic = /^(?!\d+(?:\.\d+){3}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/.test(url.hostname);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '';
  const href = url.href.replaceAll('(', '%28').replaceAll(')', '%29');
  return isPublic && isPlain && href.length <= urlLength ? href : null;
}
