import type { APIMessage } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { Flag, isThread } from '../discord.ts';
import type { ViewContext } from './context.ts';
import { threadIcon } from './icons.ts';

/** The thread that was made from a message, below it, if the person may see it: its id is the message's own. */
export function threadCard(message: APIMessage, context: ViewContext): TemplateResult | typeof nothing {
  if (((message.flags ?? 0) & Flag.HasThread) === 0) return nothing;
  const thread = context.names.channel(message.id);
  if (thread === null || !isThread(thread.type)) return nothing;
  const count = ('message_count' in thread ? thread.message_count : undefined) ?? 0;
  const words = count === 1 ? '1 message' : `${count} messages`;
  return html`<button type="button" class="thread-card" @click=${() => context.openChannel(thread.id)}>
    ${threadIcon()}<span><bdi class="thread-name">${thread.name}</bdi> <span class="thread-count">${words}</span></span>
  </button>`;
}
