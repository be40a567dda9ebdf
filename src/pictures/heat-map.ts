/** A year of check-ins: a square a week, four rows of about a quarter each. */
import type { Canvas } from '@napi-rs/canvas';
import type { HeatMapModel } from './models.ts';
import { createCard } from './shapes.ts';
import { drawText, type TextStyle } from './text.ts';
import { color, innerWidth, margin } from './theme.ts';
import { drawLegend, drawWeeks, gridHeight, legendHeight } from './weeks.ts';

const headline: TextStyle = { size: 50, weight: 700, color: color.text };
const plain: TextStyle = { size: 32, weight: 400, color: color.soft };

const grid = { x: margin, y: margin + 128, columns: 14, cell: 57, gap: 13 };

export function drawHeatMap({ name, weeks, total }: HeatMapModel): Canvas {
  const bottom = grid.y + (weeks.length === 0 ? 76 : gridHeight(weeks.length, grid));
  const { canvas, context } = createCard(bottom + 44 + legendHeight + margin);
  drawText(context, name, headline, { x: margin, baseline: margin + 44, maxWidth: innerWidth });
  drawText(context, total, plain, { x: margin, baseline: margin + 96, maxWidth: innerWidth });
  if (weeks.length === 0) {
    const words = 'No weeks yet: the first check-in fills the first square.';
    drawText(context, words, plain, { x: margin, baseline: grid.y + 56, maxWidth: innerWidth });
  } else {
    drawWeeks(context, weeks, grid);
  }
  drawLegend(context, { x: margin, y: bottom + 44 });
  return canvas;
}
