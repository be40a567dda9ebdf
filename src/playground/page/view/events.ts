import type { APIGuildScheduledEvent } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { GuildView } from '../../protocol.ts';
import { EventStatus } from '../discord.ts';
import { fullDate } from '../time.ts';
import type { ViewContext } from './context.ts';
import { closeIcon } from './icons.ts';
import { markdown } from './markdown.ts';

/** The server's scheduled events, in a dialog that the channel list opens. */
export function eventsDialog(guild: GuildView, context: ViewContext): TemplateResult {
  return html`<dialog class="modal events" aria-labelledby="events-title">
    <header class="modal-header"><h2 id="events-title">Events</h2>
      <form method="dialog"><button class="icon-button" aria-label="Close">${closeIcon()}</button></form></header>
    <ul class="event-list">${guild.scheduledEvents.map((event) => eventCard(event, context))}</ul>
  </dialog>`;
}

function eventCard(event: APIGuildScheduledEvent, context: ViewContext): TemplateResult {
  const place =
    event.entity_metadata?.location ??
    (event.channel_id === null ? null : context.names.channelName(event.channel_id));
  return html`<li class="event-card">
    <time datetime=${event.scheduled_start_time}>${fullDate(Date.parse(event.scheduled_start_time))}</time>${event.status === EventStatus.Active ? html` · <strong>Happening now</strong>` : nothing}
    <h3>${event.name}</h3>
    ${event.description === undefined || event.description === null ? nothing : markdown(event.description, context)}
    ${place === null ? nothing : html`<p class="event-place">${place}</p>`}
  </li>`;
}
