/** A process that draws one picture, closes, and has nothing left to do. */
import { Pictures } from '../../../src/pictures/pictures.ts';

const pictures = new Pictures();
const { width } = await pictures.heatMap({ name: 'ada', weeks: [], total: '0 of 0' });
await pictures.close();
process.stdout.write(`${width} wide`);
