import type { APIAttachment } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { safeUrl } from '../markdown/links.ts';
import { enlarge } from './enlarge.ts';
import { fileIcon } from './icons.ts';
import { openSpoiler } from './spoiler.ts';

/** An address that a picture or a download may come from; null for every other. */
export function imageUrl(url: string | undefined): string | null {
  return url === undefined ? null : safeUrl(url);
}

/** `attachment://NAME` stands for a file of the same message. */
export function resolveMedia(url: string, attachments: APIAttachment[]): string | null {
  const name = /^attachment:\/\/(.+)$/.exec(url)?.[1];
  if (name === undefined) return safeUrl(url);
  const file = attachments.find((attachment) => attachment.filename === name);
  return file === undefined ? null : safeUrl(file.url);
}

/** The files below a message: pictures are shown, the rest is offered for download. */
export function attachmentList(attachments: APIAttachment[]): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing;
  return html`<div class="attachments">${attachments.map(attachment)}</div>`;
}

function attachment(file: APIAttachment): TemplateResult {
  const url = safeUrl(file.url);
  const isImage = /^image\/(png|jpeg|gif|webp)$/.test(file.content_type ?? '');
  const isSpoiler = file.filename.startsWith('SPOILER_');
  if (isImage && url !== null) {
    return picture({ url, description: file.description, name: file.filename, isSpoiler, ...sizeOf(file) });
  }
  return fileCard(file.filename, file.size, url);
}

/** What is known of a picture; the size at which it is drawn keeps its place while it loads. */
export interface Picture {
  url: string;
  /** What it shows, for who cannot see it. */
  description: string | null | undefined;
  /** What it is called where it has no description. */
  name: string;
  isSpoiler: boolean;
  width?: number | undefined;
  height?: number | undefined;
}

/** The largest that a picture is drawn in a message, in CSS pixels. */
const MOST = { width: 550, height: 350 };

/** How large a file or a media item is drawn, if its own size is known. */
export function sizeOf(media: { width?: number | null; height?: number | null }): {
  width?: number;
  height?: number;
} {
  const { width, height } = media;
  if (typeof width !== 'number' || typeof height !== 'number') return {};
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** A picture that opens in full size, hidden at first if it is a spoiler. */
export function picture({ url, description, name, isSpoiler, width, height }: Picture): TemplateResult {
  const alt = description ?? name;
  const image = html`<a class="picture-link" href=${url} target="_blank" rel="noopener noreferrer" @click=${enlarge}
    data-description=${description ?? nothing}><img class="picture" src=${url} alt=${alt}
    width=${width ?? nothing} height=${height ?? nothing} loading="lazy" /></a>`;
  return isSpoiler ? covered(image) : image;
}

/** Hides content until it is pressed. */
export function covered(content: TemplateResult): TemplateResult {
  return html`<div class="cover" role="button" tabindex="0" aria-label="Spoiler: press to show" aria-expanded="false"
    @click=${openSpoiler} @keydown=${openSpoiler}><div class="cover-content">${content}</div><span class="cover-label" aria-hidden="true">Spoiler</span></div>`;
}

/** A file that is not shown: name, size, download. */
export function fileCard(name: string, bytes: number | undefined, url: string | null): TemplateResult {
  const label = html`<span class="file-name">${name}</span>`;
  return html`<div class="file-card">
    <span class="file-icon">${fileIcon()}</span>
    <div>
      ${url === null ? label : html`<a href=${url} download=${name} target="_blank" rel="noopener noreferrer">${label}</a>`}
      ${bytes === undefined ? nothing : html`<div class="file-size">${fileSize(bytes)}</div>`}
    </div>
  </div>`;
}

/** A number of bytes for people. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
