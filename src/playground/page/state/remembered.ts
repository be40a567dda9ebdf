/** What the browser keeps between visits. A browser that keeps nothing (private mode) is no reason to fail. */

const PREFIX = 'playground.';

function read(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Full or forbidden: the page works, it only forgets.
  }
}

function readJson(key: string): unknown {
  try {
    return JSON.parse(read(key) ?? 'null');
  } catch {
    return null;
  }
}

export type Theme = 'system' | 'dark' | 'light';

export function theme(): Theme {
  const value = read('theme');
  return value === 'dark' || value === 'light' ? value : 'system';
}

export function rememberTheme(value: Theme): void {
  write('theme', value);
}

/** Who the page was last, and where each person last was. */
export function lastPerson(): string | null {
  return read('me');
}

export function rememberPerson(userId: string): void {
  write('me', userId);
}

export function lastChannel(userId: string): string | null {
  return read(`channel.${userId}`);
}

export function rememberChannel(userId: string, channelId: string): void {
  write(`channel.${userId}`, channelId);
}

/** Whether a command was ever used here; until then the page says how. */
export function hasUsedCommand(): boolean {
  return read('used-command') === 'yes';
}

export function rememberUsedCommand(): void {
  write('used-command', 'yes');
}

/** The newest message that a person has seen, by channel. */
export function readMarks(userId: string): Record<string, string> {
  const value = readJson(`read.${userId}`);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, id]) => typeof id === 'string'));
}

export function rememberReadMarks(userId: string, marks: Record<string, string>): void {
  write(`read.${userId}`, JSON.stringify(marks));
}

/** So many dismissed messages are kept; older ones have long scrolled away. */
const MOST_DISMISSED = 500;

/** The ephemeral messages that were dismissed: only a client knows of that. */
export function dismissed(): Set<string> {
  const value = readJson('dismissed');
  return new Set(Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []);
}

export function rememberDismissed(ids: Set<string>): void {
  write('dismissed', JSON.stringify([...ids].slice(-MOST_DISMISSED)));
}
