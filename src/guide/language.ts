const names = new Intl.DisplayNames('en', { type: 'language' });

/** What a language other than English is called, by its BCP 47 tag: “Spanish”. Undefined for English, of any country. */
export function foreignLanguage(tag: string): string | undefined {
  return new Intl.Locale(tag).language === 'en' ? undefined : names.of(tag);
}
