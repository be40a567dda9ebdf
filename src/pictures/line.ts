/** One clean line as the canvas is to measure and draw it. */
import type { SKRSContext2D } from '@napi-rs/canvas';

/**
 * An emoji that begins with a sign which is text by default, such as the flag of 🏳️‍🌈. The canvas takes it apart, unless
 * another emoji stands before it.
 */
const stubborn =
  /((?<!\u200D)[\p{Emoji}--[\p{Emoji_Presentation}0-9#*]]\uFE0F?(?:\u200D\p{Emoji_Presentation}\uFE0F?)+)/v;
const opener = '🟦';

/** The width of a line, in the font that is set. */
export function measureLine(context: SKRSContext2D, line: string): number {
  return partsOf(context, line).reduce((sum, { width }) => sum + width, 0);
}

/** Draws a line from `left` on, in the font, colour and direction that are set. */
export function paintLine(context: SKRSContext2D, line: string, left: number, baseline: number): void {
  const parts = partsOf(context, line);
  let x = left;
  for (const { text, width, isStubborn } of context.direction === 'rtl' ? parts.toReversed() : parts) {
    if (isStubborn) paintStubborn(context, text, x, baseline, width);
    else context.fillText(text, x, baseline);
    x += width;
  }
}

/** Draws another emoji before it, outside of what is shown. */
function paintStubborn(
  context: SKRSContext2D,
  text: string,
  x: number,
  baseline: number,
  width: number,
): void {
  context.save();
  context.beginPath();
  context.rect(x, baseline - 2 * width, width, 4 * width);
  context.clip();
  context.direction = 'ltr';
  context.fillText(opener + text, x - context.measureText(opener).width, baseline);
  context.restore();
}

function partsOf(context: SKRSContext2D, line: string) {
  const width = (text: string) => context.measureText(text).width;
  return line
    .split(stubborn)
    .map((text, index) => {
      const isStubborn = index % 2 === 1;
      return { text, isStubborn, width: isStubborn ? width(opener + text) - width(opener) : width(text) };
    })
    .filter(({ text }) => text !== '');
}
