import { nothing } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/**
 * Sets a custom property of an element, through the object model: lit's own `styleMap` writes a style attribute at
 * first, which the page's Content-Security-Policy forbids.
 */
class Paint extends Directive {
  override render(_property: string, _value: string | null): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [property, value]: [string, string | null]): typeof nothing {
    const { element } = part;
    if (element instanceof HTMLElement) {
      if (value === null) element.style.removeProperty(property);
      else element.style.setProperty(property, value);
    }
    return nothing;
  }
}

/** `<div ${paint('--color', '#fff')}>`; null takes the property away. */
export const paint = directive(Paint);
