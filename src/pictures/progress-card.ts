/** One member's progress at a glance: steps, milestones, streak, the last weeks, the latest of the portfolio. */
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { ProgressCardModel } from './models.ts';
import { type Box, createCard, fillBox, shareOf, strokeRing } from './shapes.ts';
import { drawText, type TextStyle, widthOf } from './text.ts';
import { color, innerWidth, margin, width } from './theme.ts';
import { drawLegend, drawWeeks, gridHeight, legendHeight } from './weeks.ts';

const headline: TextStyle = { size: 54, weight: 700, color: color.text };
const plain: TextStyle = { size: 32, weight: 400, color: color.soft };
const strong: TextStyle = { size: 32, weight: 600, color: color.text };
const heading: TextStyle = { size: 32, weight: 700, color: color.text };
const figure: TextStyle = { size: 54, weight: 700, color: color.text };
const small: TextStyle = { size: 28, weight: 400, color: color.soft };

const tileTop = margin + 140;
const tileHeight = 200;
const tileGap = 22;
const tileWidth = (innerWidth - 2 * tileGap) / 3;
const grid = { x: margin, y: tileTop + tileHeight + 92, columns: 13, cell: 60, gap: 15 };
const entryHeight = 76;

export function drawProgressCard(model: ProgressCardModel): Canvas {
  const gridBottom = grid.y + (model.weeks.length === 0 ? 0 : gridHeight(model.weeks.length, grid));
  const weeksBottom = gridBottom + (model.weeks.length === 0 ? 56 : 30 + legendHeight);
  const latestTop = weeksBottom + 72;
  const { canvas, context } = createCard(
    latestTop + 24 + Math.max(1, model.latest.length) * entryHeight + margin - 20,
  );
  drawHeader(context, model);
  drawTiles(context, model);
  drawText(context, weeksHeading(model.weeks.length), heading, {
    x: margin,
    baseline: grid.y - 24,
    maxWidth: innerWidth,
  });
  if (model.weeks.length === 0) sayEmpty(context, 'The first check-in fills the first square.', grid.y + 34);
  else {
    drawWeeks(context, model.weeks, grid);
    drawLegend(context, { x: margin, y: gridBottom + 30 });
  }
  drawText(context, 'Latest in the portfolio', heading, {
    x: margin,
    baseline: latestTop,
    maxWidth: innerWidth,
  });
  if (model.latest.length === 0) sayEmpty(context, 'Nothing yet: /log adds the first entry.', latestTop + 58);
  for (const [index, entry] of model.latest.entries())
    drawEntry(context, entry, latestTop + 24 + index * entryHeight);
  return canvas;
}

/** A number that always fits: a cut one would be another number. */
const count = (value: number): string =>
  value < 10_000 ? String(value) : value.toLocaleString('en', { notation: 'compact' });

const weeksHeading = (count: number) =>
  count === 0 ? 'No weeks yet' : count === 1 ? 'This week' : `The last ${count} weeks`;

function sayEmpty(context: SKRSContext2D, words: string, baseline: number): void {
  drawText(context, words, plain, { x: margin, baseline, maxWidth: innerWidth });
}

function drawHeader(context: SKRSContext2D, { name, current }: ProgressCardModel): void {
  drawText(context, name, headline, { x: margin, baseline: margin + 46, maxWidth: innerWidth });
  const lead = current === null ? 'No step under way' : 'Now:';
  const leadWidth = drawText(context, lead, plain, {
    x: margin,
    baseline: margin + 104,
    maxWidth: innerWidth,
  });
  if (current === null) return;
  const x = margin + leadWidth + 14;
  drawText(context, current, strong, { x, baseline: margin + 104, maxWidth: width - margin - x });
}

function drawTiles(context: SKRSContext2D, { steps, milestones, streakWeeks }: ProgressCardModel): void {
  const tile = (index: number): Box => ({
    x: margin + index * (tileWidth + tileGap),
    y: tileTop,
    width: tileWidth,
    height: tileHeight,
  });
  drawGauge(context, tile(0), 'steps', steps.done, steps.of, color.done);
  drawGauge(context, tile(1), 'milestones', milestones.ticked, milestones.of, color.brand);
  drawStreak(context, tile(2), streakWeeks);
}

/** A figure of a whole, with a ring that is closed by as much. */
function drawGauge(
  context: SKRSContext2D,
  box: Box,
  of: string,
  part: number,
  whole: number,
  ring: string,
): void {
  fillBox(context, box, 24, color.inset);
  const center = { x: box.x + box.width - 74, y: box.y + 78 };
  strokeRing(context, center, 38, { color: color.line, width: 15 });
  strokeRing(context, center, 38, { color: ring, width: 15 }, shareOf(part, whole));
  drawFigure(context, box, count(part), `of ${count(whole)} ${of}`);
}

function drawStreak(context: SKRSContext2D, box: Box, weeks: number): void {
  fillBox(context, box, 24, color.inset);
  drawText(context, weeks > 0 ? '📆' : '🌱', figure, {
    x: box.x + box.width - 28,
    baseline: box.y + 98,
    maxWidth: 100,
    align: 'right',
  });
  drawFigure(context, box, count(weeks), 'week streak');
}

function drawFigure(context: SKRSContext2D, box: Box, value: string, words: string): void {
  drawText(context, value, figure, { x: box.x + 28, baseline: box.y + 98, maxWidth: box.width - 152 });
  drawText(context, words, small, { x: box.x + 28, baseline: box.y + 160, maxWidth: box.width - 44 });
}

/** `[Post] A title of any length …  3 Nov` */
function drawEntry(context: SKRSContext2D, entry: ProgressCardModel['latest'][number], y: number): void {
  const baseline = y + 45;
  const kindWidth = widthOf(context, entry.kind, small, 240);
  fillBox(context, { x: margin, y: y + 6, width: kindWidth + 40, height: 56 }, 16, color.inset);
  drawText(
    context,
    entry.kind,
    { ...small, color: color.brandText },
    { x: margin + 20, baseline, maxWidth: 240 },
  );
  const dateWidth = drawText(context, entry.date, small, {
    x: width - margin,
    baseline,
    maxWidth: 260,
    align: 'right',
  });
  const x = margin + kindWidth + 40 + 22;
  drawText(context, entry.title, strong, { x, baseline, maxWidth: width - margin - dateWidth - 24 - x });
}
