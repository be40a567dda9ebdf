import type { InteractInput, InteractOutcome } from '../../protocol.ts';
import type { SelectOption } from './select-options.ts';

/** How long a person has to stop typing before the bot is asked (ms). */
const PAUSE_MS = 150;

export type Suggested = { lines: SelectOption[] } | { problem: string };
type Ask = (input: InteractInput) => Promise<InteractOutcome>;

/** Asks the bot while somebody types: after a pause, and only the answer to the last question counts. */
export class Autocomplete {
  readonly #ask: Ask;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = 0;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Asks after the pause, instead of what was to be asked before; `answer` is called once, or never if outrun. */
  ask(input: InteractInput, answer: (suggested: Suggested) => void): void {
    this.cancel();
    const turn = this.#last;
    this.#timer = setTimeout(async () => {
      const suggested = await this.#send(input);
      if (turn === this.#last) answer(suggested);
    }, PAUSE_MS);
  }

  /** No answer that is on its way counts any more. */
  cancel(): void {
    this.#last += 1;
    clearTimeout(this.#timer);
  }

  async #send(input: InteractInput): Promise<Suggested> {
    try {
      const outcome = await this.#ask(input);
      if (outcome.status !== 'choices') return { problem: 'Loading options failed.' };
      return {
        lines: outcome.choices.map((choice) => ({ label: choice.name, value: String(choice.value) })),
      };
    } catch {
      return { problem: 'Loading options failed.' };
    }
  }
}
