/** IANA time zones: reading what a member typed, and suggesting what they may mean. */

/** The runtime lists some zones under names that the IANA database has replaced; members look for the present ones. */
const renamed: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Africa/Asmera': 'Africa/Asmara',
    'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
    'America/Godthab': 'America/Nuuk',
    'America/Indianapolis': 'America/Indiana/Indianapolis',
    'America/Louisville': 'America/Kentucky/Louisville',
    'Asia/Calcutta': 'Asia/Kolkata',
    'Asia/Katmandu': 'Asia/Kathmandu',
    'Asia/Rangoon': 'Asia/Yangon',
    'Asia/Saigon': 'Asia/Ho_Chi_Minh',
    'Atlantic/Faeroe': 'Atlantic/Faroe',
    'Europe/Kiev': 'Europe/Kyiv',
    'Pacific/Enderbury': 'Pacific/Kanton',
    'Pacific/Ponape': 'Pacific/Pohnpei',
    'Pacific/Truk': 'Pacific/Chuuk',
  }),
);

/** Abbreviations that the runtime takes for a place without clock changes, and what people mean by them. */
const meant: ReadonlyMap<string, string> = new Map([
  ['est', 'America/New_York'],
  ['mst', 'America/Denver'],
  ['pst', 'America/Los_Angeles'],
  ['hst', 'Pacific/Honolulu'],
]);

/** All zones that the runtime lists, by their present names. */
export const supportedZones: readonly string[] = [
  ...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map((zone) => renamed.get(zone) ?? zone)]),
];

/** The usual spelling of an IANA zone, given its name or the city in it, or undefined if it is none. Offsets are refused: they ignore clock changes. */
export function parseTimeZone(text: string): string | undefined {
  const wanted = text.trim().replaceAll(' ', '_');
  if (!/^[a-z]/i.test(wanted)) return undefined;
  const abbreviated = meant.get(wanted.toLowerCase());
  if (abbreviated !== undefined) return abbreviated;
  const listed = supportedZones.find((zone) => zone.toLowerCase() === wanted.toLowerCase());
  if (listed !== undefined) return listed;
  const city = simplified(text);
  const ofCity = supportedZones.filter((zone) => simplified(zone.split('/').at(-1) ?? '') === city);
  if (ofCity.length === 1) return ofCity[0];
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: wanted }).resolvedOptions().timeZone;
    // Intl knows zones of old that Temporal, which reckons with them, refuses.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return renamed.get(zone) ?? zone;
  } catch {
    return undefined;
  }
}

/** Zones that a locale suggests first; a hint only, since a language is no place. */
const byLocale: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'en-US': ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
    'en-GB': ['Europe/London', 'Europe/Dublin'],
    bg: ['Europe/Sofia'],
    cs: ['Europe/Prague'],
    da: ['Europe/Copenhagen'],
    de: ['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich'],
    el: ['Europe/Athens'],
    'es-419': ['America/Mexico_City', 'America/Bogota', 'America/Argentina/Buenos_Aires'],
    'es-ES': ['Europe/Madrid'],
    fi: ['Europe/Helsinki'],
    fr: ['Europe/Paris', 'Europe/Brussels', 'America/Toronto'],
    hi: ['Asia/Kolkata'],
    hr: ['Europe/Zagreb'],
    hu: ['Europe/Budapest'],
    id: ['Asia/Jakarta'],
    it: ['Europe/Rome'],
    ja: ['Asia/Tokyo'],
    ko: ['Asia/Seoul'],
    lt: ['Europe/Vilnius'],
    nl: ['Europe/Amsterdam', 'Europe/Brussels'],
    no: ['Europe/Oslo'],
    pl: ['Europe/Warsaw'],
    'pt-BR': ['America/Sao_Paulo'],
    ro: ['Europe/Bucharest'],
    ru: ['Europe/Moscow'],
    'sv-SE': ['Europe/Stockholm'],
    th: ['Asia/Bangkok'],
    tr: ['Europe/Istanbul'],
    uk: ['Europe/Kyiv'],
    vi: ['Asia/Ho_Chi_Minh'],
    'zh-CN': ['Asia/Shanghai'],
    'zh-TW': ['Asia/Taipei'],
  }),
);

const simplified = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9+]+/g, ' ')
    .trim();

/** Zones that fit what was typed, the likeliest first: those of the locale, then names in which a word starts so. */
export function suggestTimeZones(text: string, locale: string, most: number): string[] {
  const typed = simplified(text);
  const likely = byLocale.get(locale) ?? [];
  const ordered = [...new Set([...likely, ...supportedZones])];
  if (typed === '') return ordered.slice(0, most);
  const matching = ordered.filter((zone) => ` ${simplified(zone)}`.includes(` ${typed}`));
  const startsCity = (zone: string) => simplified(zone.split('/').at(-1) ?? '').startsWith(typed);
  return [...matching.filter(startsCity), ...matching.filter((zone) => !startsCity(zone))].slice(0, most);
}

/** `Europe/Berlin (14:05 now)`: the local time tells a member best whether it is theirs. */
function describeTimeZone(zone: string, nowMs: number): string {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  return `${zone.replaceAll('_', ' ')} (${now.toPlainTime().toString({ smallestUnit: 'minute' })} now)`;
}

/** Zones to choose from, as an option's suggestions: the local time tells best which is one's own. */
export function zoneChoices(typed: string, locale: string, nowMs: number, most: number) {
  return suggestTimeZones(typed, locale, most).map((zone) => ({
    name: describeTimeZone(zone, nowMs),
    value: zone,
  }));
}
