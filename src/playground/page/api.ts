import type {
  ClockInput,
  ClockView,
  InteractInput,
  InteractOutcome,
  MessagesView,
  PlaygroundError,
  SayInput,
  SettingsInput,
  StateView,
} from '../protocol.ts';

/** The playground said no, or could not be reached; the message is a sentence for the person. */
export class ApiError extends Error {}

/** Calls the playground as one person; `null` is whoever the playground puts first. */
export class Api {
  readonly #as: string | null;

  constructor(as: string | null) {
    this.#as = as;
  }

  state(): Promise<StateView> {
    return this.#get<StateView>('state', {});
  }

  /** 50 messages, oldest first; with `before`, those before that id. */
  messages(channel: string, before: string | null): Promise<MessagesView> {
    return this.#get<MessagesView>('messages', before === null ? { channel } : { channel, before });
  }

  interact(input: InteractInput): Promise<InteractOutcome> {
    return this.#post<InteractOutcome>('interact', input);
  }

  async say(input: SayInput): Promise<void> {
    await this.#post<unknown>('say', input);
  }

  async settings(input: SettingsInput): Promise<void> {
    await this.#post<unknown>('settings', input);
  }

  /** Moves time; resolves when everything due on the way has happened. */
  clock(input: ClockInput): Promise<ClockView> {
    return this.#post<ClockView>('clock', input);
  }

  #url(path: string, query: Record<string, string>): string {
    const as: Record<string, string> = this.#as === null ? {} : { as: this.#as };
    return `/playground/${path}?${new URLSearchParams({ ...as, ...query })}`;
  }

  #get<T>(path: string, query: Record<string, string>): Promise<T> {
    return read<T>(fetch(this.#url(path, query)));
  }

  #post<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    return read<T>(fetch(this.#url(path, {}), { method: 'POST', headers, body: JSON.stringify(body) }));
  }
}

async function read<T>(sent: Promise<Response>): Promise<T> {
  const response = await sent.catch(() => {
    throw new ApiError('The local Discord cannot be reached.');
  });
  const text = await response.text();
  if (!response.ok) throw new ApiError(sentenceOf(text, response.status));
  return (text === '' ? null : JSON.parse(text)) as T;
}

function sentenceOf(text: string, status: number): string {
  try {
    const { error } = JSON.parse(text) as Partial<PlaygroundError>;
    if (error !== undefined) return error;
  } catch {
    // Not JSON: the status says the rest.
  }
  return `The local Discord answered ${status}.`;
}

/** What to tell the person about an error, whatever it is. */
export function sentenceFor(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
