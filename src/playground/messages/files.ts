/** Files that come with a message: kept by the store, served under `/cdn`. */
import type { APIAttachment } from 'discord-api-types/v10';
import type { AttachmentBody } from '../checks/message.ts';
import { refuse } from '../errors.ts';
import type { World } from '../world.ts';

/** The largest single file that Discord takes from a bot in a server without boosts, in bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** A file as it came in a multipart body, with the number `n` of its `files[n]`. */
export interface Upload {
  index: number;
  filename: string;
  contentType: string;
  bytes: Buffer;
}

/** Keeps the uploads and describes them as attachments, in the order of their numbers. */
export function keepFiles(
  world: World,
  origin: string,
  channelId: string,
  uploads: readonly Upload[],
  described: readonly AttachmentBody[],
): APIAttachment[] {
  return uploads.map((upload) => {
    if (upload.bytes.length > MAX_FILE_BYTES) throw refuse(40005);
    const details = described.find(({ id }) => id === String(upload.index));
    const filename = safeName(details?.filename ?? upload.filename);
    const id = world.newId();
    world.store.putFile(id, upload.bytes);
    const url = `${origin}/cdn/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`;
    return {
      id,
      filename,
      size: upload.bytes.length,
      url,
      proxy_url: url,
      content_type: upload.contentType,
      ...(typeof details?.description === 'string' ? { description: details.description } : {}),
      ...dimensions(upload),
    };
  });
}

/** A name as it is kept: Discord keeps letters, digits, dots, dashes and underscores of a name. */
export function safeName(name: string): string {
  const safe = name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').replaceAll(/_{2,}/g, '_');
  return safe === '' ? 'unknown' : safe;
}

/** Width and height of a PNG, from its header: the one kind of picture whose size stands at a fixed place. */
function dimensions({ bytes }: Upload): { width: number; height: number } | object {
  const isPng = bytes.length > 24 && bytes.toString('latin1', 1, 4) === 'PNG';
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : {};
}
