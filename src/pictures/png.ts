/**
 * Writes a canvas as a PNG of at most 256 colours. The pictures are flat, so nothing is seen of it, and a file is a
 * quarter of what the canvas itself writes: that one keeps 16 million colours, which the edges of letters don't need.
 */
import { crc32, deflateSync } from 'node:zlib';
import type { Canvas } from '@napi-rs/canvas';

/** The second is for what the first leaves too large: 25 steps whose titles are full of emoji. */
const precisions = [
  { bits: 4, level: 6 },
  { bits: 3, level: 9 },
] as const;
const maxBytes = 190_000;
const maxColors = 256;

/** A colour as the canvas keeps it: red, green, blue and opacity from the lowest byte up. Node runs on little-endian machines. */
type Rgba = number;

interface Palette {
  readonly colors: readonly Rgba[];
  /** Colours are of one kind if they share the first bits of each channel: as many as this. */
  readonly bits: number;
  /** The place in `colors` of each kind of colour. */
  readonly placeOf: Uint8Array;
}

/** The canvas as the bytes of a PNG file. */
export function encodePng(canvas: Canvas): Uint8Array {
  const { width, height } = canvas;
  const image = canvas.getContext('2d').getImageData(0, 0, width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const counts = countColors(pixels);
  let png = new Uint8Array();
  for (const { bits, level } of precisions) {
    png = write(pixels, width, choosePalette(counts, bits), level);
    if (png.length <= maxBytes) break;
  }
  return png;
}

function write(pixels: Uint32Array, width: number, palette: Palette, level: number): Uint8Array<ArrayBuffer> {
  const height = pixels.length / width;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // 8 bits a pixel, each the number of a colour in the palette
  const rows = Buffer.alloc((width + 1) * height); // each row begins with 0: no filter
  for (let y = 0, from = 0, to = 0; y < height; y += 1) {
    to += 1;
    for (let x = 0; x < width; x += 1, from += 1, to += 1)
      rows[to] = palette.placeOf[kindOf(pixels[from] ?? 0, palette.bits)] ?? 0;
  }
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('PLTE', Buffer.from(palette.colors.flatMap((rgba) => channelsOf(rgba).slice(0, 3)))),
      chunk('tRNS', Buffer.from(palette.colors.map((rgba) => rgba >>> 24))),
      chunk('IDAT', deflateSync(rows, { level })),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

/** Length, type, data, checksum. */
function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, -4)), framed.length - 4);
  return framed;
}

function countColors(pixels: Uint32Array): Map<Rgba, number> {
  const counts = new Map<Rgba, number>();
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

/** Of each of the commonest kinds of colour the commonest one, exactly. The other kinds take the nearest of these. */
function choosePalette(counts: ReadonlyMap<Rgba, number>, bits: number): Palette {
  const kinds = new Map<number, { commonest: Rgba; total: number }>();
  for (const [rgba, count] of counts) {
    const kind = kindOf(rgba, bits);
    const known = kinds.get(kind) ?? { commonest: rgba, total: 0 };
    const commonest = count > (counts.get(known.commonest) ?? 0) ? rgba : known.commonest;
    kinds.set(kind, { commonest, total: known.total + count });
  }
  const ranked = [...kinds].toSorted(([, one], [, other]) => other.total - one.total);
  const colors = ranked.slice(0, maxColors).map(([, { commonest }]) => commonest);
  const placeOf = new Uint8Array(1 << (3 * bits + 2));
  for (const [rank, [kind, { commonest }]] of ranked.entries())
    placeOf[kind] = rank < maxColors ? rank : nearest(colors, commonest);
  return { colors, bits, placeOf };
}

/** The first bits of each colour, and the first two of opacity, as one number. */
function kindOf(rgba: Rgba, bits: number): number {
  const mask = (1 << bits) - 1;
  const red = (rgba >>> (8 - bits)) & mask;
  const green = (rgba >>> (16 - bits)) & mask;
  const blue = (rgba >>> (24 - bits)) & mask;
  return red | (green << bits) | (blue << (2 * bits)) | ((rgba >>> 30) << (3 * bits));
}

function nearest(colors: readonly Rgba[], rgba: Rgba): number {
  const wanted = channelsOf(rgba);
  const distances = colors.map((known) =>
    channelsOf(known).reduce((sum, value, index) => sum + (value - (wanted[index] ?? 0)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

const channelsOf = (rgba: Rgba): number[] => [
  rgba & 0xff,
  (rgba >>> 8) & 0xff,
  (rgba >>> 16) & 0xff,
  rgba >>> 24,
];
