/** A place as it is shown. */
import { type Markdown, md, trusted } from '../discord/markdown.ts';
import { readUrl } from '../typed/read.ts';

/** What was typed as the place; one that is a link and nothing else can be pressed. */
export function placeWords(place: string): Markdown {
  const isPlain = /^http:/i.test(place);
  const url = /^https?:/i.test(place) ? readUrl(place.replace(/^http:/i, 'https:')) : null;
  if (url === null) return md`${place}`;
  return trusted(`<${isPlain ? url.replace(/^https:/, 'http:') : url}>`);
}
