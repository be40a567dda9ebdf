/** Languages that groups speak, by their two-letter codes (ISO 639-1). */
import type { Choice } from '../discord/command.ts';
import { limits } from '../discord/limits.ts';

/** Those that a select can list: the most spoken, and those of Discord's own translations. */
export const commonLanguages = [
  'en',
  'de',
  'es',
  'fr',
  'pt',
  'it',
  'nl',
  'pl',
  'cs',
  'sv',
  'da',
  'fi',
  'tr',
  'ru',
  'uk',
  'el',
  'ar',
  'fa',
  'hi',
  'bn',
  'id',
  'vi',
  'zh',
  'ja',
  'ko',
] as const;

/** All that there is a name for in English. */
const codes = Array.from({ length: 26 * 26 }, (_, index) =>
  String.fromCharCode(97 + Math.floor(index / 26), 97 + (index % 26)),
);
const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const names: ReadonlyMap<string, string> = new Map(
  codes.flatMap((code) => {
    const name = english.of(code);
    const isItself = new Intl.Locale(code).language === code;
    return name === undefined || !isItself ? [] : [[code, name] as const];
  }),
);

/** `German` for `de`. */
export const languageName = (code: string): string => names.get(code) ?? code;

/** A language by its code, its English name or its own, such as `de`, `German` or `Deutsch`; undefined if it is none. */
export function readLanguage(typed: string): string | undefined {
  const words = typed.normalize('NFKC').trim().toLowerCase();
  if (words.length > 40) return undefined;
  if (names.has(words)) return words;
  return [...names].find(([code, name]) => name.toLowerCase() === words || ownName(code) === words)?.[0];
}

function ownName(code: string): string | undefined {
  return new Intl.DisplayNames(code, { type: 'language' }).of(code)?.toLowerCase();
}

/** What may be meant, the most spoken first. */
export function languageChoices(typed: string): Choice[] {
  const words = typed.normalize('NFKC').trim().toLowerCase();
  const ordered = [...new Set<string>([...commonLanguages, ...names.keys()])];
  return ordered
    .filter((code) => code === words || languageName(code).toLowerCase().startsWith(words))
    .slice(0, limits.autocompleteChoices)
    .map((code) => ({ name: languageName(code), value: code }));
}

/** The language of a Discord locale, such as `pt` of `pt-BR`; English where it has no name. */
export function languageOf(locale: string): string {
  const [code = 'en'] = locale.toLowerCase().split('-');
  return names.has(code) ? code : 'en';
}
