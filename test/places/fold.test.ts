import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasUmlaut, spelledOut, wordsOf } from '../../src/places/fold.ts';

test.each([
  ['São Paulo', 'sao paulo'],
  ['Łódź', 'lodz'],
  ['Straßburg', 'strassburg'],
  ['Tromsø', 'tromso'],
  ['İzmir', 'izmir'],
  ['Đà Nẵng', 'da nang'],
  ["L'Aquila", 'laquila'],
  ['Frankfurt (Oder)', 'frankfurt oder'],
  ['Baden-Baden', 'baden baden'],
  ['St. John’s', 'st johns'],
  ['Йошкар-Ола', 'иошкар ола'],
  ['Αθήνας', 'αθηνασ'],
  ['אֵילַת', 'אילת'],
  ['قُلُونِيَة', 'قلونيه'],
  ['ガンダム', 'ガンダム'],
  ['दिल्ली', 'दिल्ली'],
  ['ＴＯＫＹＯ', 'tokyo'],
  ['\u200fתל אביב', 'תל אביב'],
  ['🏙️ ?!', ''],
])('%s is compared as %s', (name, folded) => {
  expect(wordsOf(name).join(' ')).toBe(folded.normalize('NFC'));
});

test('umlauts are spelled out as those do who have no such letters', () => {
  expect(['Köln', 'Århus', 'Tromsø', 'Ærø', 'MÜNCHEN', 'u\u0308ber'].map(spelledOut)).toEqual([
    'koeln',
    'aarhus',
    'tromsoe',
    'aeroe',
    'muenchen',
    'ueber',
  ]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      if (!hasUmlaut(text)) expect(wordsOf(spelledOut(text))).toEqual(wordsOf(text));
    }),
  );
});

test('words that are folded once stay as they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const words = wordsOf(text);
      expect(wordsOf(words.join(' '))).toEqual(words);
    }),
  );
});
