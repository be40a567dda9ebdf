/** A year of check-ins: a square a week, four rows of about a quarter each. */
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { HeatMapModel, WeekModel } from './models.ts';
import { createCard, type Point } from './shapes.ts';
import { drawText, type TextStyle, widthOf } from './text.ts';
import { color, innerWidth, margin } from './theme.ts';
import { drawWeek, drawWeeks, gridHeight } from './weeks.ts';

const headline: TextStyle = { size: 50, weight: 700, color: color.text };
const plain: TextStyle = { size: 32, weight: 400, color: color.soft };
const small: TextStyle = { size: 28, weight: 400, color: color.soft };

const grid = { x: margin, y: margin + 128, columns: 14, cell: 57, gap: 13 };
const levels = [0, 1, 2, 3, 4] as const satisfies readonly WeekModel['level'][];

export function drawHeatMap({ name, weeks, total }: HeatMapModel): Canvas {
  const bottom = grid.y + (weeks.length === 0 ? 76 : gridHeight(weeks.length, grid));
  const { canvas, context } = createCard(bottom + 48 + 44 + margin);
  drawText(context, name, headline, { x: margin, baseline: margin + 44, maxWidth: innerWidth });
  drawText(context, total, plain, { x: margin, baseline: margin + 96, maxWidth: innerWidth });
  if (weeks.length === 0) {
    const words = 'No weeks yet: the first check-in fills the first square.';
    drawText(context, words, plain, { x: margin, baseline: grid.y + 56, maxWidth: innerWidth });
  } else {
    drawWeeks(context, weeks, grid);
  }
  drawLegend(context, { x: margin, y: bottom + 48 });
  return canvas;
}

/** "Nothing ▢ ▁ ▃ ▆ █ much, ✓ checked in", in one line. */
function drawLegend(context: SKRSContext2D, at: Point): void {
  const size = 44;
  const baseline = at.y + 32;
  let x = at.x;
  const say = (words: string) => {
    drawText(context, words, small, { x, baseline, maxWidth: innerWidth });
    x += widthOf(context, words, small) + 16;
  };
  const show = (week: Pick<WeekModel, 'level' | 'kept'>) => {
    drawWeek(context, week, { x, y: at.y, width: size, height: size });
    x += size + 12;
  };
  say('Nothing');
  for (const level of levels) show({ level, kept: false });
  x += 4;
  say('much');
  x += 48;
  show({ level: 0, kept: true });
  x += 4;
  say('checked in');
}
