import { LitElement } from 'lit';

/** A custom element without a shadow root: the page's one style sheet and its labels reach into it. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

let lastId = 0;

/** An id that nothing else in the document has. */
export function freshId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
