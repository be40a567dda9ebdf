/** What Discord asks of the files of a message, and of what refers to them as `attachment://NAME`. */
import type { APIEmbed } from 'discord-api-types/v10';
import type { Issue } from '../errors.ts';
import { addedFiles, keptFiles, nameOf, type Upload } from '../messages/files.ts';
import type { MessageRecord } from '../model.ts';
import { everyPart, type Part } from './components.ts';
import type { MessageBody } from './message.ts';

const SCHEME = 'attachment://';

/** An address in a body, where it stands, and whether nothing but a file of the message may stand there. */
interface Reference {
  url: string;
  path: (string | number)[];
  onlyFiles?: boolean;
}

/** How many files the message has once it is made or changed. */
export function fileCount(
  body: MessageBody,
  uploads: readonly Upload[],
  existing: MessageRecord | null,
): number {
  if (existing === null) return uploads.length;
  return keptFiles(existing.files, body.attachments).length + addedFiles(uploads, body.attachments).length;
}

/** Listed files that are not there, and references to files that are not there. */
export function attachmentIssues(
  body: MessageBody,
  uploads: readonly Upload[],
  existing: MessageRecord | null,
): Issue[] {
  const references = [...embedReferences(body.embeds ?? []), ...partReferences(body.components ?? [])];
  const names = namesAfter(body, uploads, existing);
  return [
    ...references.flatMap((reference) => referenceIssues(reference, names)),
    ...listIssues(body, uploads, existing),
  ];
}

function namesAfter(
  body: MessageBody,
  uploads: readonly Upload[],
  existing: MessageRecord | null,
): Set<string> {
  const added = existing === null ? uploads : addedFiles(uploads, body.attachments);
  const kept = keptFiles(existing?.files ?? [], body.attachments);
  return new Set([
    ...kept.map(({ filename }) => filename),
    ...added.map((upload) => nameOf(upload, body.attachments)),
  ]);
}

function embedReferences(embeds: readonly APIEmbed[]): Reference[] {
  return embeds.flatMap(({ image, thumbnail, footer, author }, index) =>
    Object.entries({
      'image.url': image?.url,
      'thumbnail.url': thumbnail?.url,
      'footer.icon_url': footer?.icon_url,
      'author.icon_url': author?.icon_url,
    }).flatMap(([at, url]) =>
      typeof url === 'string' ? [{ url, path: ['embeds', index, ...at.split('.')] }] : [],
    ),
  );
}

function partReferences(parts: readonly Part[]): Reference[] {
  return everyPart(parts, ['components']).flatMap(({ part, path }) => [
    ...(part.media === undefined ? [] : [{ url: part.media.url, path: [...path, 'media', 'url'] }]),
    ...(part.file === undefined
      ? []
      : [{ url: part.file.url, path: [...path, 'file', 'url'], onlyFiles: true }]),
    ...(part.items ?? []).map(({ media }, index) => ({
      url: media.url,
      path: [...path, 'items', index, 'media', 'url'],
    })),
  ]);
}

function referenceIssues({ url, path, onlyFiles }: Reference, names: ReadonlySet<string>): Issue[] {
  if (url.startsWith(SCHEME)) {
    if (names.has(url.slice(SCHEME.length))) return [];
    const message = 'The referenced attachment was not found.';
    return [{ path, code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message }];
  }
  const schemes = onlyFiles === true ? ['attachment'] : ['http', 'https', 'attachment'];
  if (schemes.some((scheme) => url.startsWith(`${scheme}://`))) return [];
  const message = `Scheme must be one of (${schemes.map((scheme) => `'${scheme}'`).join(', ')}).`;
  return [{ path, code: 'URL_TYPE_INVALID_SCHEME', message }];
}

function listIssues(body: MessageBody, uploads: readonly Upload[], existing: MessageRecord | null): Issue[] {
  const known = new Set([
    ...uploads.map(({ index }) => String(index)),
    ...(existing?.files ?? []).map(({ id }) => id),
  ]);
  return (body.attachments ?? []).flatMap(({ id }, index) =>
    known.has(id)
      ? []
      : [
          {
            path: ['attachments', index, 'id'],
            code: 'ATTACHMENT_NOT_FOUND',
            message: `Attachment ${id} could not be found`,
          },
        ],
  );
}
