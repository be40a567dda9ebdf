import { html, svg, type TemplateResult } from 'lit';

/** The page's own signs, drawn: not every machine has a font with emoji. Decorative; the words stand beside them. */
function icon(shape: TemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;
}

export const clockIcon = (): TemplateResult =>
  icon(svg`<circle cx="12" cy="12" r="9" /><path d="M12 7v5l3.5 2" />`);
export const calendarIcon = (): TemplateResult =>
  icon(svg`<rect x="4" y="5" width="16" height="15" rx="2" /><path d="M4 10h16M8 3v4M16 3v4" />`);
export const peopleIcon = (): TemplateResult =>
  icon(
    svg`<circle cx="9" cy="8" r="3.5" /><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.500M18 14.500c2 .8 3.2 2.8 3.5 5.5" />`,
  );
export const speakerIcon = (): TemplateResult =>
  icon(svg`<path d="M4 9.500v5h4l5 4v-13l-5 4zM16.5 9a4.5 4.5 0 0 1 0 6M19 6.500a8 8 0 0 1 0 11" />`);
export const mailIcon = (): TemplateResult =>
  icon(svg`<rect x="3" y="5" width="18" height="14" rx="2" /><path d="m4 7 8 6 8-6" />`);
export const fileIcon = (): TemplateResult => icon(svg`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />`);
export const eyeIcon = (): TemplateResult =>
  icon(
    svg`<path d="M2.5 12C5 7.5 8.5 5.5 12 5.500s7 2 9.5 6.500c-2.5 4.5-6 6.5-9.5 6.500s-7-2-9.5-6.500z" /><circle cx="12" cy="12" r="2.8" />`,
  );
export const sendIcon = (): TemplateResult =>
  icon(svg`<path d="M4 4.5 20.5 12 4 19.500l2.5-7.500zM6.5 12h7" />`);
export const menuIcon = (): TemplateResult => icon(svg`<path d="M4 7h16M4 12h16M4 17h16" />`);
export const closeIcon = (): TemplateResult => icon(svg`<path d="m6 6 12 12M18 6 6 18" />`);
export const downIcon = (): TemplateResult => icon(svg`<path d="m6 9.5 6 6 6-6" />`);
export const upIcon = (): TemplateResult => icon(svg`<path d="m6 14.5 6-6 6 6" />`);
export const threadIcon = (): TemplateResult =>
  icon(svg`<path d="M7 4v7a4 4 0 0 0 4 4h7M14.5 11.5 18 15l-3.5 3.5" />`);
export const privateThreadIcon = (): TemplateResult =>
  icon(
    svg`<path d="M5 3v6a4 4 0 0 0 4 4h1.500" /><rect x="13" y="14" width="9" height="7" rx="1.5" /><path d="M15 14v-2.500a2.5 2.5 0 0 1 5 0v2.500" />`,
  );
export const openIcon = (): TemplateResult => icon(svg`<path d="M8 16 17 7M9.5 7H17v7.5" />`);
export const warningIcon = (): TemplateResult =>
  icon(svg`<path d="M12 4 2.5 20h19zM12 10v5M12 17.300v.7" />`);
export const arrowIcon = (): TemplateResult => icon(svg`<path d="M4 12h15M13.5 6.5 19 12l-5.5 5.5" />`);
