/** Files that come with a message: kept by the store, served under `/cdn`. */
import { extname } from 'node:path';
import type { APIAttachment } from 'discord-api-types/v10';
import type { AttachmentBody } from '../checks/message.ts';
import { refuse } from '../errors.ts';
import type { World } from '../world.ts';

/** The largest single file that Discord takes from a bot in a server without boosts, in bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** The pictures that Discord shows; anything else is offered for download. */
export const PICTURES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

const TEXTS: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.ics': 'text/calendar',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.txt': 'text/plain',
};

/** A file as it came in a multipart body, with the number `n` of its `files[n]`. */
export interface Upload {
  index: number;
  filename: string;
  contentType: string;
  bytes: Buffer;
}

/** Where a file goes: its channel, and whether one person alone sees the message. */
export interface Place {
  channelId: string;
  ephemeral: boolean;
}

/** The body's `attachments`: absent, or a list of all files that the message is to have after an edit. */
export type Listed = readonly AttachmentBody[] | null | undefined;

/** Keeps the uploads and describes them as attachments, in the order of their numbers. */
export function keepFiles(
  world: World,
  origin: string,
  place: Place,
  uploads: readonly Upload[],
  described: Listed,
): APIAttachment[] {
  if (uploads.some(({ bytes }) => bytes.length > MAX_FILE_BYTES)) throw refuse(40005);
  return uploads.map((upload) => {
    const details = detailsOf(upload, described);
    const filename = nameOf(upload, described);
    const id = world.newId();
    world.store.putFile(id, upload.bytes);
    const url = `${origin}/cdn/attachments/${place.channelId}/${id}/${filename}`;
    return {
      id,
      filename,
      size: upload.bytes.length,
      url,
      proxy_url: url,
      content_type: contentTypeOf(upload, filename),
      ...titleOf(details?.title ?? details?.filename ?? upload.filename, filename),
      ...(typeof details?.description === 'string' ? { description: details.description } : {}),
      ...(place.ephemeral ? { ephemeral: true } : {}),
      ...dimensions(upload),
    };
  });
}

/** Which of a message's files an edit keeps, with their new descriptions: without a list, all of them. */
export function keptFiles(files: readonly APIAttachment[], listed: Listed): APIAttachment[] {
  if (listed === undefined) return [...files];
  return files.flatMap((file) => {
    const entry = (listed ?? []).find(({ id }) => id === file.id);
    if (entry === undefined) return [];
    return typeof entry.description === 'string' ? [{ ...file, description: entry.description }] : [file];
  });
}

/** Which uploads an edit adds: without a list, all of them; else those that it names by their numbers. */
export function addedFiles(uploads: readonly Upload[], listed: Listed): Upload[] {
  return uploads.filter((upload) => listed === undefined || detailsOf(upload, listed) !== undefined);
}

/** The name under which an upload is kept, and by which `attachment://` refers to it. */
export function nameOf(upload: Upload, described: Listed): string {
  return safeName(detailsOf(upload, described)?.filename ?? upload.filename);
}

function detailsOf({ index }: Upload, described: Listed): AttachmentBody | undefined {
  return (described ?? []).find(({ id }) => id === String(index));
}

/** A name as it is kept: accents and other scripts are lost, blanks become underscores ("Mes étapes.md": "Mes_etapes.md"). */
export function safeName(name: string): string {
  const safe = name
    .normalize('NFKD')
    .replaceAll(/\s+/g, '_')
    .replaceAll(/[^A-Za-z0-9._-]/g, '');
  const nameless = /^[._-]*?(\.[A-Za-z0-9]+)?$/.exec(safe);
  return nameless === null ? safe : `unknown${nameless[1] ?? ''}`;
}

/** What a name was before characters were taken out of it, without its extension. */
function titleOf(given: string, filename: string): { title: string } | object {
  return given === filename ? {} : { title: given.slice(0, given.length - extname(given).length) };
}

function contentTypeOf({ bytes, contentType }: Upload, filename: string): string {
  if (isPng(bytes)) return 'image/png';
  if (contentType !== 'application/octet-stream') return contentType;
  const extension = extname(filename).toLowerCase();
  const text = TEXTS[extension];
  return text === undefined ? (PICTURES[extension] ?? contentType) : `${text}; charset=utf-8`;
}

/** Width and height of a PNG, from its header: the one kind of picture whose size stands at a fixed place. */
function dimensions({ bytes }: Upload): { width: number; height: number } | object {
  return isPng(bytes) ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : {};
}

function isPng(bytes: Buffer): boolean {
  return bytes.length > 24 && bytes.toString('latin1', 1, 4) === 'PNG';
}
