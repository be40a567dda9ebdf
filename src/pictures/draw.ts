/** The drawing thread: turns what a picture shows into a PNG. Fonts and canvases live here, never in the main thread. */
import { drawHeatMap } from './heat-map.ts';
import type { Job, Picture } from './models.ts';
import { encodePng } from './png.ts';
import { drawProgressCard } from './progress-card.ts';
import { drawRoadMap } from './road-map.ts';

/** Draws one picture. */
export default function draw(job: Job): Picture {
  const canvas = drawCanvas(job);
  return { png: encodePng(canvas), width: canvas.width, height: canvas.height };
}

function drawCanvas(job: Job) {
  switch (job.kind) {
    case 'roadMap':
      return drawRoadMap(job.model);
    case 'progressCard':
      return drawProgressCard(job.model);
    case 'heatMap':
      return drawHeatMap(job.model);
  }
}
