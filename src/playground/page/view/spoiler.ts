/** Opens the spoiler that an event came from, by press, Enter or Space, and then gets out of the way of its text. */
export function openSpoiler(event: Event): void {
  if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
  const spoiler = event.currentTarget;
  if (!(spoiler instanceof HTMLElement) || spoiler.classList.contains('open')) return;
  event.preventDefault();
  event.stopPropagation();
  spoiler.classList.add('open');
  for (const name of ['role', 'tabindex', 'aria-expanded', 'aria-label']) spoiler.removeAttribute(name);
}
