/** Every script is drawn with real glyphs, emoji stay whole, and no text leaves its room. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
});

import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { clean, graphemesOf } from '../../src/pictures/clean.ts';
import { isDrawable } from '../../src/pictures/fonts.ts';
import { drawText, type TextStyle, widthOf, wrap } from '../../src/pictures/text.ts';
import { nastyTexts } from './models.ts';

const style: TextStyle = { size: 40, weight: 400, color: '#ffffff' };
const context = createCanvas(400, 120).getContext('2d');

/** What a text looks like. */
function look(text: string, maxWidth = 300): Uint8ClampedArray {
  context.clearRect(0, 0, 400, 120);
  drawText(context, text, style, { x: 50, baseline: 70, maxWidth });
  return context.getImageData(0, 0, 400, 120).data;
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.constantFrom(...nastyTexts),
);

const samples = {
  Latin: 'Füße Łódź ñandú',
  Greek: 'Ελληνικά ώρα',
  Cyrillic: 'Щука їжак ґанок',
  Vietnamese: 'Tiếng Việt Ưỡ Ợ',
  Hebrew: 'עברית שלום',
  Arabic: 'العربية مرحبا',
  Persian: 'پژوهش گچ',
  Devanagari: 'हिन्दी क्षत्रिय',
  Thai: 'ภาษาไทยที่นี่',
  'simplified Chinese': '简体中文学习龙',
  'traditional Chinese': '繁體中文學習龍',
  Japanese: '日本語ひらがなカタカナ働峠',
  Korean: '한국어 안녕하세요 뷁',
  symbols: '→ ★ ☆ ♪ ✓ ∞ ≤ € №',
} as const;

describe('scripts', () => {
  test('only fonts of the project are there', () => {
    const families = GlobalFonts.families.map(({ family }) => family);
    expect(families.filter((family) => /dejavu|liberation|arial/i.test(family))).toEqual([]);
  });

  test.each(Object.entries(samples))(
    '%s is drawn as it is written, each letter unlike the others',
    (_name, text) => {
      expect(clean(text)).toBe(text);
      const letters = [...new Set(text.match(/\p{L}|\p{S}/gu))];
      const looks = new Set(letters.map((letter) => Buffer.from(look(letter)).toString('latin1')));
      // The box for a missing glyph would look the same for all of them.
      expect(looks.size).toBe(letters.length);
      expect(looks).not.toContain(Buffer.from(look('·')).toString('latin1'));
    },
  );

  test.each([
    ['gbk', 0xb0, 0xf7],
    ['big5', 0xa4, 0xc6],
    ['shift_jis', 0x89, 0x97],
    ['euc-kr', 0xb0, 0xc8],
  ] as const)('of the characters of %s hardly any is missing', (encoding, first, last) => {
    const decoder = new TextDecoder(encoding);
    let [all, missing] = [0, 0];
    for (let lead = first; lead <= last; lead += 1)
      for (let trail = 0xa1; trail <= 0xfc; trail += 5) {
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if (!/^[\p{Script=Han}\p{Script=Hangul}]$/u.test(character)) continue;
        all += 1;
        if (!isDrawable(character)) missing += 1;
      }
    expect(all).toBeGreaterThan(250);
    expect(missing / all).toBeLessThan(0.005);
  });

  test('letters join and stack as their script asks', () => {
    expect(widthOf(context, 'سلام', style)).toBeLessThan(
      [...'سلام'].reduce((sum, letter) => sum + widthOf(context, letter, style), 0),
    );
    expect(widthOf(context, 'क्ष', style)).toBeLessThan(
      widthOf(context, 'क', style) + widthOf(context, 'ष', style),
    );
  });
});

describe('emoji', () => {
  const single = widthOf(context, '😀', style);

  test.each(['👨‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', '👍🏽', '1️⃣', '#️⃣', '❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩🏽‍💻', '❤️‍🔥', '☎️', '🫩'])(
    '%s is one glyph',
    (emoji) => {
      expect(clean(emoji)).toBe(emoji);
      expect(widthOf(context, emoji, style)).toBeCloseTo(single, 0);
      expect(look(emoji)).not.toEqual(look('·'));
    },
  );

  test.each(['Alex 🏳️‍🌈', 'שלום 🏳️‍🌈 עולם'])('the flag of %s is drawn where it stands', (text) => {
    const data = look(text);
    const red = [];
    for (let at = 0; at < data.length; at += 4)
      if ((data[at] ?? 0) > 200 && (data[at + 1] ?? 0) < 60) red.push(at);
    expect(red.length).toBeGreaterThan(50);
  });

  test('they are drawn in colour, digits beside them are not', () => {
    const saturated = (text: string) => {
      const data = look(text);
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (Math.abs((data[at] ?? 0) - (data[at + 2] ?? 0)) > 60) count += 1;
      return count;
    };
    expect(saturated('🍓')).toBeGreaterThan(300);
    expect(saturated('123 #*')).toBe(0);
    expect(widthOf(context, '123🍓', style)).toBeCloseTo(widthOf(context, '123', style) + single, 0);
  });
});

describe('any text', () => {
  test('is clean after one cleaning, and never empty', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = clean(text);
        expect(clean(once)).toBe(once);
        expect(once).not.toBe('');
        expect(once.isWellFormed()).toBe(true);
        expect(once).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      }),
    );
  });

  test('has no towers of marks', () => {
    expect(clean(`a${'\u0301'.repeat(50)}`).length).toBeLessThan(8);
    expect(clean('हिन्दी')).toBe('हिन्दी');
  });

  test('letters in disguise are drawn plain, letters of other scripts as dots', () => {
    expect(clean('𝓕𝓪𝓷𝓬𝔂')).toBe('Fancy');
    expect(clean('\u{10FFFF}\u{E000}')).toBe('··');
    expect(clean(' \u202Ea\u0000b\u200B\ud800 ')).toBe('a b');
  });

  test('stays in its room', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const data = look(text, 200);
        const outside: number[] = [];
        for (let at = 3; at < data.length; at += 4) {
          const x = ((at - 3) / 4) % 400;
          if ((x < 50 - 9 || x > 250 + 9) && data[at] !== 0) outside.push(x);
        }
        expect(outside).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('is cut at the end with an ellipsis, between what readers see as characters', () => {
    const lines = wrap(context, '👨‍👩‍👧‍👦'.repeat(30), style, 300, 1);
    expect(lines).toHaveLength(1);
    expect(graphemesOf(lines[0] ?? '').slice(0, 2)).toEqual(['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']);
    expect(lines[0]).toMatch(/…$/);
  });

  test('fits its lines', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 3 }), (text, most) => {
        const lines = wrap(context, text, style, 220, most);
        expect(lines.length).toBeGreaterThan(0);
        expect(lines.length).toBeLessThanOrEqual(most);
        for (const line of lines) expect(widthOf(context, line, style)).toBeLessThanOrEqual(220);
      }),
    );
  });

  test('breaks between words, and keeps brackets with what they hold', () => {
    expect(wrap(context, 'Join the conversation (Twitter)', style, 420, 3)).toEqual([
      'Join the conversation',
      '(Twitter)',
    ]);
  });
});
