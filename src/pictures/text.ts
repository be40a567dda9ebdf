/** Text on a canvas: measured, cut to its room with an ellipsis, broken into lines, and drawn. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { clean, graphemesOf } from './clean.ts';
import { familiesFor } from './fonts.ts';
import { measureLine, paintLine } from './line.ts';

export interface TextStyle {
  /** In pixels of the picture. */
  readonly size: number;
  readonly weight: 400 | 600 | 700;
  readonly color: string;
}

interface TextPlace {
  /** The left edge, the middle or the right edge, as `align` says. */
  readonly x: number;
  readonly baseline: number;
  /** What does not fit is cut off. */
  readonly maxWidth: number;
  readonly align?: 'left' | 'center' | 'right';
}

const ellipsis = '…';
const words = new Intl.Segmenter('en', { granularity: 'word' });

/** Draws one line and returns its width. Never draws outside of its room, whatever the text is. */
export function drawText(context: SKRSContext2D, text: string, style: TextStyle, place: TextPlace): number {
  const line = cutToFit(context, clean(text), style, place.maxWidth);
  setStyle(context, line, style);
  const width = Math.min(measureLine(context, line), place.maxWidth);
  const align = place.align ?? 'left';
  const left = place.x - { left: 0, center: width / 2, right: width }[align];
  context.save();
  context.beginPath();
  // Room for the hook of a J, and the marks above a Vietnamese capital or below a Thai letter, and not for more.
  const overhang = style.size * 0.2;
  context.rect(left - overhang, place.baseline - style.size * 1.25, width + 2 * overhang, style.size * 1.7);
  context.clip();
  context.fillStyle = style.color;
  paintLine(context, line, left, place.baseline);
  context.restore();
  return width;
}

/** The width that a text on one line takes, cut to `maxWidth` if it is longer. */
export function widthOf(
  context: SKRSContext2D,
  text: string,
  style: TextStyle,
  maxWidth: number = Number.POSITIVE_INFINITY,
): number {
  return measure(context, cutToFit(context, clean(text), style, maxWidth), style);
}

/** Breaks a text into at most `maxLines` lines; the last one ends in an ellipsis if something is left over. */
export function wrap(
  context: SKRSContext2D,
  text: string,
  style: TextStyle,
  maxWidth: number,
  maxLines: number,
): string[] {
  const fits = (line: string) => measure(context, line.trim(), style) <= maxWidth;
  const lines: string[] = [''];
  for (const piece of pieces(clean(text), fits)) {
    const line = `${lines.at(-1)}${piece}`;
    if (fits(line) || lines.length === maxLines) lines[lines.length - 1] = line;
    else lines.push(piece);
  }
  return lines.map((line) => cutToFit(context, line.trim(), style, maxWidth));
}

/** Words with the punctuation that belongs to them; a word that is longer than a line in its single characters. */
function pieces(text: string, fits: (line: string) => boolean): string[] {
  const whole: string[] = [];
  for (const { segment } of words.segment(text)) {
    const before = whole.at(-1);
    if (
      before !== undefined &&
      (/[\p{Ps}\p{Pi}]$/u.test(before) || /^[\p{Po}\p{Pe}\p{Pf}\p{Pd}]/u.test(segment))
    )
      whole[whole.length - 1] = before + segment;
    else whole.push(segment);
  }
  return whole.flatMap((piece) => (fits(piece) ? [piece] : graphemesOf(piece)));
}

function cutToFit(context: SKRSContext2D, text: string, style: TextStyle, maxWidth: number): string {
  if (measure(context, text, style) <= maxWidth) return text;
  const parts = graphemesOf(text);
  const cut = (length: number) => `${parts.slice(0, length).join('').trimEnd()}${ellipsis}`;
  let [fitting, tooLong] = [0, parts.length];
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (measure(context, cut(middle), style) <= maxWidth) fitting = middle;
    else tooLong = middle;
  }
  return cut(fitting);
}

function measure(context: SKRSContext2D, text: string, style: TextStyle): number {
  setStyle(context, text, style);
  return measureLine(context, text);
}

function setStyle(context: SKRSContext2D, text: string, { size, weight }: TextStyle): void {
  context.font = `${weight} ${size}px ${familiesFor(text)}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  // The first letter decides on which side a sentence begins, and so where its full stop and its ellipsis stand.
  context.direction = /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(text) ? 'rtl' : 'ltr';
  context.lang = 'en';
}
