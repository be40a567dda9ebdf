/** Components and embeds from the form in which they are sent into the form in which Discord shows them. */
import type { APIAttachment, APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { everyPart, type Part } from '../checks/components.ts';

/** Turns `attachment://name` into the file's own address; other addresses stay. */
export type Unfurl = (url: string) => APIAttachment | string;

/** Gives every component its number and its defaults, as in Discord's answers. */
export function shownComponents(
  parts: readonly Part[],
  unfurl: Unfurl,
  newId: () => string,
): APIMessageTopLevelComponent[] {
  const copy = structuredClone(parts) as Part[];
  for (const part of numbered(copy)) complete(part as unknown as Record<string, unknown>, unfurl, newId);
  return copy as unknown as APIMessageTopLevelComponent[];
}

/** Gives a number to every component, nested ones too, that has none; answers with all of them. */
export function numbered(parts: readonly Part[]): Part[] {
  const all = everyPart(parts, []).map(({ part }) => part);
  const hasNumber = ({ id }: Part): boolean => typeof id === 'number' && id !== 0;
  const taken = new Set(all.filter(hasNumber).map(({ id }) => id));
  let next = 1;
  for (const part of all) {
    if (hasNumber(part)) continue;
    while (taken.has(next)) next += 1;
    part.id = next++;
  }
  return all;
}

function complete(part: Record<string, unknown>, unfurl: Unfurl, newId: () => string): void {
  for (const [key, value] of Object.entries(part)) if (value === null) delete part[key];
  const media = (value: unknown): object => unfurled(value, unfurl, newId);
  switch (part['type']) {
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      part['min_values'] ??= 1;
      part['max_values'] ??= 1;
      if (Array.isArray(part['options'])) part['options'] = part['options'].map(withoutNulls);
      break;
    case 11:
      Object.assign(part, { description: part['description'] ?? null, spoiler: part['spoiler'] ?? false });
      part['media'] = media(part['media']);
      break;
    case 12:
      if (Array.isArray(part['items'])) part['items'] = part['items'].map((item) => galleryItem(item, media));
      break;
    case 13: {
      const file = media(part['file']);
      Object.assign(part, { file, spoiler: part['spoiler'] ?? false, ...nameAndSize(part['file'], unfurl) });
      break;
    }
    case 14:
      part['spacing'] ??= 1;
      part['divider'] ??= true;
      break;
    case 17:
      part['accent_color'] ??= null;
      part['spoiler'] ??= false;
      break;
    default:
      break;
  }
}

function galleryItem(item: Record<string, unknown>, media: (value: unknown) => object): object {
  return {
    media: media(item['media']),
    description: item['description'] ?? null,
    spoiler: item['spoiler'] ?? false,
  };
}

function urlOf(value: unknown): string {
  return (value as { url: string }).url;
}

function nameAndSize(value: unknown, unfurl: Unfurl): { name: string | null; size: number | null } {
  const file = unfurl(urlOf(value));
  return typeof file === 'string' ? { name: null, size: null } : { name: file.filename, size: file.size };
}

function unfurled(value: unknown, unfurl: Unfurl, newId: () => string): object {
  const file = unfurl(urlOf(value));
  if (typeof file === 'string') return { id: newId(), url: file, proxy_url: file };
  return {
    id: newId(),
    url: file.url,
    proxy_url: file.proxy_url,
    attachment_id: file.id,
    content_type: file.content_type ?? null,
    width: file.width ?? null,
    height: file.height ?? null,
  };
}

function withoutNulls(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

/** Embeds as Discord shows them: of type rich, without empty fields, with the addresses of their pictures. */
export function shownEmbeds(embeds: readonly APIEmbed[], unfurl: Unfurl): APIEmbed[] {
  return embeds.map((given) => {
    const embed = withoutNulls(given) as Record<string, unknown>;
    for (const key of ['image', 'thumbnail', 'video']) {
      if (key in embed) embed[key] = picture(embed[key], unfurl);
    }
    for (const key of ['footer', 'author']) {
      if (key in embed) embed[key] = withIcon(embed[key], unfurl);
    }
    const fields = (given.fields ?? []).map(({ name, value, inline }) => ({
      name,
      value,
      inline: inline ?? false,
    }));
    return { ...embed, type: 'rich', ...(fields.length > 0 ? { fields } : {}) } as APIEmbed;
  });
}

function picture(value: unknown, unfurl: Unfurl): object {
  const file = unfurl(urlOf(value));
  if (typeof file === 'string') return { ...(value as object), proxy_url: file };
  const size = file.width === undefined ? {} : { width: file.width, height: file.height };
  return { url: file.url, proxy_url: file.proxy_url, ...size };
}

function withIcon(value: unknown, unfurl: Unfurl): object {
  const part = withoutNulls(value as object) as { icon_url?: string };
  if (part.icon_url === undefined) return part;
  const file = unfurl(part.icon_url);
  const url = typeof file === 'string' ? file : file.url;
  return { ...part, icon_url: url, proxy_icon_url: url };
}
