/** The guide as a winding road: a station for each step, its label beside it, and where the member is now. */
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { RoadMapModel, StepState } from './models.ts';
import {
  createCard,
  createRuler,
  drawFlag,
  fillBox,
  fillCircle,
  type Point,
  type Stroke,
  shareOf,
  strokeCheck,
  strokeCross,
  strokePath,
  strokePause,
  strokeRing,
} from './shapes.ts';
import { drawText, type TextStyle, widthOf, wrap } from './text.ts';
import { color, innerWidth, margin, width } from './theme.ts';

type Step = RoadMapModel['steps'][number];

const radius = 34;
/** How far a station stands from the middle of the picture, in turn to the left and to the right. */
const sway = 46;
/** From one station to the next, by the lines of the longest label: a neighbour's sign stands between two labels. */
const pitches = { short: 104, long: 122 };
const roadWidth = 26;
const labelWidth = width / 2 - sway - radius - 24 - margin;
const lineHeight = 38;

const headline: TextStyle = { size: 50, weight: 700, color: color.text };
const summary: TextStyle = { size: 32, weight: 400, color: color.soft };
const label: TextStyle = { size: 31, weight: 600, color: color.text };
const note: TextStyle = { size: 27, weight: 400, color: color.soft };
const stationNumber: TextStyle = { size: 32, weight: 700, color: color.text };
const pin: TextStyle = { size: 29, weight: 700, color: '#ffffff' };

/** States in which it matters how many milestones are ticked. */
const countedStates: ReadonlySet<StepState> = new Set(['begun', 'open', 'waiting']);
const noteColors: Partial<Record<StepState, string>> = { done: color.doneText, begun: color.brandText };

export function drawRoadMap({ title, steps }: RoadMapModel): Canvas {
  const ruler = createRuler();
  const titleLines = wrap(ruler, title, headline, innerWidth, 2);
  const labels = steps.map((step) => wrap(ruler, step.title, label, labelWidth, 3));
  const pitch = labels.some((lines) => lines.length > 2) ? pitches.long : pitches.short;
  const top = margin + titleLines.length * 60 + 44 + 100;
  const stations = steps.map((_, index) => ({
    x: width / 2 + (index % 2 === 0 ? -sway : sway),
    y: top + index * pitch,
  }));
  const start = { x: width / 2, y: top - 84 };
  const end = { x: width / 2, y: top + (steps.length - 1) * pitch + 120 };
  const { canvas, context } = createCard(end.y + margin);

  for (const [index, line] of titleLines.entries())
    drawText(context, line, headline, {
      x: margin,
      baseline: margin + 44 + index * 60,
      maxWidth: innerWidth,
    });
  const done = steps.filter((step) => step.state === 'done').length;
  const doneWords = `${done} of ${steps.length} ${steps.length === 1 ? 'step' : 'steps'} done`;
  const summaryBaseline = margin + titleLines.length * 60 + 30;
  drawText(context, doneWords, summary, { x: margin, baseline: summaryBaseline, maxWidth: labelWidth });

  drawRoad(context, [start, ...stations, end], steps);
  drawFlag(context, end, 58, done === steps.length ? color.doneText : color.brand);
  for (const [index, step] of steps.entries()) {
    const station = stations[index];
    if (station === undefined) continue;
    const side = index % 2 === 0 ? -1 : 1;
    drawStation(context, step, station);
    drawLabel(context, step, labels[index] ?? [], station, side);
    if (step.here) drawPin(context, station, side === -1 ? 1 : -1);
  }
  return canvas;
}

/** The road through all points, green between two steps that are done. */
function drawRoad(context: SKRSContext2D, points: readonly Point[], steps: readonly Step[]): void {
  const allDone = steps.every((step) => step.state === 'done');
  const isDone = (index: number) => index < 0 || (steps[index]?.state ?? (allDone && 'done')) === 'done';
  const pieces = points.slice(1).map((to, index) => ({
    from: points[index] ?? to,
    to,
    fill: isDone(index - 1) && isDone(index) ? color.doneDeep : color.road,
  }));
  for (const { from, to, fill } of pieces) strokePiece(context, from, to, { color: fill, width: roadWidth });
  for (const { from, to } of pieces)
    strokePiece(context, from, to, { color: color.line, width: 3, dash: [9, 15] });
}

