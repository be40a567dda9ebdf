/** How a text becomes the words that a search compares: without case, accents, endings and British or American ways. */
import { stemmer } from 'stemmer';

/** A run of letters and digits, with the signs of C++ and C#; one sign each in scripts that put no spaces. */
const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]]+[+#]*/gv;

/** Words that join others and say nothing of what is sought. */
const fillers = new Set(
  `a about all am an and any are as at be but by can could did do does find for from get give had has have how i if
   in into is it its just me my of on one or our out please should so some such than that the their them then there
   these they this to up us was we were what when where which who why will with would you your`.split(/\s+/),
);

/** Lower case, without accents and apostrophes; what looks alike (ﬁ, ２) becomes the same. */
function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .normalize('NFC');
}

/** The words of a text in their order, without the fillers. */
export function wordsOf(text: string): string[] {
  return (folded(text).match(wordPattern) ?? []).filter((word) => !fillers.has(word));
}

/**
 * What else somebody may type who means a word of `text`: the parts of a name (“nanoGPT”: nano, gpt) and its words as
 * one (“fast.ai”: fastai). In a title, any two neighbours are taken for a name (“Hugging Face”: huggingface).
 */
export function otherSpellings(text: string, isTitle: boolean): string[] {
  const parts = text
    .split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u)
    .flatMap(wordsOf)
    .filter((part) => part.length > 1);
  const names = isTitle ? [text] : text.split(/\s+/);
  const asOne = names
    .map(wordsOf)
    .flatMap((name) => name.slice(1).map((word, index) => `${name[index]}${word}`));
  return [...parts, ...asOne];
}

/** What the forms of a word share: “optimising”, “optimizer” and “optimizations” are all “optim”. */
export function stemOf(word: string): string {
  const american = word
    .replace(/is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)/, 'iz')
    .replace(/lys(?:[ei]s?|ed|ers?|ing)$/, 'lyze')
    .replace(/(?<=\p{L}{2})our(?=(?:s|ed|ing|ite|ites|al|hood|hoods)?$)/u, 'or')
    .replace(/(?<=\p{L}{2})tre(?=s?$)/u, 'ter')
    .replace(/ogue(?=s?$)/, 'og')
    .replace(/mme(?=s?$)/, 'm')
    .replace(/ence(?=s?$)/, 'ense');
  // Who does a thing is found by the thing: Porter's rules leave “contributor” and “blogger” as they are.
  return stemmer(american.replace(/(?<=\p{L}{4})[eo]rs?$/u, 'ing'));
}
