/** Room that is kept between a list and the edge of the window, in px. */
const MARGIN_PX = 8;
const GAP_PX = 4;
/** A list is never higher than this; the rest is scrolled to. */
const MAX_HEIGHT_PX = 460;

/** Puts a list of the top layer below its anchor, or above it where there is more room, and never outside the window. */
export function placeBeside(list: HTMLElement, anchor: HTMLElement): void {
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - MARGIN_PX - GAP_PX;
  const above = box.top - MARGIN_PX - GAP_PX;
  list.style.width = `${Math.min(Math.max(box.width, 220), window.innerWidth - 2 * MARGIN_PX)}px`;
  list.style.maxHeight = `${MAX_HEIGHT_PX}px`;
  const wanted = list.offsetHeight;
  const goesUp = wanted > below && above > below;
  list.style.maxHeight = `${Math.min(MAX_HEIGHT_PX, Math.max(120, goesUp ? above : below))}px`;
  const height = list.offsetHeight;
  list.style.top = `${goesUp ? box.top - GAP_PX - height : box.bottom + GAP_PX}px`;
  const rightmost = window.innerWidth - MARGIN_PX - list.offsetWidth;
  list.style.left = `${Math.max(MARGIN_PX, Math.min(box.left, rightmost))}px`;
}
