/**
 * Which fonts a text needs. The fonts come from npm, all under the SIL Open Font License 1.1: Noto Sans and its
 * relatives as the slices that Fontsource ships for browsers, and Noto Color Emoji. A slice is read when the first
 * text needs it, as a browser does: a bot whose members write Latin and emoji never loads the 8 MB of Han, kana and hangul.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';

type Range = readonly [first: number, last: number];

interface Slice {
  /** The name under which the canvas knows it. */
  readonly family: string;
  readonly file: string;
  /** What its maker says that it holds. Some hold less: `hasGlyph` has the last word. */
  readonly claims: readonly Range[];
}

const scripts = [
  ...slices('@fontsource-variable/noto-sans', 'wght', [
    'latin',
    'latin-ext',
    'vietnamese',
    'greek',
    'greek-ext',
    'cyrillic',
    'cyrillic-ext',
    'devanagari',
  ]),
  ...slices('@fontsource-variable/noto-sans-arabic', 'wght', ['arabic']),
  ...slices('@fontsource-variable/noto-sans-hebrew', 'wght', ['hebrew']),
  ...slices('@fontsource-variable/noto-sans-thai', 'wght', ['thai']),
];
const chinese = slices('@fontsource-variable/noto-sans-sc', 'wght');
const japanese = slices('@fontsource-variable/noto-sans-jp', 'wght');
const korean = slices('@fontsource-variable/noto-sans-kr', 'wght');
const symbols = slices('@fontsource/noto-sans-symbols-2', '400', ['symbols']);

const emoji: Slice = {
  family: 'emoji',
  file: '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf',
  claims: [],
};

/**
 * Fonts in the order in which a text asks them. The same Han character is drawn differently in Chinese, Japanese and
 * Korean: kana and hangul tell which of them a text is.
 */
const orders = {
  chinese: [...scripts, ...chinese, ...japanese, ...korean, ...symbols],
  japanese: [...scripts, ...japanese, ...chinese, ...korean, ...symbols],
  korean: [...scripts, ...korean, ...chinese, ...japanese, ...symbols],
} as const;

const found = { chinese: new Map(), japanese: new Map(), korean: new Map() } satisfies Record<
  string,
  Map<string, Slice | null>
>;

/** Whether a grapheme is an emoji: a flag, a keycap, a person with a skin tone, or several joined into one. */
export const isEmoji = (grapheme: string): boolean =>
  /\p{RGI_Emoji}|\p{Emoji}\uFE0F|\p{Emoji_Presentation}/v.test(grapheme);

/** Whether any font can draw the character. */
export const isDrawable = (character: string): boolean =>
  /\s/u.test(character) || sliceOf(character, 'chinese') !== null;

/** The CSS list of the families that draw `text`, in the order in which they are to be asked. */
export function familiesFor(text: string): string {
  const order = orderOf(text);
  const used = new Set<Slice>();
  for (const character of new Set(text)) {
    const slice = /\s/u.test(character) ? null : sliceOf(character, order);
    if (slice !== null) used.add(slice);
  }
  const families = orders[order].filter((slice) => used.has(slice));
  // Emoji stand before Han, whose fonts hold some of them in black, and after Latin: their font holds digits of its own.
  const at = families.findIndex((slice) => !scripts.includes(slice));
  if (isEmoji(text)) families.splice(at === -1 ? families.length : at, 0, loaded(emoji));
  return [...families, ...scripts.slice(0, 1).map(loaded)].map(({ family }) => `"${family}"`).join(',');
}

function orderOf(text: string): keyof typeof orders {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'japanese';
  return /\p{Script=Hangul}/u.test(text) ? 'korean' : 'chinese';
}

function sliceOf(character: string, order: keyof typeof orders): Slice | null {
  const known: Map<string, Slice | null> = found[order];
  let slice = known.get(character);
  if (slice === undefined) {
    const code = character.codePointAt(0) ?? 0;
    // A mark is drawn with its letter, by one font: only those of scripts have both.
    const fonts = /\p{M}/u.test(character) ? scripts : orders[order];
    slice =
      fonts.find(
        (candidate) =>
          candidate.claims.some(([first, last]) => first <= code && code <= last) &&
          hasGlyph(loaded(candidate), character),
      ) ?? null;
    known.set(character, slice);
  }
  return slice;
}

const probe = createCanvas(48, 48).getContext('2d');
/** A code point that will never be a character: what is drawn for it is the font's box for a missing glyph. */
const nothing = '\u{10FFFF}';
const boxes = new Map<string, Buffer>();

function hasGlyph({ family }: Slice, character: string): boolean {
  let box = boxes.get(family);
  if (box === undefined) {
    box = pixels(probe, nothing, family);
    boxes.set(family, box);
  }
  return !pixels(probe, character, family).equals(box);
}

function pixels(context: SKRSContext2D, text: string, family: string): Buffer {
  context.clearRect(0, 0, 48, 48);
  context.font = `24px "${family}"`;
  context.fillText(text, 12, 34);
  return Buffer.from(context.getImageData(0, 0, 48, 48).data.buffer);
}

const ready = new Set<Slice>();

/** The same slice, once the canvas can use it. */
function loaded(slice: Slice): Slice {
  if (ready.has(slice)) return slice;
  // Fonts belong to the process: a new thread finds those of the last.
  if (!GlobalFonts.has(slice.family)) {
    const key = GlobalFonts.registerFromPath(fileURLToPath(import.meta.resolve(slice.file)), slice.family);
    if (key === null) throw new Error(`The font ${slice.file} can't be read: run "npm install" again.`);
  }
  ready.add(slice);
  return slice;
}

/** The slices of a Fontsource package: those named, or all that are numbered, as Han, kana and hangul are. */
function slices(name: string, axis: string, subsets?: readonly string[]): Slice[] {
  const listed = readJson(`${name}/unicode.json`);
  const id = name.slice(name.indexOf('/') + 1);
  const wanted = subsets ?? [...listed.keys()].filter((subset) => subset.startsWith('['));
  return wanted.map((subset) => {
    const ranges = listed.get(subset);
    if (typeof ranges !== 'string')
      throw new Error(`${name} has no slice ${subset}: run "npm install" again.`);
    const family = `${id}-${subset.replace(/[[\]]/g, '')}-${axis}-normal`;
    return { family, file: `${name}/files/${family}.woff2`, claims: parseRanges(ranges) };
  });
}

/** The entries of a JSON object that a package ships. */
function readJson(file: string): Map<string, unknown> {
  const content: unknown = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve(file)), 'utf8'));
  return new Map<string, unknown>(Object.entries(content ?? {}));
}

/** `U+23,U+30-39` → [[0x23, 0x23], [0x30, 0x39]] */
function parseRanges(ranges: string): Range[] {
  return ranges.split(',').map((range) => {
    const [first = 0, last = first] = range
      .replace('U+', '')
      .split('-')
      .map((hex) => Number.parseInt(hex, 16));
    return [first, last];
  });
}
