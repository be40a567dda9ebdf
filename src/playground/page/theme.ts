import { theme } from './state/remembered.ts';

/** Sets the look that was chosen on the document; the style sheet does the rest, the system's wish included. */
export function applyTheme(): void {
  document.documentElement.setAttribute('data-theme', theme());
}
