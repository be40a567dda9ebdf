import { html, nothing, type TemplateResult } from 'lit';
import type { Note } from '../state/notes.ts';
import { warningIcon } from './icons.ts';

/** A command on its way, or what went wrong; only the person sees it. */
export function noteView(note: Note, dismiss: () => void): TemplateResult {
  const origin =
    note.command === null
      ? nothing
      : html`<div class="message-origin">You used <span class="origin-command">/${note.command}</span></div>`;
  if (note.kind === 'pending') {
    return html`<div class="message note">${origin}<div class="message-margin"></div><div class="message-body">
      <p class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${note.text}</p></div></div>`;
  }
  return html`<div class="message note ephemeral">${origin}<div class="message-margin">${warningIcon()}</div><div class="message-body">
    <p class="message-failure" role="alert">${note.text}</p>
    <p class="ephemeral-note">Only you can see this · <button type="button" class="link-button" @click=${dismiss}>Dismiss message</button></p></div></div>`;
}
