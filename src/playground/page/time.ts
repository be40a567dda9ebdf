/** How Discord writes instants, in the zone of the browser and its way to write dates; words are the page's English. */

type Shape = Intl.DateTimeFormatOptions;

const TIME: Shape = { hour: 'numeric', minute: '2-digit' };
const DATE: Shape = { year: 'numeric', month: 'long', day: 'numeric' };

/** Discord's timestamp styles, of `<t:…:STYLE>`. */
const STYLES = {
  t: TIME,
  T: { ...TIME, second: '2-digit' },
  d: { year: 'numeric', month: '2-digit', day: '2-digit' },
  D: DATE,
  f: { ...DATE, ...TIME },
  F: { weekday: 'long', ...DATE, ...TIME },
  s: { year: 'numeric', month: '2-digit', day: '2-digit', ...TIME },
  S: { year: 'numeric', month: '2-digit', day: '2-digit', ...TIME, second: '2-digit' },
} satisfies Record<string, Shape>;

/** The units of a relative time, and from how many seconds on each is used. */
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

const formats = new Map<Shape, Intl.DateTimeFormat>();

function write(shape: Shape, ms: number): string {
  let format = formats.get(shape);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(undefined, shape);
    formats.set(shape, format);
  }
  // The latest and earliest instants that a Date can hold.
  return Math.abs(ms) > 8.64e15 ? 'Invalid date' : format.format(ms);
}

/** `<t:SECONDS:STYLE>` as Discord draws it at the instant `nowMs`. */
export function timestamp(seconds: number, style: string, nowMs: number): string {
  if (style === 'R') return relative(seconds * 1000 - nowMs);
  return write(isStyle(style) ? STYLES[style] : STYLES.f, seconds * 1000);
}

function isStyle(style: string): style is keyof typeof STYLES {
  return style in STYLES;
}

/** The full form, for a tooltip. */
export function fullDate(ms: number): string {
  return write(STYLES.F, ms);
}

function relative(distanceMs: number): string {
  const seconds = Math.round(distanceMs / 1000);
  const [unit, size] = UNITS.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(Math.round(seconds / size), unit);
}

/** Beside a message's author: the time for today and yesterday, else the date too. */
export function messageTime(ms: number, nowMs: number): string {
  const time = write(TIME, ms);
  if (dayKey(ms) === dayKey(nowMs)) return `Today at ${time}`;
  if (dayKey(ms) === dayKey(nowMs - 86_400_000)) return `Yesterday at ${time}`;
  return write(STYLES.s, ms);
}

/** Only the time, for the margin of a message that goes on. */
export function shortTime(ms: number): string {
  return write(TIME, ms);
}

/** Above the first message of a day. */
export function dayTitle(ms: number): string {
  return write(DATE, ms);
}

const CLOCK: Shape = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', ...TIME };

/** The playground's clock, as its bar shows it. */
export function clockTime(ms: number): string {
  return write(CLOCK, ms);
}

/** The same for all instants of one local day. */
export function dayKey(ms: number): string {
  return new Date(ms).toDateString();
}
