/** Makes any text safe to draw: no control or invisible characters, no towers of marks, nothing that no font has. */
import { isDrawable, isEmoji } from './fonts.ts';

/** Nothing that is drawn has more room than this; whatever follows would be cut off anyway. */
const maxLength = 400;
/** Marks on one letter. Written Hebrew and Thai need up to three; zalgo stacks dozens. */
const maxMarks = 4;
/** Code points in one emoji: the longest in use, an England-like flag or a family, have up to ten. */
const maxEmojiLength = 12;
/** Stands for a character that no font has. */
const unknown = '·';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader sees as the single characters of a text. */
export const graphemesOf = (text: string): string[] =>
  [...graphemes.segment(text)].map(({ segment }) => segment);

/** The drawable form of a text, on one line; a dash if nothing is left of it. Cleaning twice changes nothing. */
export function clean(text: string): string {
  const line = text
    .slice(0, maxLength)
    .toWellFormed()
    .normalize('NFC')
    .replaceAll('\uFFFD', '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u2800]/gu, ' ');
  const drawable = graphemesOf(line).map(cleanGrapheme).join('');
  return drawable.replace(/\s+/gu, ' ').trim() || '–';
}

function cleanGrapheme(grapheme: string): string {
  if (isEmoji(grapheme)) return cleanEmoji(grapheme);
  const kept = keepDrawable(grapheme);
  if (!kept.includes(unknown)) return kept;
  // Letters in disguise, such as mathematical or circled ones, are drawn as what they stand for.
  const plain = keepDrawable(grapheme.normalize('NFKC'));
  return plain.includes(unknown) ? unknown : plain;
}

function cleanEmoji(grapheme: string): string {
  const parts = [...grapheme].filter((part) =>
    /\p{Emoji}|\u200D|\uFE0F|\u20E3|[\u{E0020}-\u{E007F}]/u.test(part),
  );
  return parts.slice(0, maxEmojiLength).join('');
}

function keepDrawable(grapheme: string): string {
  const joins = /^[\p{Script=Arabic}\p{Script=Devanagari}]/u.test(grapheme);
  let marks = 0;
  return [...grapheme]
    .map((character) => {
      if (/\p{Default_Ignorable_Code_Point}/u.test(character))
        return joins && /[\u200C\u200D]/.test(character) ? character : '';
      if (/\p{M}/u.test(character)) {
        marks += 1;
        return marks <= maxMarks && isDrawable(character) ? character : '';
      }
      return isDrawable(character) ? character : unknown;
    })
    .join('');
}
