/** What countries are called: in English, and by whoever types them in another language. */
import { wordsOf } from './fold.ts';

/** Languages in which a country may be typed. */
const languages =
  'ar bn ca cs da de el en es fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt ro ru sk sr sv th tr uk ur vi zh zh-Hant'.split(
    ' ',
  );

/** What people call countries, besides what CLDR calls them. */
const moreNames: Readonly<Record<string, string>> = {
  AE: 'UAE Emirates',
  BA: 'Bosnia BiH',
  CD: 'DRC Congo Zaire',
  CZ: 'Czech Republic',
  GB: 'UK Great Britain',
  IE: 'Eire',
  KR: 'Korea ROK',
  MM: 'Burma',
  NL: 'Holland',
  TR: 'Turkey',
  US: 'USA America',
};

/** The English names of countries by their codes of ISO 3166-1. */
export function countryNames(codes: readonly string[]): Map<string, string> {
  return namesIn('en', codes);
}

/** The words of a country's names in many languages, and its codes, as they are compared. */
export function countryWords(codes: readonly string[]): Map<string, string[]> {
  const texts = new Map(codes.map((code) => [code, [code, moreNames[code] ?? '']]));
  for (const language of languages)
    for (const [code, name] of namesIn(language, codes)) texts.get(code)?.push(name);
  return new Map([...texts].map(([code, names]) => [code, [...new Set(names.flatMap(wordsOf))]]));
}

function namesIn(language: string, codes: readonly string[]): Map<string, string> {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  // CLDR's “Hong Kong SAR China” is nothing that a member would say.
  const nameOf = (code: string) => (names.of(code) ?? code).replace(/ SAR China$/, '');
  return new Map(codes.filter((code) => /^[A-Z]{2}$/.test(code)).map((code) => [code, nameOf(code)]));
}
