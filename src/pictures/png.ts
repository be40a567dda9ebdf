/**
 * Writes a canvas as a PNG of at most 256 colours. The pictures are flat, so nothing is seen of it, and a file is a
 * quarter of what the canvas itself writes: that one keeps 16 million colours, which the edges of letters don't need.
 */
import { crc32, deflateSync } from 'node:zlib';
import type { Canvas } from '@napi-rs/canvas';

const maxColors = 256;

/**
 * A colour as the canvas keeps it: red, green, blue and opacity from the lowest byte up (Node runs on little-endian
 * machines), the first three times the fourth.
 */
type Rgba = number;

interface Palette {
  readonly colors: readonly Rgba[];
  /** Colours are of one kind if they share the first bits of each channel: as many as this. */
  readonly bits: number;
  /** The place in `colors` of each kind of colour. */
  readonly placeByKind: Uint8Array;
}

/** The canvas as the bytes of a PNG file. Fewer `bits` of each channel tell fewer colours apart, for a smaller file. */
export function encodePng(canvas: Canvas, bits: 3 | 4): Uint8Array<ArrayBuffer> {
  const { width, height } = canvas;
  const data = canvas.data();
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  return write(pixels, width, choosePalette(pixels, bits));
}

function write(pixels: Uint32Array, width: number, palette: Palette): Uint8Array<ArrayBuffer> {
  const height = pixels.length / width;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // 8 bits a pixel, each the number of a colour in the palette
  const rows = Buffer.alloc((width + 1) * height); // each row begins with 0: no filter
  let [color, place] = [-1, 0];
  for (let y = 0, from = 0, to = 0; y < height; y += 1) {
    to += 1;
    for (let x = 0; x < width; x += 1, from += 1, to += 1) {
      const pixel = pixels[from] ?? 0;
      if (pixel !== color) {
        color = pixel;
        place = palette.placeByKind[kindOfColor(pixel, palette.bits)] ?? 0;
      }
      rows[to] = place;
    }
  }
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('PLTE', Buffer.from(palette.colors.flatMap(opaque))),
      chunk('tRNS', Buffer.from(palette.colors.map((rgba) => rgba >>> 24))),
      chunk('IDAT', deflateSync(rows)),
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

/** Of each of the commonest kinds of colour the commonest one, exactly. The other kinds take the nearest of these. */
function choosePalette(pixels: Uint32Array, bits: number): Palette {
  const kinds = countKinds(pixels, bits);
  const found = [...kinds.totals.keys()].filter((kind) => (kinds.totals[kind] ?? 0) > 0);
  const ranked = found.toSorted((one, other) => (kinds.totals[other] ?? 0) - (kinds.totals[one] ?? 0));
  const colors = ranked.slice(0, maxColors).map((kind) => kinds.commonest[kind] ?? 0);
  const placeByKind = new Uint8Array(kinds.totals.length);
  for (const [rank, kind] of ranked.entries())
    placeByKind[kind] = rank < maxColors ? rank : nearest(colors, kinds.commonest[kind] ?? 0);
  return { colors, bits, placeByKind };
}

/** How many pixels there are of each kind, and the colour of most of them, found by a majority vote in one pass. */
function countKinds(pixels: Uint32Array, bits: number) {
  const size = 1 << (3 * bits + 2);
  const totals = new Float64Array(size);
  const commonest = new Uint32Array(size);
  const votes = new Float64Array(size);
  for (let start = 0, end = 0; start < pixels.length; start = end) {
    const color = pixels[start] ?? 0;
    while (pixels[end] === color) end += 1;
    const run = end - start;
    const kind = kindOfColor(color, bits);
    totals[kind] = (totals[kind] ?? 0) + run;
    const left = (votes[kind] ?? 0) + (commonest[kind] === color ? run : -run);
    votes[kind] = Math.abs(left);
    if (left < 0) commonest[kind] = color;
  }
  return { totals, commonest };
}

/** The first bits of each colour, and the first two of opacity, as one number. */
function kindOfColor(rgba: Rgba, bits: number): number {
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

/** Red, green and blue as they are before opacity. */
function opaque(rgba: Rgba): number[] {
  const [red = 0, green = 0, blue = 0, opacity = 0] = channelsOf(rgba);
  return [red, green, blue].map((channel) => (opacity === 0 ? 0 : Math.round((channel * 255) / opacity)));
}
