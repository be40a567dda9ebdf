/** What is read or told apart stands out enough from what is behind it, as WCAG 2 measures it. */
import { expect, test } from 'vitest';
import { color } from '../../src/pictures/theme.ts';

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test.each(['text', 'soft', 'brandText', 'doneText'] as const)(
  '%s can be read on the card and on a tile',
  (name) => {
    expect(contrast(color[name], color.card)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color[name], color.inset)).toBeGreaterThanOrEqual(4.5);
  },
);

test.each(['brandDeep', 'doneDeep'] as const)('white can be read on %s', (name) => {
  expect(contrast('#ffffff', color[name])).toBeGreaterThanOrEqual(4.5);
});

test.each(['line', 'brand', 'done'] as const)('a shape in %s can be seen on the card', (name) => {
  expect(contrast(color[name], color.card)).toBeGreaterThanOrEqual(3);
});
