/** The few shapes that the pictures are made of. Every mark is told apart by its form, never by colour alone. */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { color, width } from './theme.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One for all pictures, which are drawn one after the other: a canvas is 6 MB that are given back late. */
const canvas = createCanvas(width, 1);

/** A dark card with round corners, as high as it needs to be; it takes the place of the last one. */
export function createCard(height: number): { canvas: Canvas; context: SKRSContext2D } {
  canvas.height = Math.ceil(height);
  const context = canvas.getContext('2d');
  fillBox(context, { x: 0, y: 0, width, height: canvas.height }, 32, color.card);
  return { canvas, context };
}

/** A context to measure text with, before the height of the card is known. */
export const createRuler = (): SKRSContext2D => createCanvas(1, 1).getContext('2d');

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export function fillBox(context: SKRSContext2D, box: Box, radius: number, fill: string): void {
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, radius);
  context.fillStyle = fill;
  context.fill();
}

export function fillCircle(context: SKRSContext2D, center: Point, radius: number, fill: string): void {
  context.beginPath();
  context.arc(center.x, center.y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
}

export interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

/** A ring, or the part of one that stands for `share` of it, clockwise from the top. */
export function strokeRing(
  context: SKRSContext2D,
  center: Point,
  radius: number,
  stroke: Stroke,
  share = 1,
): void {
  context.beginPath();
  context.arc(center.x, center.y, radius, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * share);
  strokePath(context, stroke);
}

/** A tick of about `size` in width and height. */
export function strokeCheck(context: SKRSContext2D, center: Point, size: number, stroke: Stroke): void {
  context.beginPath();
  context.moveTo(center.x - size * 0.48, center.y + size * 0.04);
  context.lineTo(center.x - size * 0.12, center.y + size * 0.38);
  context.lineTo(center.x + size * 0.5, center.y - size * 0.36);
  strokePath(context, stroke);
}

export function strokeCross(context: SKRSContext2D, center: Point, size: number, stroke: Stroke): void {
  const arm = size / 2;
  context.beginPath();
  context.moveTo(center.x - arm, center.y - arm);
  context.lineTo(center.x + arm, center.y + arm);
  context.moveTo(center.x + arm, center.y - arm);
  context.lineTo(center.x - arm, center.y + arm);
  strokePath(context, stroke);
}

/** Two bars: put off for now. */
export function strokePause(context: SKRSContext2D, center: Point, size: number, stroke: Stroke): void {
  context.beginPath();
  for (const side of [-1, 1]) {
    context.moveTo(center.x + (side * size) / 4, center.y - size / 2);
    context.lineTo(center.x + (side * size) / 4, center.y + size / 2);
  }
  strokePath(context, stroke);
}

/** A flag on its pole; `foot` is where the pole stands. */
export function drawFlag(context: SKRSContext2D, foot: Point, size: number, fill: string): void {
  context.beginPath();
  context.moveTo(foot.x, foot.y);
  context.lineTo(foot.x, foot.y - size);
  strokePath(context, { color: color.text, width: size * 0.09 });
  context.beginPath();
  context.moveTo(foot.x, foot.y - size);
  context.lineTo(foot.x + size * 0.75, foot.y - size * 0.74);
  context.lineTo(foot.x, foot.y - size * 0.48);
  context.closePath();
  context.fillStyle = fill;
  context.fill();
}

/** Strokes the path that has just been laid. */
export function strokePath(context: SKRSContext2D, stroke: Stroke): void {
  context.strokeStyle = stroke.color;
  context.lineWidth = stroke.width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.setLineDash([...(stroke.dash ?? [])]);
  context.stroke();
}

/** A part of a whole as a number from 0 to 1, whatever the numbers are. */
export const shareOf = (part: number, whole: number): number =>
  whole > 0 && part > 0 ? Math.min(1, part / whole) : 0;
