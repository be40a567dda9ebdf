/** Bodies that make or change a message, from any route. */
import type {
  APIAllowedMentions,
  APIEmbed,
  RESTAPIPoll,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { type Issue, refuse } from '../errors.ts';
import type { Upload } from '../messages/files.ts';
import type { MessageRecord } from '../model.ts';
import { attachmentIssues, fileCount } from './attachments.ts';
import { asObject, holdAgainst, inUtc, throwIfAny } from './body.ts';
import { componentIssues, type Part } from './components.ts';

const MAX_CONTENT = 2_000;
const MAX_EMBED_TEXT = 6_000;
const MAX_FILES = 10;

/** The fields of a message body, after the specification has accepted it. */
export interface MessageBody {
  content?: string | null;
  embeds?: APIEmbed[] | null;
  components?: Part[] | null;
  flags?: number | null;
  allowed_mentions?: APIAllowedMentions | null;
  attachments?: AttachmentBody[] | null;
  nonce?: string | number | null;
  enforce_nonce?: boolean | null;
  tts?: boolean | null;
  poll?: RESTAPIPoll | null;
  sticker_ids?: string[] | null;
  message_reference?: RESTPostAPIChannelMessageJSONBody['message_reference'] | null;
}

export interface AttachmentBody {
  id: string;
  filename?: string | null;
  description?: string | null;
  title?: string | null;
}

/** A body after all checks, and the keys in it that Discord does not know. */
export interface Checked {
  body: MessageBody;
  unknownKeys: string[];
}

/**
 * Checks a message body against the schema `schemaName` and Discord's own rules; throws 50035, 50006 or 30015.
 * `existing` is the message that an edit changes; `files` come along in the same request.
 */
export function checkMessage(
  schemaName: string,
  given: unknown,
  files: readonly Upload[],
  existing: MessageRecord | null = null,
): Checked {
  const raw = normalized(asObject(given));
  throwIfAny(contentIssues(raw['content']));
  const unknownKeys = holdAgainst(schemaName, raw);
  const body = raw as MessageBody;
  const isV2 = (((body.flags ?? 0) | (existing?.message.flags ?? 0)) & MessageFlags.IsComponentsV2) !== 0;
  throwIfAny([
    ...mentionIssues(body.allowed_mentions ?? {}),
    ...embedIssues(body.embeds ?? []),
    ...componentIssues(body.components ?? [], isV2),
    ...(isV2 ? v2FieldIssues(body, existing) : []),
    ...attachmentIssues(body, files, existing),
  ]);
  const fileTotal = fileCount(body, files, existing);
  if (fileTotal > MAX_FILES) throw refuse(30015);
  if (isEmpty(body, isV2 ? 0 : fileTotal, existing)) throw refuse(50006);
  return { body, unknownKeys };
}

/** Where Discord is more tolerant than its specification: instants with an offset, ids of files as numbers. */
function normalized(given: Record<string, unknown>): Record<string, unknown> {
  const body = { ...given };
  const { embeds, attachments } = body;
  if (Array.isArray(embeds)) {
    body['embeds'] = embeds.map((embed: unknown) =>
      isRecord(embed) && 'timestamp' in embed ? { ...embed, timestamp: inUtc(embed['timestamp']) } : embed,
    );
  }
  if (Array.isArray(attachments)) {
    body['attachments'] = attachments.map((file: unknown) =>
      isRecord(file) && typeof file['id'] === 'number' ? { ...file, id: String(file['id']) } : file,
    );
  }
  return body;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function contentIssues(content: unknown): Issue[] {
  if (typeof content !== 'string' || content.length <= MAX_CONTENT) return [];
  return [
    {
      path: ['content'],
      code: 'BASE_TYPE_MAX_LENGTH',
      message: `Must be ${MAX_CONTENT} or fewer in length.`,
    },
  ];
}

/** Either all people (or roles) or a list of some. */
function mentionIssues(allowed: APIAllowedMentions): Issue[] {
  return (['users', 'roles'] as const).flatMap((key) => {
    const parse: readonly string[] = allowed.parse ?? [];
    if (!parse.includes(key) || (allowed[key] ?? []).length === 0) return [];
    return [
      {
        path: ['allowed_mentions'],
        code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        message: `parse:["${key}"] and ${key}: [ids...] are mutually exclusive.`,
      },
    ];
  });
}

function embedIssues(embeds: readonly APIEmbed[]): Issue[] {
  const issues = embeds.flatMap((embed, index) => oneEmbedIssues(embed, index));
  const total = embeds.reduce((sum, embed) => sum + embedText(embed), 0);
  if (total > MAX_EMBED_TEXT) {
    issues.push({
      path: ['embeds'],
      code: 'MAX_EMBED_SIZE_EXCEEDED',
      message: `Embed size exceeds maximum size of ${MAX_EMBED_TEXT}`,
    });
  }
  return issues;
}

function oneEmbedIssues(embed: APIEmbed, index: number): Issue[] {
  const at = ['embeds', index];
  const missing = (embed.fields ?? []).flatMap((field, i) =>
    (['name', 'value'] as const).flatMap((key) => (isBlank(field[key]) ? [[...at, 'fields', i, key]] : [])),
  );
  if (embed.footer && isBlank(embed.footer.text)) missing.push([...at, 'footer', 'text']);
  if (embed.author && isBlank(embed.author.name)) missing.push([...at, 'author', 'name']);
  if (showsNothing(embed)) missing.push([...at, 'description']);
  return missing.map((path) => ({ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }));
}

function isBlank(text: string | null | undefined): boolean {
  return (text ?? '').trim() === '';
}

function showsNothing(embed: APIEmbed): boolean {
  const { title, description, url, image, thumbnail, author, footer, fields } = embed;
  const parts = [title, description, url, image, thumbnail, author, footer];
  return parts.every((part) => (part ?? '') === '') && (fields ?? []).length === 0;
}

function embedText(embed: APIEmbed): number {
  const fields = (embed.fields ?? []).reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  const parts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  return parts.reduce((sum, text) => sum + (text?.length ?? 0), fields);
}

/** A message that becomes one of version 2 must be emptied of the old fields in the same edit. */
function v2FieldIssues(body: MessageBody, existing: MessageRecord | null): Issue[] {
  const content = body.content === undefined ? existing?.message.content : body.content;
  const clashes: [string, boolean][] = [
    ['content', (content ?? '') !== ''],
    ['embeds', sizeAfter(body.embeds, existing?.message.embeds) > 0],
    ['poll', (body.poll ?? null) !== null],
    ['sticker_ids', (body.sticker_ids ?? []).length > 0],
  ];
  return clashes.flatMap(([field, used]) =>
    used
      ? [
          {
            path: [field],
            code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
            message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
          },
        ]
      : [],
  );
}

/** A message of version 2 shows its files only in components, so files alone leave it empty. */
function isEmpty(body: MessageBody, shownFiles: number, existing: MessageRecord | null): boolean {
  return (
    (body.content === undefined ? (existing?.message.content ?? '') : (body.content ?? '')).trim() === '' &&
    sizeAfter(body.embeds, existing?.message.embeds) === 0 &&
    sizeAfter(body.components, existing?.message.components) === 0 &&
    (body.sticker_ids ?? []).length === 0 &&
    (body.poll ?? null) === null &&
    shownFiles === 0
  );
}

/** How many there are after an edit: a field that is not sent stays as it is. */
function sizeAfter(
  given: readonly unknown[] | null | undefined,
  before: readonly unknown[] | undefined,
): number {
  return given === undefined ? (before ?? []).length : (given ?? []).length;
}
