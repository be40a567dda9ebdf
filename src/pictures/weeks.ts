/** Weeks as squares: filled from below by how much was done, ticked if the member checked in, months above. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { WeekModel } from './models.ts';
import { type Box, fillBox, type Point, strokeCheck } from './shapes.ts';
import { drawText, type TextStyle, widthOf } from './text.ts';
import { color, width } from './theme.ts';

interface WeekGrid extends Point {
  readonly columns: number;
  readonly cell: number;
  readonly gap: number;
}

/** Above each row, for the names of the months. */
const monthHeight = 42;
/** How high the legend is. */
export const legendHeight = 42;
const levels = [0, 1, 2, 3, 4] as const satisfies readonly WeekModel['level'][];
const wordStyle: TextStyle = { size: 27, weight: 400, color: color.soft };
const monthNames = Array.from({ length: 12 }, (_, index) =>
  new Date(Date.UTC(2024, index)).toLocaleString('en', { month: 'short', timeZone: 'UTC' }),
);
/** How much of a square is filled at each level. */
const fills: Record<WeekModel['level'], number> = { 0: 0, 1: 0.28, 2: 0.52, 3: 0.76, 4: 1 };

export const gridHeight = (weeks: number, { columns, cell, gap }: WeekGrid): number =>
  Math.ceil(weeks / columns) * (monthHeight + cell + gap) - gap;

export function drawWeeks(context: SKRSContext2D, weeks: readonly WeekModel[], grid: WeekGrid): void {
  const { columns, cell, gap } = grid;
  let month: number | undefined;
  for (const [index, week] of weeks.entries()) {
    const x = grid.x + (index % columns) * (cell + gap);
    const y = grid.y + Math.floor(index / columns) * (monthHeight + cell + gap) + monthHeight;
    const begun = monthOf(week.week);
    if (begun !== undefined && begun !== month)
      drawText(context, monthNames[begun - 1] ?? '', wordStyle, {
        x,
        baseline: y - 13,
        maxWidth: cell + gap,
      });
    month = begun;
    drawWeek(context, week, { x, y, width: cell, height: cell });
  }
}

/** One square, also used in the legend. */
function drawWeek(
  context: SKRSContext2D,
  { level, kept }: Pick<WeekModel, 'level' | 'kept'>,
  box: Box,
): void {
  const corner = box.width / 5;
  fillBox(context, box, corner, color.line);
  context.save();
  context.beginPath();
  context.roundRect(box.x + 2, box.y + 2, box.width - 4, box.height - 4, corner - 2);
  context.clip();
  context.fillStyle = color.inset;
  context.fillRect(box.x, box.y, box.width, box.height);
  const filled = box.height * fills[level];
  context.fillStyle = color.brandDeep;
  context.fillRect(box.x, box.y + box.height - filled, box.width, filled);
  context.restore();
  if (!kept) return;
  const center = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  strokeCheck(context, center, box.width * 0.5, { color: '#ffffff', width: box.width / 11 });
}

/** "Nothing ▢ ▁ ▃ ▆ █ much, ✓ checked in", in one line. */
export function drawLegend(context: SKRSContext2D, at: Point): void {
  const size = legendHeight;
  const baseline = at.y + 30;
  let x = at.x;
  const say = (words: string) => {
    drawText(context, words, wordStyle, { x, baseline, maxWidth: width });
    x += widthOf(context, words, wordStyle) + 16;
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

/** The month of an ISO week, 1 to 12: that of its Thursday, as ISO 8601 does for the year. */
function monthOf(week: string): number | undefined {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined || number === undefined) return undefined;
  const fourth = Temporal.PlainDate.from({ year: Number(year), month: 1, day: 4 });
  const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 });
  return monday.add({ weeks: Number(number) - 1, days: 3 }).month;
}
