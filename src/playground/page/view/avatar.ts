import type { APIUser } from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';

/** How many colours `styles/message.css` has for avatars. */
const COLORS = 6;

/** A person's or bot's picture: their initials on a colour of their own. Decorative: the name stands beside it. */
export function avatar(
  user: APIUser,
  name: string,
  size: 'small' | 'medium' | 'large' = 'large',
): TemplateResult {
  const color = Number(user.id.slice(-4)) % COLORS;
  return html`<span class="avatar ${size} avatar-${color}" aria-hidden="true">${initials(name)}</span>`;
}

/** The first letters of the first two words, whatever the script; of a name without letters, its first character. */
export function initials(name: string): string {
  const words = name.split(/[\s_.-]+/u).flatMap((word) => word.match(/[\p{L}\p{N}].*/u) ?? []);
  return (words.length === 0 ? [name.trim()] : words)
    .slice(0, 2)
    .map((word) => firstCharacter(word))
    .join('')
    .toLocaleUpperCase();
}

function firstCharacter(word: string): string {
  for (const { segment } of new Intl.Segmenter().segment(word)) return segment;
  return '';
}
