/** Bodies of requests as they come over the wire: JSON, or multipart with `payload_json` and `files[n]`. */
import type { IncomingMessage } from 'node:http';
import { refuse } from '../errors.ts';
import type { Upload } from '../messages/files.ts';

/** The largest request that Discord takes. */
const MAX_REQUEST_BYTES = 25 * 1024 * 1024;

export interface Body {
  body: unknown;
  files: Upload[];
}

/** Reads a whole body; throws 40005 when it is too large, 50109 when it is not JSON. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return { body: undefined, files: [] };
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type);
  return { body: parseJson(bytes.toString()), files: [] };
}

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_REQUEST_BYTES) throw refuse(40005);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(50109);
  }
}

async function readMultipart(bytes: Buffer, type: string): Promise<Body> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw refuse(50109);
    });
  const files: Upload[] = [];
  let body: unknown = {};
  for (const [name, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (typeof value !== 'string' && (index !== undefined || name === 'file')) {
      const content = Buffer.from(await value.arrayBuffer());
      const contentType = value.type === '' ? 'application/octet-stream' : value.type;
      files.push({ index: Number(index ?? files.length), filename: value.name, contentType, bytes: content });
    } else if (name === 'payload_json' && typeof value === 'string') body = parseJson(value);
  }
  return { body, files };
}
