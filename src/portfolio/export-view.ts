/** The files that a member takes along. */
import { accent, download, panel, text } from '../discord/components.ts';
import { lines, md } from '../discord/markdown.ts';
import { type MessageReply, showNew, withFiles } from '../discord/reply.ts';
import { asJson, asMarkdown, type Exported } from './export.ts';

const encode = (words: string) => new TextEncoder().encode(words);

/** Both files, with what each is for. */
export function exportReply(exported: Exported): MessageReply {
  return withFiles(
    showNew(
      panel(
        accent.brand,
        text(
          lines(
            md`## Your portfolio to take with you`,
            md`**A page to send:** every entry with what you wrote under it, but none of the kind Note.`,
          ),
        ),
        download('portfolio.md'),
        text(md`**Everything, as data:**`),
        download('portfolio.json'),
      ),
    ),
    { name: 'portfolio.md', contentType: 'text/markdown', data: encode(asMarkdown(exported)) },
    { name: 'portfolio.json', contentType: 'application/json', data: encode(asJson(exported)) },
  );
}
