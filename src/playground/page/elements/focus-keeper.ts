import type { PlaygroundSelect } from './select.ts';

/** The buttons and select menus of a message. */
const CONTROLS = '.components :is(.button, .select-button)';

/** What had the focus before a message was drawn anew. */
interface Held {
  messageId: string;
  control: HTMLElement;
  customId: string | null;
  /** Its place among the controls of the message. */
  index: number;
}

/**
 * Keeps the focus within a message while the bot draws its components anew, switches them off or takes them away: it
 * follows the component, or goes to the nearest one that can be used, those of the same row first.
 */
export class FocusKeeper {
  #held: Held | null = null;

  /** Before an update: remembers the component that has the focus. */
  remember(): void {
    this.#held = heldNow();
  }

  /** After an update: moves the focus if it was lost; `log` gets it if the message has nothing left to press. */
  async restore(log: HTMLElement): Promise<void> {
    const held = this.#held;
    if (held === null) return;
    // Select menus draw themselves, a little later.
    const menus = log.querySelectorAll<PlaygroundSelect>('playground-select');
    await Promise.all([...menus].map((menu) => menu.updateComplete));
    if (!isLost(held)) return;
    const left = controlsOf(document.getElementById(held.messageId));
    const heir = left.find((control) => isUsable(control) && customIdOf(control) === held.customId);
    (heir ?? nearest(left, held) ?? log).focus();
  }
}

function heldNow(): Held | null {
  const focused = document.activeElement;
  const message = focused?.closest<HTMLElement>('.message') ?? null;
  const controls = controlsOf(message);
  // In an open menu the focus is in its search, beside the menu's button.
  const host = focused?.closest('playground-select') ?? focused;
  const index = controls.findIndex((control) => host?.contains(control) === true);
  const control = controls[index];
  if (message === null || control === undefined) return null;
  return { messageId: message.id, control, customId: customIdOf(control), index };
}

/** Whether the component can no longer have the focus, or its element has become that of another; not if a person moved on. */
function isLost({ control, customId }: Held): boolean {
  const focused = document.activeElement;
  const isElsewhere = focused !== null && focused !== document.body && focused !== control;
  if (isElsewhere) return false;
  return focused !== control || !isUsable(control) || customIdOf(control) !== customId;
}

function nearest(controls: HTMLElement[], held: Held): HTMLElement | undefined {
  const row = held.control.closest('.action-row');
  const distance = (control: HTMLElement): number => {
    const steps = controls.indexOf(control) - held.index;
    const isBeside = row !== null && control.closest('.action-row') === row;
    // Of two that are equally near, the one that follows.
    return Math.abs(steps) - (steps > 0 ? 0.5 : 0) + (isBeside ? 0 : controls.length);
  };
  return controls.filter(isUsable).toSorted((a, b) => distance(a) - distance(b))[0];
}

function controlsOf(message: Element | null): HTMLElement[] {
  return [...(message?.querySelectorAll<HTMLElement>(CONTROLS) ?? [])];
}

function isUsable(control: HTMLElement): boolean {
  return control.isConnected && !control.matches(':disabled');
}

function customIdOf(control: HTMLElement): string | null {
  return control.closest<HTMLElement>('[data-custom-id]')?.dataset['customId'] ?? null;
}
