/**
 * Writes a canvas as a PNG of at most 256 colours. The pictures are flat, so nothing is seen of it, and a file is a
 * quarter of what the canvas itself writes: that one keeps 16 million colours, which the edges of letters don't need.
 */
import { crc32, deflateSync } from 'node:zlib';
import type { Canvas } from '@napi-rs/canvas';

const maxColors = 256;
/** Colours are alike if they share the first 4 bits of red, green and blue and the first 2 of opacity. */
const kinds = 1 << 14;
const kindOf = (rgba: number): number =>
  ((rgba >>> 4) & 0xf) | ((rgba >>> 8) & 0xf0) | ((rgba >>> 12) & 0xf00) | ((rgba >>> 18) & 0x3000);

/** The canvas as the bytes of a PNG file. */
export function encodePng(canvas: Canvas): Buffer {
  const { width, height } = canvas;
  const image = canvas.getContext('2d').getImageData(0, 0, width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const { palette, indexOf } = reduce(pixels);

  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // 8 bits a pixel, each the number of a colour in the palette
  const rows = Buffer.alloc((width + 1) * height); // each row begins with 0: no filter
  for (let y = 0, from = 0, to = 0; y < height; y += 1) {
    to += 1;
    for (let x = 0; x < width; x += 1, from += 1, to += 1) rows[to] = indexOf[kindOf(pixels[from] ?? 0)] ?? 0;
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((rgba) => channels(rgba).slice(0, 3)))),
    chunk('tRNS', Buffer.from(palette.map((rgba) => rgba >>> 24))),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, -4)), framed.length - 4);
  return framed;
}

/** The palette: for each of the commonest kinds of colour its commonest one, exactly. Other kinds take the nearest. */
function reduce(pixels: Uint32Array): { palette: number[]; indexOf: Uint8Array } {
  const counts = countColors(pixels);
  const totals = new Float64Array(kinds);
  const commonest = new Map<number, number>();
  for (const [rgba, count] of counts) {
    const kind = kindOf(rgba);
    totals[kind] = (totals[kind] ?? 0) + count;
    const best = commonest.get(kind);
    if (best === undefined || count > (counts.get(best) ?? 0)) commonest.set(kind, rgba);
  }
  const total = (kind: number) => totals[kind] ?? 0;
  const ranked = [...commonest].toSorted(([one], [other]) => total(other) - total(one));
  const palette = ranked.slice(0, maxColors).map(([, rgba]) => rgba);
  const indexOf = new Uint8Array(kinds);
  for (const [rank, [kind, rgba]] of ranked.entries())
    indexOf[kind] = rank < maxColors ? rank : nearest(palette, rgba);
  return { palette, indexOf };
}

function countColors(pixels: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  let [run, color] = [0, pixels[0] ?? 0];
  const add = () => counts.set(color, (counts.get(color) ?? 0) + run);
  for (const pixel of pixels) {
    if (pixel !== color) {
      add();
      [run, color] = [0, pixel];
    }
    run += 1;
  }
  add();
  return counts;
}

function nearest(palette: readonly number[], rgba: number): number {
  const wanted = channels(rgba);
  const distances = palette.map((known) =>
    channels(known).reduce((sum, value, index) => sum + (value - (wanted[index] ?? 0)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

/** Red, green, blue and opacity: the bytes in the order in which the canvas keeps them (every platform of Node is little-endian here). */
const channels = (rgba: number): number[] => [
  rgba & 0xff,
  (rgba >>> 8) & 0xff,
  (rgba >>> 16) & 0xff,
  rgba >>> 24,
];