function strokePiece(context: SKRSContext2D, from: Point, to: Point, stroke: Stroke): void {
  const middle = (from.y + to.y) / 2;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.bezierCurveTo(from.x, middle, to.x, middle, to.x, to.y);
  strokePath(context, stroke);
}

function drawStation(context: SKRSContext2D, step: Step, at: Point): void {
  if (step.here) strokeRing(context, at, radius + 11, { color: color.brandText, width: 5 });
  fillCircle(context, at, radius + 6, color.card);
  if (step.state === 'done') {
    fillCircle(context, at, radius, color.doneDeep);
    strokeCheck(context, at, 30, { color: '#ffffff', width: 7 });
    return;
  }
  fillCircle(context, at, radius, color.inset);
  const quiet = { color: color.soft, width: 6 };
  if (step.state === 'declined') {
    strokeRing(context, at, radius - 2, { color: color.line, width: 4 });
    strokeCross(context, at, 22, quiet);
  } else if (step.state === 'snoozed') {
    strokeRing(context, at, radius - 2, { color: color.line, width: 4 });
    strokePause(context, at, 24, quiet);
  } else {
    drawOutline(context, step, at);
    const style = step.state === 'waiting' ? { ...stationNumber, color: color.soft } : stationNumber;
    const place = { x: at.x, baseline: at.y + 11, maxWidth: 2 * radius - 14, align: 'center' } as const;
    drawText(context, String(step.number), style, place);
  }
}

function drawOutline(context: SKRSContext2D, step: Step, at: Point): void {
  const ring = radius - 2;
  if (step.state === 'waiting') {
    strokeRing(context, at, ring, { color: color.line, width: 4, dash: [5, 10] });
  } else if (step.state === 'open') {
    strokeRing(context, at, ring, { color: color.soft, width: 4 });
  } else {
    strokeRing(context, at, ring, { color: color.line, width: 6 });
    strokeRing(context, at, ring, { color: color.brandText, width: 6 }, shareOf(step.ticked, step.of));
  }
}

function drawLabel(
  context: SKRSContext2D,
  step: Step,
  lines: readonly string[],
  at: Point,
  side: -1 | 1,
): void {
  const place = {
    x: at.x + side * (radius + 24),
    maxWidth: labelWidth,
    align: side === -1 ? 'right' : 'left',
  } as const;
  let baseline = at.y - ((lines.length + 1) * lineHeight) / 2 + 29;
  for (const line of lines) {
    drawText(context, line, label, { ...place, baseline });
    baseline += lineHeight;
  }
  const counted = step.ticked > 0 && step.of > 0 && countedStates.has(step.state);
  const words = `Step ${step.number}, ${step.words}${counted ? `: ${step.ticked} of ${step.of}` : ''}`;
  drawText(context, words, { ...note, color: noteColors[step.state] ?? note.color }, { ...place, baseline });
}

/** A sign on the free side of the road, which points at the station. */
function drawPin(context: SKRSContext2D, at: Point, side: -1 | 1): void {
  const words = 'You are here';
  const signWidth = widthOf(context, words, pin) + 48;
  const near = at.x + side * (radius + 44);
  const x = side === 1 ? near : near - signWidth;
  context.beginPath();
  context.moveTo(near - side * 22, at.y);
  context.lineTo(near + side * 4, at.y - 16);
  context.lineTo(near + side * 4, at.y + 16);
  context.closePath();
  context.fillStyle = color.brandDeep;
  context.fill();
  fillBox(context, { x, y: at.y - 27, width: signWidth, height: 54 }, 16, color.brandDeep);
  drawText(context, words, pin, { x: x + 24, baseline: at.y + 10, maxWidth: signWidth });
}
