/** What the drawing thread runs. Fonts and canvases live here, never in the main thread. */
import { answerWith } from './answer.ts';
import { draw } from './draw.ts';

answerWith(draw);
