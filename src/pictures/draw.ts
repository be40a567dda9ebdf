/** Turns what a picture shows into a PNG. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { drawHeatMap } from './heat-map.ts';
import type { Job, Picture } from './models.ts';
import { encodePng } from './png.ts';
import { drawProgressCard } from './progress-card.ts';
import { drawRoadMap } from './road-map.ts';

const maxBytes = 195_000;

/** Draws one picture of less than 200 kB; takes some 30 ms, so the main thread asks `Pictures` for it. */
export function draw(job: Job): Picture {
  const canvas = drawCanvas(job);
  const png = encodePng(canvas, 4);
  if (png.length <= maxBytes) return { png, width: canvas.width, height: canvas.height };
  // Road maps of 25 long titles, and of hundreds of emoji.
  const plainer = encodePng(canvas, 3);
  if (plainer.length <= maxBytes) return { png: plainer, width: canvas.width, height: canvas.height };
  const smaller = shrink(canvas, 0.6);
  return { png: encodePng(smaller, 3), width: smaller.width, height: smaller.height };
}

function drawCanvas(job: Job): Canvas {
  switch (job.kind) {
    case 'roadMap':
      return drawRoadMap(job.model);
    case 'progressCard':
      return drawProgressCard(job.model);
    case 'heatMap':
      return drawHeatMap(job.model);
  }
}

function shrink(canvas: Canvas, scale: number): Canvas {
  const smaller = createCanvas(Math.round(canvas.width * scale), Math.round(canvas.height * scale));
  smaller.getContext('2d').drawImage(canvas, 0, 0, smaller.width, smaller.height);
  return smaller;
}
